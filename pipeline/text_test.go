package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"scrim/detectors"
)

// texts makes streams with secrets in them; none of them is a real one.
type texts struct{ *rand.Rand }

func newTexts(seed uint64) texts { return texts{rand.New(rand.NewPCG(seed, 40))} }

func (x texts) from(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[x.IntN(len(alphabet))]
	}
	return string(b)
}

// secretMark begins every planted secret, so that a leak is found at a glance.
const secretMark = "0a1b"

func (x texts) secret() string { return secretMark + x.from("0123456789abcdef", 28) }

// piece is one or several lines, with a secret or without.
func (x texts) piece() string {
	secret := x.secret()
	switch x.IntN(14) {
	case 0:
		return `{"a": 1, "token": "` + secret + `", "b": [2]}`
	case 1:
		return "GET /x?a=1&access_token=" + secret + "&b=2 HTTP/1.1"
	case 2:
		return "Authorization: Bearer " + secret
	case 3:
		return "Cookie: sessionid=" + secret + "; theme=" + secret
	case 4:
		return `{"m": "{\"password\": \"` + secret + `\", \"n\": 1}"}`
	case 5: // the mark cannot be in a block: it would be shown as part of an id
		body := strings.Repeat(x.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123456789+/", 64)+"\n", 1+x.IntN(6))
		return "-----BEGIN RSA PRIVATE KEY-----\n" + body + "-----END RSA PRIVATE KEY-----"
	case 6:
		return "  {\n    \"name\": \"Authorization\",\n    \"value\": \"Bearer " + secret + "\"\n  },"
	case 7:
		return "  {\n    \"name\": \"X-Api-Key\",\n    \"comment\": \"\",\n    \"value\": \"" + secret + "\"\n  },"
	case 8:
		return "mail to jane" + x.from("0123456789", 4) + "@example.com failed"
	case 9:
		return "tokens: ['" + secret + "', '" + secret + "']"
	case 10:
		return strings.Repeat("lorem ipsum dolor ", 1+x.IntN(40)) + "token=" + secret
	case 11:
		return ""
	case 12:
		return "\x00\xff\xfe binary \x80 \x1b[31mred\x1b[0m"
	}
	return `[22/Nov/2026 10:15:31] "GET /static/logo@2x.png HTTP/1.1" 200 4711`
}

// text makes some pieces; the last line end may be missing.
func (x texts) text(pieces int) []byte {
	var b []byte
	for i := range pieces {
		b = append(b, x.piece()...)
		switch {
		case i == pieces-1 && x.IntN(3) == 0:
		case x.IntN(10) == 0:
			b = append(b, '\r', '\n')
		default:
			b = append(b, '\n')
		}
	}
	return b
}

func newEngine(t testing.TB) *detectors.Engine {
	t.Helper()
	e, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// whole is what the stream has to write: the engine's word on all of it.
func whole(e *detectors.Engine, src []byte) []byte { return e.NewScanner().AppendRedact(nil, src) }

// reporter is what tests and properties have in common.
type reporter interface {
	Helper()
	Fatalf(format string, args ...any)
}

// redact runs a stream that is expected to succeed.
func redact(t reporter, e *detectors.Engine, src io.Reader, o Options) ([]byte, Report) {
	t.Helper()
	var out bytes.Buffer
	report, err := Redact(context.Background(), e, &out, src, o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return out.Bytes(), report
}

// same compares an output with what was wanted.
func same(t reporter, got, want []byte, format string, args ...any) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	cut := func(b []byte) []byte { return b[max(0, min(i-80, len(b))):min(len(b), i+80)] }
	t.Fatalf("%s: first difference at byte %d of %d/%d\n got %q\nwant %q", fmt.Sprintf(format, args...), i, len(got), len(want), cut(got), cut(want))
}

// raggedReader reads pieces of random sizes, sometimes none, and sometimes
// returns the end together with the last of them.
type raggedReader struct {
	*rand.Rand
	rest []byte
	max  int
}

func (r *raggedReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	if r.IntN(20) == 0 {
		return 0, nil
	}
	n := copy(p[:min(len(p), 1+r.IntN(r.max))], r.rest)
	r.rest = r.rest[n:]
	if len(r.rest) == 0 && r.IntN(2) == 0 {
		return n, io.EOF
	}
	return n, nil
}

// repeated reads a text again and again up to n bytes, without holding it.
type repeated struct {
	text string
	at   int
	n    int64
}

func (r *repeated) Read(p []byte) (n int, err error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), r.n)]
	for n < len(p) {
		m := copy(p[n:], r.text[r.at:])
		n, r.at = n+m, (r.at+m)%len(r.text)
	}
	r.n -= int64(n)
	return n, nil
}
