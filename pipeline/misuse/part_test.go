package misuse

import (
	"math"
	"strings"
	"testing"

	"scrim/detectors"
)

func TestTable(t *testing.T) {
	all := newTable[int, string](2)
	for i, name := range []string{"a", "b"} {
		value, fresh := all.make(i)
		if *value = name; !fresh {
			t.Error("a new entry is not fresh")
		}
	}
	all.get(0)
	if value, fresh := all.make(2); !fresh || *value != "" {
		t.Error("a new entry holds something")
	}
	if all.get(1) != nil || all.get(0) == nil || all.evicted != 1 {
		t.Error("it was not the least recently used entry that made room")
	}
}

func TestTallyIsNeverTooLow(t *testing.T) {
	var one tally
	for range 100 {
		one.add(7)
	}
	for i := range 10 * maxTallied {
		one.add(digest(1000 + i))
	}
	if n := one.count(7); n < 100 || float64(n) > 100+float64(one.total)/maxTallied {
		t.Errorf("counted %d of 100, of %d in all", n, one.total)
	}
}

func TestClimbs(t *testing.T) {
	f := func(path string, want int) {
		t.Helper()
		if got := climbs([]byte(path)); got != want {
			t.Errorf("%s climbs %d times, want %d", path, got, want)
		}
	}
	f("/a/../b", 1)
	f("/a/%2e%2e/%2E%2E/b", 2)
	f("/a/..%2f..%2fb", 2)
	f("/a/%252e%252e%252fb", 1)
	f(`/a/..\..\b`, 2)
	f("/..", 1)
	f("/a..b/c../..d", 0)
	f("/a/.../b", 0)
	f("/100%/x", 0)
	f("/a/b%2", 0)
}

func TestLooksLikeValue(t *testing.T) {
	for _, text := range []string{"1", "42", "10489", "5f2c9a117b3e", "550e8400-e29b-41d4-a716-446655440000", "jane@shop.example", strings.Repeat("x", maxSegment+1), "2026-05-04", "a%20b"} {
		if !looksLikeValue([]byte(text)) {
			t.Errorf("%s is no value", text)
		}
	}
	for _, text := range []string{"api", "v1", "v2", "orders", "oauth2", "password_change", "app.js", "me", "", "sign-in"} {
		if looksLikeValue([]byte(text)) {
			t.Errorf("%s is a value", text)
		}
	}
}

func TestHasWord(t *testing.T) {
	for _, name := range []string{"admin", "ROLE_ADMIN", "shop:admin", "is-admin", "Admin"} {
		if !hasWord(name, adminWords) {
			t.Errorf("%s is no administrator", name)
		}
	}
	for _, name := range []string{"administrative-assistant", "customer", "", "badmin"} {
		if hasWord(name, adminWords) {
			t.Errorf("%s is an administrator", name)
		}
	}
}

func TestCutEvidence(t *testing.T) {
	label := "[FILTERED_JWT]"
	for pad := maxEvidenceBytes - 40; pad < maxEvidenceBytes+10; pad++ {
		for _, fill := range []string{"x", "é", "x y "} {
			line := strings.Repeat(fill, pad/len(fill)) + label + strings.Repeat("z", 100)
			got := strings.TrimSuffix(string(cutMasked([]byte(line+"\n"))), " …")
			if len(got) > maxEvidenceBytes || !strings.HasPrefix(line, got) || strings.Contains(got, "[") && !strings.Contains(got, label) || strings.ToValidUTF8(got, "") != got {
				t.Fatalf("cut to %q", got)
			}
		}
	}
	if got := string(cutMasked([]byte("short\r\n"))); got != "short" {
		t.Errorf("a short line became %q", got)
	}
}

func TestRate(t *testing.T) {
	var r rate
	for i := range int64(100) {
		if n := r.add(i / 10); n != min(i+1, 100) {
			t.Fatalf("%d requests in the window after %d", n, i+1)
		}
	}
	if n := r.add(19); n != 1 {
		t.Errorf("%d requests in a window that is over", n)
	}
	if n := r.add(3); n != 0 {
		t.Error("a late request counts")
	}
	if n := r.add(math.MaxInt64 / 2); n != 1 {
		t.Errorf("%d requests after a long time", n)
	}
}

func TestReadClaims(t *testing.T) {
	d := newDigester()
	for _, bad := range []string{"", "a", "a.b", "a.b.c", "e30", "....", encode(claims{"alg": 7}) + ".!!.x", encode([]int{1}) + ".e30.x"} {
		readClaims(d, []byte(bad)) // does not fail
	}
	token := encode(claims{"alg": "HS256"}) + "." + encode(claims{
		"sub": "auth0|42", "exp": 1.8e12, "iat": 1.7e9, "aud": []any{"a", "https://b.example/x", nil, 5}, "scp": []string{"orders:read", "openid"}, "realm_access": map[string]any{"roles": []string{"admin"}}, "https://shop.example/tenantId": "acme",
	}) + ".x"
	c := readClaims(d, []byte(token))
	if c.expires != 1.8e9 || c.issued != 1.7e9 || len(c.audiences) != 3 || len(c.hosts) != 1 || c.hosts[0] != d.ofString("b.example") || !c.reads || c.none {
		t.Errorf("read %+v", c)
	}
	if len(c.subjects) != 2 || c.subjects[1] != d.ofString("42") {
		t.Error("42 is not the subject")
	}
	if !c.admin || len(c.tenants) != 1 {
		t.Error("a role of a realm or a tenant with a name of its own is not read")
	}
}

func TestReadDenylist(t *testing.T) {
	print := strings.Repeat("0a", 12)
	f := func(text, want string) {
		t.Helper()
		_, err := ReadDenylist(strings.NewReader(text), "beef")
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	f("\n# x\nzz", "line 3: a fingerprint is 24 hexadecimal digits")
	f("[JWT-beef]", "line 1: a fingerprint is 24 hexadecimal digits")
	f("[JWT-cafe-"+print+"]", "line 1: the pseudonym was made with another key, not with that of --key-file")
	f(print+" tomorrow", "line 1: the expiry is neither RFC 3339 nor seconds since 1970")
	f(print+" 1800000000 x", "line 1: there is more than a fingerprint and when it expires")
	d, err := ReadDenylist(strings.NewReader(strings.ToUpper(print)+" 1800000000\n[API_KEY-beef-"+strings.Repeat("0b", 12)+"] 2026-05-04T08:00:00Z\n"), "beef")
	if err != nil || len(d.entries) != 2 {
		t.Fatalf("%v, %v", d, err)
	}
	one, _ := detectors.ParseFingerprint(print)
	if !d.holds(one, 1e18) || d.holds(one, 1.9e18) || !d.holds(one, 0) || d.holds(detectors.Fingerprint{}, 1) {
		t.Error("an entry holds at the wrong time")
	}
}

func TestOpenAPI(t *testing.T) {
	const json = `{"openapi": "3.1.0",
	"servers": [{"url": "https://api.shop.example/v1/"}, {"url": "/v2"}],
	"security": [{"bearer": []}],
	"paths": {
		"/orders": {"get": {}, "post": {"security": [{"bearer": []}, {}]}, "parameters": []},
		"/orders/{id}": {"get": {"security": [{"key": ["a"]}]}},
		"/orders/latest": {"get": {"security": []}}
	}}`
	const yaml = "openapi: 3.0.0\npaths:\n  /a/{b}:\n    get: {security: [{k: []}]}\n    put: {}\n"
	f := func(text, method, path string, want bool) {
		t.Helper()
		o, err := ReadOpenAPI(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := o.secured(method, []byte(path)); got != want {
			t.Errorf("%s %s is secured: %v", method, path, got)
		}
	}
	f(json, "GET", "/v1/orders", true)
	f(json, "GET", "/v2/orders/", true)
	f(json, "GET", "/orders", false)
	f(json, "POST", "/v1/orders", false)
	f(json, "GET", "/v1/orders/7", true)
	f(json, "GET", "/v1/orders/latest", false)
	f(json, "GET", "/v1/orders/7/8", false)
	f(json, "DELETE", "/v1/orders", false)
	f(yaml, "GET", "/a/1", true)
	f(yaml, "PUT", "/a/1", false)
	for _, bad := range []string{"", "[", "swagger: '2.0'", "{}", "openapi: 3.0.0\npaths: {/a: [1]}", "openapi: 3.0.0\npaths: {/a: {get: 5}}", "openapi: 3.0.0\npaths: {/a: {get: {security: x}}}", "openapi: 3.0.0\npaths: {/a: {get: {security: [x]}}}"} {
		if _, err := ReadOpenAPI(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is an OpenAPI file", bad)
		}
	}
}
