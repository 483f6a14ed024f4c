package bench

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

const samplePath = "testdata/django-sample.log"

// sampleSecrets are the secrets of the shipped sample as they are written
// there.
var sampleSecrets = []string{
	"sample-magic-link", "sample-nested-token", "0fAk3c0d3", "sample.opaque-token",
	"sample-asgi-token", "sample-access-token", "sample-refresh-token", "sample-header-dump-token",
	"sample-har-token", "0000fake1111", "cqk1fa-5f0c2a7e",
	"eyJmYWtlIjp0cnVl", "c2FtcGxlOm5vdC1h",
	"sample0session0key", "another0sample0session0key", "sampleCsrfToken",
	"not-a-real-password", "sample-db-password",
	"00fa4e00fa4e", "U0FNUExFLW5vdC1h", "TEUtbm90LWEt",
	"ana.ruiz%40example.com", "john.smith@example.org", "camille.durand@", "lukas.weber@",
	"priya.sharma@", "oliver.taylor@",
	"%2B44%2020%207946%200123", "+1 212-555-0147", "01 99 00 12 34", "(11) 98765-4321",
}

// sampleHarmless are parts of the sample that only look like secrets.
var sampleHarmless = []string{
	"logo@2x.png", "/@vite/client", "@popperjs/core@2.11.8", "section=access_token",
	`"token_type": "bearer", "expires_in": 3600`, `"author": "editor-7"`, "Bearer authentication required",
	"(CSRF token missing.)", `request.headers.get("Authorization", "")`, "/page/reset-password-help",
	"7d0f6b8e-3a44-4a0f-9c39-55d1c2b7f0aa", "26226dc278e5997dab2e228dfbac35dff99c7133",
	"2001:db8:85a3::8a2e:370:7334", "lat=52.520008&lon=-13.404954&ts=1793600773", "order 0719883850355171 shipped",
	"build 2026.11.02.9720", "succeeded in 0.00010077900014948682s", "postgres://shop:", "@db.internal:5432/shop",
	"HttpOnly; Path=/; SameSite=Lax", "; sessionid=", "> Cookie: lang=",
}

func readSample(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile(samplePath)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(append([]string(nil), sampleSecrets...), sampleHarmless...) {
		if !bytes.Contains(text, []byte(s)) {
			t.Fatalf("%s does not hold %q", samplePath, s)
		}
	}
	return text
}

func TestSampleIsClean(t *testing.T) {
	text := readSample(t)
	got := redactText(t, newEngine(t), text)
	for _, s := range sampleSecrets {
		if bytes.Contains(got, []byte(s)) {
			t.Errorf("%q got through", s)
		}
	}
	for _, s := range sampleHarmless {
		if bytes.Count(got, []byte(s)) != bytes.Count(text, []byte(s)) {
			t.Errorf("%q was changed", s)
		}
	}
}

func TestSampleKeepsItsForm(t *testing.T) {
	text := readSample(t)
	was, is := splitLines(text), splitLines(redactText(t, newEngine(t), text))
	if len(is) != len(was) {
		t.Fatalf("got %d lines, want %d", len(is), len(was))
	}
	for i := range was {
		if json.Valid(was[i]) && !json.Valid(is[i]) {
			t.Errorf("no longer JSON: %s", is[i])
		}
		if strings.HasPrefix(string(was[i]), "  ") && !bytes.Equal(was[i], is[i]) {
			t.Errorf("a line of the traceback changed to %s", is[i])
		}
	}
}
