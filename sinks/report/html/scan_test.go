package html

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/leaks"
)

// leakyLines have a secret for each %s, in all that a report tells of a line too:
// its endpoint and its logger.
var leakyLines = []string{
	`2026-11-22 13:45:00,123 INFO django.request "GET /reset/MQ/%s/ HTTP/1.1" 302 0`,
	`127.0.0.1 - - [22/Nov/2026:13:45:00 +0000] "GET /api/orders/?token=%s&page=2 HTTP/1.1" 200 5 "https://shop.example.com/?access_token=%s" "curl/8"`,
	`{"logger": "shop.views", "path": "/magic/%s/", "message": "Authorization: Bearer %s", "levelname": "DEBUG"}`,
	`{"logger": "Bearer %s", "timestamp": "2026-11-22T13:45:00Z", "password": "%s"}`,
	`INFO token=%s "POST /login?password=%s HTTP/1.1" 200`,
	`(0.001) INSERT INTO "authtoken_token" ("key", "user_id") VALUES ('%s', 3); args=('%s', 3)`,
	`Cookie: sessionid=%s; csrftoken=%s`,
	`ValueError: cannot use {'Authorization': 'Bearer %s'}`,
}

// secrets are opaque tokens and JWTs.
func secrets() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		part := rapid.StringMatching(`[A-Za-z0-9]{40}`)
		if rapid.Bool().Draw(t, "is a JWT") {
			claims := base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, `{"sub":%q}`, part.Draw(t, "subject")))
			return "eyJhbGciOiJIUzI1NiJ9." + claims + "." + part.Draw(t, "signature")
		}
		return part.Draw(t, "token")
	})
}

// seen is a piece of a secret that is in a page, if any is.
func seen(page []byte, secret string) string {
	const recognisable = 10
	rest := strings.TrimPrefix(secret, "eyJhbGciOiJIUzI1NiJ9.")
	for i := 0; i+recognisable <= len(rest); i++ {
		if piece := rest[i : i+recognisable]; bytes.Contains(page, []byte(piece)) {
			return piece
		}
	}
	return ""
}

// TestNoValueIsOnThePage: of whatever a real scan has found.
func TestNoValueIsOnThePage(t *testing.T) {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		var log strings.Builder
		var planted []string
		for range rapid.IntRange(1, 20).Draw(t, "lines") {
			line := rapid.SampledFrom(leakyLines).Draw(t, "line")
			var values []any
			for range strings.Count(line, "%s") {
				secret := secrets().Draw(t, "secret")
				planted, values = append(planted, secret), append(values, secret)
			}
			fmt.Fprintf(&log, line+"\n", values...)
		}
		search := leaks.NewSearch(engine, leaks.Options{Key: bytes.Repeat([]byte("k"), detectors.MinKeyBytes)})
		if _, err := search.Input(context.Background(), "django.log", strings.NewReader(log.String()), pipeline.Options{}); err != nil {
			t.Fatal(err)
		}
		s := search.Summary()
		if s.Findings < int64(len(planted)) {
			t.Fatalf("%d of %d secrets were found in\n%s", s.Findings, len(planted), log.String())
		}
		var page bytes.Buffer
		if err := Write(&page, s, engine.Kinds()); err != nil {
			t.Fatal(err)
		}
		for _, secret := range planted {
			if piece := seen(page.Bytes(), secret); piece != "" {
				t.Errorf("%q of %q is on the page", piece, secret)
			}
		}
	})
}
