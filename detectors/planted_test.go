package detectors

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// specimen is a secret under a key that promises it. What of the value stays,
// such as a scheme word, stands in before.
type specimen struct {
	kind, key, before, secret string
}

func (s specimen) value() string { return s.before + s.secret }

// specimens makes one value of every kind that stands under keys, and of some
// kinds several.
func (p plant) specimens() []specimen {
	basic := base64.StdEncoding.EncodeToString([]byte(p.from(lowers, 8) + ":" + p.from(lowers+digits, 13)))
	return []specimen{
		{"token", "access_token", "", p.hex()},
		{"api_key", "X-Api-Key", "", "k9" + p.from(base64url[:62], 38)},
		{"token", "clientSecret", "", p.from(base64url, 40) + "aA1"},
		{"token", "Authorization", "Bearer ", p.hex()},
		{"token", "HTTP_AUTHORIZATION", "Token ", p.hex()},
		{"basic", "Authorization", "Basic ", basic},
		{"jwt", "token", "", p.jwt()},
		{"jwt", "Authorization", "Bearer ", p.jwt()},
		{"jwt", "next_page", "", p.jwt()}, // no key promises it
		{"cookie", "csrftoken", "", p.from(lowers+digits, 32)},
		{"cookie", "sessionid", "", p.from(lowers+digits, 32)},
		{"password", "password", "", p.password()},
		{"password", "user[password]", "", p.password()},
		{"password", "PGPASSWORD", "", p.password()},
		{"signature", "X-Hub-Signature", "", p.hex()},
		{"email", "email", "", p.email()},
		{"email", "note", "", p.email()}, // no key promises it
		{"phone", "phone", "", p.from("123456789", 12)},
		{"phone", "mobileNumber", "", p.from("123456789", 10)},
		{"phone", "note", "", "+49151" + p.from("123456789", 8)}, // no key promises it
	}
}

// fits tells whether a specimen makes sense in a writing: a blank or brackets
// are written in some and end the value or the name in others.
func (w viewing) fits(s specimen) bool {
	if w.unquoted && strings.Contains(s.value(), " ") {
		return false
	}
	if s.kind == "jwt" && s.key == "next_page" && strings.HasPrefix(w.name, "percent") {
		return false // see TestPercentEncodedJWTWithoutKey
	}
	return !w.plainKey || !strings.ContainsAny(s.key, "[]")
}

// viewing is a writing and what cannot be written in it.
type viewing struct {
	writing
	unquoted bool // no blanks in the value
	plainKey bool // no brackets in the key
}

// viewings are writings and more of them, the rarer ones.
func viewings() []viewing {
	var all []viewing
	for _, w := range writings {
		switch w.name {
		case "query", "logfmt":
			all = append(all, viewing{w, true, false})
		case "percent", "percent lower":
			all = append(all, viewing{w, false, true})
		default:
			all = append(all, viewing{w, false, w.name == "colour" || w.name == "pair"})
		}
	}
	for n := 1; n <= 4; n++ {
		all = append(all, viewing{jsonDeep(n), false, false}, viewing{jsonEventDeep(n), false, false})
	}
	for _, w := range rareWritings {
		all = append(all, viewing{w, false, true})
	}
	for _, w := range bareWritings {
		all = append(all, viewing{w, true, true})
	}
	return all
}

// jsonDeep writes JSON in n JSON strings.
func jsonDeep(n int) writing {
	return writing{fmt.Sprintf("json in %d strings", n), func(k, v string) string {
		return `{"m": "` + jsonEscape(`{"a": 1, "`+k+`": "`+v+`", "b": [null]}`, n) + `", "n": 1}`
	}}
}

// jsonEventDeep writes a repr in n JSON strings, the innermost of which is not
// an object's.
func jsonEventDeep(n int) writing {
	return writing{fmt.Sprintf("repr in %d strings", n), func(k, v string) string {
		return `{"event": "` + jsonEscape(`got {"data": "{'`+k+`': '`+v+`', 'x': 1}"}`, n) + `"}`
	}}
}

// numericEscape is htmlEscape as other libraries write it.
func numericEscape(s, double, single string) string {
	return strings.NewReplacer("&", "&amp;", `"`, double, "'", single, "<", "&lt;", ">", "&gt;").Replace(s)
}

var rareWritings = []writing{
	{"percent twice lower", func(k, v string) string {
		return "GET /l?next=" + percent(percent("/x?a=1&"+k+"="+percent(v, false)+"&b=2", false), false) + " HTTP/1.1"
	}},
	{"percent in json", func(k, v string) string {
		return `{"url": "/l?next=%2Fx%3F` + k + `%3D` + percent(v, true) + `%26b%3D2", "n": 1}`
	}},
	{"json bytes", func(k, v string) string { return `body=b'{"a": 1, "` + k + `": "` + v + `"}' status=200` }},
	{"repr of a repr", func(k, v string) string { return `data='{\'a\': 1, \'` + k + `\': \'` + v + `\'}' x=1` }},
	{"json in a repr", func(k, v string) string { return `{'body': '{"a": 1, "` + k + `": "` + v + `"}', 'b': 2}` }},
	{"html 34", func(k, v string) string {
		return "<td>" + numericEscape(`{"a": 1, "`+k+`": "`+v+`"}`, "&#34;", "&#39;") + "</td>"
	}},
	{"html x22", func(k, v string) string {
		return "<td>" + numericEscape(`{"a": 1, "`+k+`": "`+v+`"}`, "&#x22;", "&#x27;") + "</td>"
	}},
	{"html 39", func(k, v string) string {
		return "<td>" + numericEscape(`{'a': 1, '`+k+`': '`+v+`'}`, "&#34;", "&#39;") + "</td>"
	}},
	{"compact json", func(k, v string) string { return `{"a":1,"` + k + `":"` + v + `","b":[2]}` }},
	{"json array", func(k, v string) string { return `{"` + k + `": ["` + v + `"], "b": 2}` }},
	{"tuple", func(k, v string) string { return `{'` + k + `': ('` + v + `',), 'b': 2}` }},
	{"query dict", func(k, v string) string { return `INFO views <QueryDict: {'a': ['1'], '` + k + `': ['` + v + `']}>` }},
	{"keyword", func(k, v string) string { return `login(request, ` + k + `='` + v + `', b=2)` }},
	{"har compact", func(k, v string) string { return `[{"name":"` + k + `","value":"` + v + `"},{"name":"b","value":"2"}]` }},
}

var bareWritings = []writing{
	{"ampersand entity", func(k, v string) string { return `<a href="/x?a=1&amp;` + k + "=" + v + `&amp;b=2">x</a>` }},
	{"ampersand escape", func(k, v string) string { return `{"url": "/x?a=1\u0026` + k + "=" + v + `\u0026b=2"}` }},
	{"semicolon query", func(k, v string) string { return "GET /x?a=1;" + k + "=" + v + ";b=2 HTTP/1.1" }},
	{"fragment", func(k, v string) string { return "https://shop.example/cb#" + k + "=" + v + "&state=1" }},
	{"form", func(k, v string) string { return k + "=" + v + "&a=1" }},
	{"referer", func(k, v string) string {
		return `"GET / HTTP/1.1" 200 12 "https://shop.example/l?` + k + "=" + v + `" "curl/8"`
	}},
	{"url in json", func(k, v string) string {
		return `{"url": "https:\/\/shop.example\/x?` + k + "=" + v + `&b=2", "n": 1}`
	}},
	{"option", func(k, v string) string { return "manage.py run --" + k + "=" + v + " --b=2" }},
	{"line", func(k, v string) string { return k + "=" + v }},
}

// TestSecretsDoNotShow: every kind in every view. The secret and nothing else
// becomes one mask; what stands around it is found by writing a word instead.
func TestSecretsDoNotShow(t *testing.T) {
	e := mustNew(t, Options{})
	failed := map[string]bool{} // one report for each key says enough
	for seed := range uint64(4) {
		for _, v := range viewings() {
			for _, s := range newPlant(seed).specimens() {
				if v.fits(s) && !failed[s.kind+s.key] {
					failed[s.kind+s.key] = !hidesPlanted(t, e, v.writing, s)
				}
			}
		}
	}
}

func hidesPlanted(t *testing.T, e *Engine, w writing, s specimen) bool {
	t.Helper()
	const mark = "0MARK0"
	before, after, _ := strings.Cut(w.wrap(s.key, s.before+mark), mark)
	text := w.wrap(s.key, s.value())
	got := string(e.NewScanner().AppendRedact(nil, []byte(text)))
	if part := leak(got, s.secret, before+after); part != "" {
		t.Errorf("%s of %s under %s: %q shows\n in %s\nout %s", w.name, s.kind, s.key, part, text, got)
		return false
	}
	if want := before + "[FILTERED_" + strings.ToUpper(s.kind) + "]" + after; got != want {
		t.Errorf("%s of %s under %s\n  in %s\n got %s\nwant %s", w.name, s.kind, s.key, text, got, want)
		return false
	}
	return true
}

// leak is a half of the secret that a text shows, if it is not part of what
// may be shown; halves are taken from every offset.
func leak(text, secret, shown string) string {
	n := max(5, len(secret)/2)
	for i := 0; i+n <= len(secret); i++ {
		if half := secret[i : i+n]; strings.Contains(text, half) && !strings.Contains(shown, half) {
			return half
		}
	}
	return ""
}

// TestBlocksDoNotShow: a private key in one string, in every depth of JSON.
func TestBlocksDoNotShow(t *testing.T) {
	e := mustNew(t, Options{})
	p := newPlant(3)
	body := "MII" + p.from(base64url[:62], 61)
	block := "-----BEGIN EC PRIVATE KEY-----\n" + body + "\n" + p.from(base64url[:62], 30) + "==\n-----END EC PRIVATE KEY-----\n"
	for n := 1; n <= 4; n++ {
		text := `{"m": "` + jsonEscape(block, n) + `", "n": 1}`
		got := string(e.NewScanner().AppendRedact(nil, []byte(text)))
		if part := leak(got, body, ""); part != "" || !strings.HasSuffix(got, `", "n": 1}`) {
			t.Errorf("depth %d: %s", n, got)
		}
	}
	got := string(e.NewScanner().AppendRedact(nil, []byte("x\n"+block+"y\n")))
	want := "x\n-----BEGIN EC PRIVATE KEY-----\n[FILTERED_PRIVATE_KEY]\n[FILTERED_PRIVATE_KEY]\n-----END EC PRIVATE KEY-----\ny\n"
	if got != want {
		t.Errorf("got %q", got)
	}
}

// TestSecretsWithoutKeysDoNotShow: what a place or a scheme word promises.
func TestSecretsWithoutKeysDoNotShow(t *testing.T) {
	e := mustNew(t, Options{})
	p := newPlant(5)
	hex, cookie, password, jwt := p.hex(), p.from(lowers+digits, 32), p.password(), p.jwt()
	hides := func(before, secret, label, after string) {
		t.Helper()
		got := string(e.NewScanner().AppendRedact(nil, []byte(before+secret+after)))
		if want := before + "[FILTERED_" + label + "]" + after; got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	hides("Authorization: Bearer ", hex, "TOKEN", "")
	hides("authorization: token ", hex, "TOKEN", "\r\n")
	hides("> Authorization: ", hex, "TOKEN", "\n> Accept: */*")
	hides("curl -H 'Authorization: Bearer ", hex, "TOKEN", "' https://x.example/")
	hides("rejected bearer ", jwt, "JWT", ", expired")
	hides("INFO ", jwt, "JWT", " done")
	hides("/reset/MQ/", "c2bv8q-"+p.from(lowerHex, 32), "TOKEN", "/ HTTP/1.1")
	hides("Cookie: sessionid=", cookie, "COOKIE", "")
	hides("Set-Cookie: sessionid=", cookie, "COOKIE", "; Path=/; HttpOnly; SameSite=Lax")
	hides("'HTTP_COOKIE': 'csrftoken=", cookie, "COOKIE", "', 'b': 1")
	hides("postgres://shop:", password, "PASSWORD", "@db.internal:5432/shop")
	hides("redis://:", password, "PASSWORD", "@cache:6379/0")
	hides("Key (email)=(", p.email(), "EMAIL", ") already exists.")
	hides("mailto:", p.email(), "EMAIL", "?subject=x")
	hides("tel:", p.phone(), "PHONE", ";")
}

// TestPercentEncodedJWTWithoutKey: encoders leave - and _ alone as a rule, but
// percent-encoding them is allowed (RFC 3986 §2.3).
func TestPercentEncodedJWTWithoutKey(t *testing.T) {
	const jwt = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIi-_0a1b.c2lnbmF0-_dXJl"
	s := mustNew(t, Options{}).NewScanner()
	for _, coded := range []string{strings.ReplaceAll(jwt, ".", "%2E"), percent(jwt, true), percent(jwt, false)} {
		got := string(s.AppendRedact(nil, []byte("GET /x?next="+coded+"&b=2 HTTP/1.1")))
		if got != "GET /x?next=[FILTERED_JWT]&b=2 HTTP/1.1" {
			t.Errorf("got %s", got)
		}
	}
}

// TestPlantedLines is TestSecretsDoNotShow on the lines of the generator that
// the other tests use, under every mask.
func TestPlantedLines(t *testing.T) {
	for _, o := range maskOptions {
		s := mustNew(t, o).NewScanner()
		for seed := range uint64(2000) {
			line := newPlant(seed).line()
			got := string(s.AppendRedact(nil, []byte(line.line)))
			for _, planted := range line.secrets {
				if part := leak(got, planted.text, ""); part != "" {
					t.Fatalf("%s shows %q\n in %s\nout %s", planted.kind, part, line.line, got)
				}
			}
		}
	}
}
