package misuse

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"scrim/detectors"
)

// TestUnread: a log that could not be read does not look like a clean one.
func TestUnread(t *testing.T) {
	request := func(s *shop) string {
		s.ask(17, s.token(17, nil), "GET", "/api/orders", nil)
		return s.lines[len(s.lines)-1]
	}
	for _, test := range []struct {
		name string
		text func(s *shop) string
		want Unread
	}{
		{"requests", request, Unread{Files: 1}},
		{"nothing", func(*shop) string { return "" }, Unread{Files: 1}},
		{"no requests", func(s *shop) string { return "ready" }, Unread{Files: 1, WithoutRequests: 1}},
		{"events", func(s *shop) string {
			s.tell("user 42 logged out")
			return s.lines[0]
		}, Unread{Files: 1}},
		{"tokens", func(s *shop) string { return "asked with " + s.token(17, nil) }, Unread{Files: 1, WithoutRequests: 1, Lines: 1}},
		{"tokens beside requests", func(s *shop) string {
			return strings.Repeat(fmt.Sprintf("GET /api/orders 200\n-- asked with %s\n", s.token(17, nil)), 20)
		}, Unread{Files: 1, WithoutTokens: 1, Lines: 20}},
		{"some tokens elsewhere", func(s *shop) string { return request(s) + "\nissued " + s.token(17, nil) }, Unread{Files: 1, Lines: 1}},
		{"a dump", func(s *shop) string {
			return "> GET /api/orders HTTP/1.1\n> Host: shop.example\n> Authorization: Bearer " + s.token(17, nil) + "\n>\n< HTTP/1.1 200 OK\n<\n"
		}, Unread{Files: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if r, _ := auditText(t, test.text(newShop()), Options{}, 2); r.Unread != test.want {
				t.Errorf("%+v in %d requests with %d tokens, want %+v", r.Unread, r.Requests, r.Tokens, test.want)
			}
		})
	}
}

// TestNoClaimIsWritten: nothing of a token and none of its claims stands anywhere in
// what an Auditor tells.
func TestNoClaimIsWritten(t *testing.T) {
	s := newShop()
	s.openDay()
	var secrets []string
	for i, other := range []claims{
		{"alg": "none"}, {"alg": "HS512"}, {"aud": "audience-7261"}, {"iss": "https://issuer-8812.example"}, {"role": "role-5551-admin"},
		{"scope": "scope-4410:read"}, {"exp": s.at.Unix() - 7000}, {"exp": s.at.Unix() + 1e9}, {"tenant": "tenant-3321"}, {"email": "jane.doe@shop.example"},
		{"jti": "jti-99d1e0aa", "username": "name-6612"},
	} {
		other["sub"] = fmt.Sprintf("subject-%d-77ab", i)
		token := s.token(17, other)
		for _, part := range strings.Split(token, ".") {
			if len(part) > 0 && part != encode(claims{"alg": "HS256", "typ": "JWT"}) {
				secrets = append(secrets, part)
			}
		}
		for _, value := range other {
			if text, ok := value.(string); ok && len(text) > 5 {
				secrets = append(secrets, text)
			}
		}
		for range 3 {
			s.ask(17, token, "POST", "/api/orders", nil)
			s.ask(17, token, "GET", "/api/admin/report", nil)
			s.ask(17, "", "GET", "/api/export", asked{"query": "access_token=" + token, "referer": "https://shop.example/a?token=" + token})
		}
		session := s.session()
		secrets = append(secrets, session)
		s.ask(17, "", "POST", "/web/login", asked{"set_cookie": "sessionid=" + session})
	}
	r, _ := s.audit(t, Options{})
	if len(r.Signals) < 10 {
		t.Fatalf("only %v were found", named(r))
	}
	told, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range secrets {
		if strings.Contains(string(told), secret) {
			t.Errorf("%q is written", secret)
		}
	}
}

// TestNoEndpointTellsAValue, even one that looks like a word.
func TestNoEndpointTellsAValue(t *testing.T) {
	secret := "sk_live_" + "abcdefghij"
	text := `[22/Nov/2026 10:00:00] "GET /accounts/` + secret + `/?token=abcdefhkj HTTP/1.1" 200 12` + "\n"
	r, _ := auditText(t, text, Options{}, 1)
	if len(r.Signals) == 0 {
		t.Fatal("no signal")
	}
	for _, s := range r.Signals {
		if s.Endpoint != "GET /accounts/{token}/" {
			t.Errorf("%s: %s", s.Name, s.Endpoint)
		}
	}
}

// TestJobsTellTheSame: the report depends on the log alone.
func TestJobsTellTheSame(t *testing.T) {
	s := newShop()
	for range 8 {
		s.openDay()
	}
	s.ask(17, s.token(17, claims{"alg": "none"}), "GET", "/api/orders", nil)
	s.ask(17, "", "GET", "/api/orders", nil)
	text := strings.Join(s.lines, "\n") + "\n"
	want, _ := auditText(t, text, Options{}, 1)
	if len(want.Signals) < 2 {
		t.Fatalf("found %v", named(want))
	}
	for _, jobs := range []int{2, 5} {
		if got, _ := auditText(t, text, Options{}, jobs); !reflect.DeepEqual(got, want) {
			t.Errorf("%d jobs tell something else", jobs)
		}
	}
}

// timely are the signals that need a time.
var timely = []string{
	"expired_token", "not_yet_valid_token", "burst", "impossible_succession", "used_after_logout", "used_after_password_change", "used_after_revocation",
}

// TestNoTimes: without times, or with times in disorder, nothing is made up.
func TestNoTimes(t *testing.T) {
	s := newShop()
	s.openDay()
	for i, line := range s.lines {
		before, after, _ := strings.Cut(line, `"time":"`)
		_, after, _ = strings.Cut(after, `"`)
		s.lines[i] = before + `"x":""` + after
	}
	if r, _ := s.audit(t, Options{}); r.First != 0 || len(r.Signals) > 0 {
		t.Errorf("without times: %v", named(r))
	}
	s = newShop()
	s.openDay()
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(s.lines), func(i, k int) { s.lines[i], s.lines[k] = s.lines[k], s.lines[i] })
	r, _ := s.audit(t, Options{})
	for _, name := range named(r) {
		if slices.Contains(timely, name) {
			t.Errorf("in disorder: %s", name)
		}
	}
}

// TestMemoryIsBounded: whatever the log holds, no table grows beyond its limit, and
// the report says what was forgotten.
func TestMemoryIsBounded(t *testing.T) {
	a := New(Options{Settings: DefaultSettings(), Key: testKey})
	a.Open("big.log")
	names := detectors.NewFingerprinter(testKey)
	text := func(dst []byte) []byte { return append(dst, "a line"...) }
	for i := range 3 * maxTokens {
		value := fmt.Append(nil, "token ", i)
		a.Observe(&Request{
			Line: int64(i + 1), Time: int64(i) * 1e8, Method: []byte("GET"), Path: fmt.Appendf(nil, "/a%c%c/%d/x%d", 'a'+i%26, 'a'+i/26%26, i, i), Status: 200,
			Host: fmt.Appendf(nil, "h%d.example.com", i), Address: fmt.Appendf(nil, "9.%d.%d.1", i/256%256, i%256), UserAgent: value,
			User:        value,
			Credentials: []Credential{{Fingerprint: names.Of("token", value)}}, AppendText: text,
		})
		a.Hear(&Event{Line: 1, Time: 1, Message: fmt.Appendf(nil, "revoked token abcdefgh%d", i), AppendText: text})
	}
	r := a.Report()
	sizes := map[string][2]int{
		"tokens": {len(a.tokens.entries), maxTokens}, "subjects": {len(a.subjects.entries), maxSubjects}, "endpoints": {len(a.endpoints.entries), maxEndpoints},
		"children": {len(a.children.entries), maxEndpoints}, "groups": {len(a.groups.entries), maxGroups}, "aliases": {len(a.aliases.entries), maxAliases},
		"evidence": {len(a.kept.texts), keptEvidence},
	}
	for name, size := range sizes {
		if size[0] > size[1] {
			t.Errorf("%d %s, more than %d", size[0], name, size[1])
		}
	}
	forgotten := ""
	for _, f := range r.Forgotten {
		forgotten += f.What + " "
	}
	if !strings.Contains(forgotten, "tokens") || !strings.Contains(forgotten, "subjects") {
		t.Errorf("forgotten are only %q", forgotten)
	}
}

// TestRecords: requests that stand on several lines, and archives.
func TestRecords(t *testing.T) {
	s := newShop()
	token := s.token(17, claims{"alg": "none"})
	dump := "2026-05-04 08:00:01 INFO start\n> GET /api/orders HTTP/1.1\n> Host: api.shop.example\n> Authorization: Bearer " + token + "\n>\n< HTTP/1.1 200 OK\n< Set-Cookie: sessionid=" +
		s.session() + "; Path=/\n<\n2026-05-04 08:00:02 INFO end\n"
	r, _ := auditText(t, dump, Options{}, 1)
	if want := []string{"alg_none", "cookie_without_httponly", "cookie_without_secure"}; !slices.Equal(named(r), want) {
		t.Errorf("of a dump: %v", named(r))
	}
	for _, signal := range r.Signals {
		if signal.Line != 2 || !strings.Contains(signal.Evidence[0].Text, "Authorization: Bearer [FILTERED_JWT] ⏎ ") {
			t.Errorf("of a dump: %+v", signal)
		}
	}
	archive := `{"log": {"version": "1.2", "entries": [{"startedDateTime": "2026-05-04T08:00:00Z", "request": {"method": "GET", "url": "https://api.shop.example/api/orders?access_token=` +
		token + `", "headers": []}, "response": {"status": 200, "headers": []}}]}}`
	if r, _ = auditText(t, archive, Options{}, 2); !slices.Equal(named(r), []string{"alg_none", "token_in_query"}) || r.Requests != 1 {
		t.Errorf("of an archive: %v of %d requests", named(r), r.Requests)
	}
	if text := fmt.Sprint(r.Signals); strings.Contains(text, token) || !strings.Contains(text, "[FILTERED_JWT]") {
		t.Error("the archive's evidence is not masked")
	}
}

// TestSkip leaves signals out.
func TestSkip(t *testing.T) {
	s := newShop()
	s.ask(1, s.token(1, claims{"alg": "none"}), "GET", "/api/orders", nil)
	o := Options{Settings: DefaultSettings()}
	o.Settings.Skip = []string{"alg_none"}
	if r, _ := s.audit(t, o); len(r.Signals) > 0 {
		t.Errorf("found %v", named(r))
	}
}

// TestSaid: what the settings say counts, also where the log is too short to learn.
func TestSaid(t *testing.T) {
	o := DefaultSettings()
	o.Algorithms, o.Issuers, o.Audiences, o.KnownHosts = []string{"RS256"}, []string{"https://other.example"}, []string{"other"}, []string{"*.other.example"}
	s := newShop()
	s.ask(1, s.token(1, nil), "GET", "/api/orders", nil)
	r, _ := s.audit(t, Options{Settings: o})
	if want := []string{"alg_unexpected", "audience_mismatch", "issuer_mismatch", "unknown_host"}; !slices.Equal(named(r), want) {
		t.Errorf("found %v, want %v", named(r), want)
	}
	o.Algorithms, o.Issuers, o.Audiences, o.KnownHosts = []string{"HS256"}, []string{"https://id.shop.example"}, []string{"shop"}, []string{"*.shop.example"}
	if r, _ = s.audit(t, Options{Settings: o}); len(r.Signals) > 0 {
		t.Errorf("found %v", named(r))
	}
}

func BenchmarkAudit(b *testing.B) {
	s := newShop()
	for range 5 {
		s.openDay()
	}
	text := strings.Join(s.lines, "\n") + "\n"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		auditText(b, text, Options{}, 1)
	}
	b.ReportMetric(float64(len(s.lines)), "lines/op")
}
