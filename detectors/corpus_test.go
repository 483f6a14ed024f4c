package detectors

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// secret is a planted value: where it must be masked and what it is.
type secret struct {
	kind string
	text string // as it stands in the line
}

// planted is a line with secrets in it, made at run time from a seed.
type planted struct {
	line    string
	secrets []secret
}

// plant makes random values; nothing that it makes is a real secret.
type plant struct{ *rand.Rand }

func newPlant(seed uint64) plant { return plant{rand.New(rand.NewPCG(seed, 20))} }

func (p plant) from(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[p.IntN(len(alphabet))]
	}
	return string(b)
}

const (
	lowerHex  = "0123456789abcdef"
	lowers    = "abcdefghijklmnopqrstuvwxyz"
	digits    = "0123456789"
	base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
)

func (p plant) hex() string { return "0a1b" + p.from(lowerHex, 36) }
func (p plant) email() string {
	return p.from(lowers, 6+p.IntN(6)) + p.from(digits, 3) + "@" + p.domain()
}
func (p plant) phone() string { return "+4915" + p.from("123456789", 9) }

func (p plant) domain() string {
	return []string{"example.com", "mail.example.org", "xn--mnchen-3ya.de", "shop.co.uk"}[p.IntN(4)]
}

func (p plant) jwt() string {
	// {"alg":"HS256","typ":"JWT"}
	return "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJ" + p.from(base64url, 20+p.IntN(60)) + "." + p.from(base64url, 43)
}

func (p plant) password() string { return "p4!" + p.from(lowers+digits+"#$*+", 8+p.IntN(8)) }

// view is one way of writing a secret inside a line.
type writing struct {
	name string
	wrap func(key, value string) string
}

// percent encodes everything but letters and digits; upper chooses the case of
// its hexadecimal digits.
func percent(s string, upper bool) string {
	format := "%%%02x"
	if upper {
		format = "%%%02X"
	}
	var b strings.Builder
	for i := range len(s) {
		if isAlnum(s[i]) {
			b.WriteByte(s[i])
		} else {
			fmt.Fprintf(&b, format, s[i])
		}
	}
	return b.String()
}

// jsonEscape escapes a text for a JSON string n times.
func jsonEscape(s string, n int) string {
	for range n {
		s = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s)
	}
	return s
}

func htmlEscape(s string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "'", "&#x27;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// writings are the views that every kind with a key has to be found in.
var writings = []writing{
	{"query", func(k, v string) string { return "GET /x?a=1&" + k + "=" + v + "&b=2 HTTP/1.1" }},
	{"percent", func(k, v string) string {
		return "GET /l?next=%2Fx%3F" + k + "%3D" + percent(v, true) + "%26b%3D2 HTTP/1.1"
	}},
	{"percent lower", func(k, v string) string {
		return "GET /l?next=%2fx%3f" + k + "%3d" + percent(v, false) + "%26b%3d2 HTTP/1.1"
	}},
	{"percent twice", func(k, v string) string {
		return "GET /l?next=" + percent(percent("/x?"+k+"="+percent(v, true)+"&b=2", true), true) + " HTTP/1.1"
	}},
	{"json", func(k, v string) string { return `{"a": 1, "` + k + `": "` + v + `", "b": [2]}` }},
	{"json in json", func(k, v string) string {
		return `{"m": "` + jsonEscape(`{"a": 1, "`+k+`": "`+v+`"}`, 1) + `", "n": 1}`
	}},
	{"json three deep", func(k, v string) string { return `{"m": "` + jsonEscape(`{"`+k+`": "`+v+`"}`, 3) + `"}` }},
	{"repr", func(k, v string) string { return `INFO views {'a': 1, '` + k + `': '` + v + `', 'b': None}` }},
	{"bytes repr", func(k, v string) string { return `INFO {b'a': b'1', b'` + k + `': b'` + v + `'}` }},
	{"repr in json", func(k, v string) string { return `{"event": "sent {'` + k + `': '` + v + `', 'x': 1}"}` }},
	{"logfmt", func(k, v string) string { return "level=info " + k + "=" + v + " status=200" }},
	{"logfmt quoted", func(k, v string) string { return `level=info ` + k + `="` + v + `" status=200` }},
	{"html", func(k, v string) string { return "<td>" + htmlEscape(`{"a": 1, "`+k+`": "`+v+`"}`) + "</td>" }},
	{"html repr", func(k, v string) string { return "<pre>" + htmlEscape(`{'`+k+`': '`+v+`'}`) + "</pre>" }},
	{"list", func(k, v string) string { return `{'` + k + `': ['` + v + `'], 'b': ['2']}` }},
	{"colour", func(k, v string) string {
		return "\x1b[36m" + k + "\x1b[0m=\x1b[35m'" + v + "'\x1b[0m \x1b[36mb\x1b[0m=2"
	}},
	{"pair", func(k, v string) string { return `{"name": "` + k + `", "value": "` + v + `"}` }},
}

// underKeys are keys and what stands under them.
func (p plant) underKeys() (kind, key, value string) {
	switch p.IntN(7) {
	case 0:
		return "token", "access_token", p.hex()
	case 1:
		return "password", "password", p.password()
	case 2:
		return "jwt", "token", p.jwt()
	case 3:
		return "cookie", "csrftoken", p.from(lowers+digits, 32)
	case 4:
		return "email", "email", p.email()
	case 5:
		return "phone", "phone", p.phone()
	}
	return "signature", "X-Hub-Signature", p.hex()
}

// line makes one line of a random shape and view.
func (p plant) line() planted {
	kind, key, value := p.underKeys()
	w := writings[p.IntN(len(writings))]
	return planted{w.wrap(key, value), []secret{{kind, value}}}
}

// noise are lines that hold nothing, and odd ones that must survive.
var noise = []string{
	`[22/Nov/2026 10:15:31] "GET /static/img/logo@2x.png HTTP/1.1" 200 4711`,
	`INFO 2026-11-22 10:15:31,123 basehttp 4711 139757590222528 author=jane token_type=bearer total=123.456`,
	`{"level": "info", "request_id": "6cd693dc-1ee1-4188-8c58-3c78568541d8", "lat": 48.137154, "token": null}`,
	"Traceback (most recent call last):", `  File "/srv/app/views.py", line 42, in get`, "", "\r", "\x00\xff\xfe binary \x80",
	"\x1b[32mINFO\x1b[0m done", "Bearer authentication required", `-----BEGIN PRIVATE KEY-----`, "MIIEvQIBADANBg", `-----END PRIVATE KEY-----`,
	`      "name": "authorization",`, `      "value": "Bearer 0a1b2c3d4e5f60718293"`,
}

// text makes some lines, with and without secrets, cut and joined at random.
func (p plant) text(lines int) []byte {
	var b []byte
	for range lines {
		switch n := p.IntN(10); {
		case n < 5:
			b = append(b, p.line().line...)
		case n < 9:
			b = append(b, noise[p.IntN(len(noise))]...)
		default:
			line := p.line().line
			b = append(b, line[p.IntN(len(line)):]...)
		}
		switch p.IntN(12) {
		case 0:
			b = append(b, '\r', '\n')
		case 1:
			b = append(b, ' ')
		default:
			b = append(b, '\n')
		}
	}
	return b
}
