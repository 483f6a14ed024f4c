package detectors

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// checkOutside puts the output together again from the findings, the input and
// what the masks are documented to be: promise 2.
func checkOutside(t reporter, e *Engine, o Options, src []byte) {
	t.Helper()
	s := e.NewScanner()
	before := bytes.Clone(src)
	found, _ := s.Scan(Carry{}, Lines(src))
	got := e.NewScanner().AppendRedact(nil, src)
	if !bytes.Equal(src, before) {
		t.Fatalf("the input was changed: %s", diff(src, before))
	}
	rest, at := got, 0
	for _, f := range found {
		if f.Lo < at || f.Hi <= f.Lo || f.Hi > len(src) || bytes.IndexByte(src[f.Lo:f.Hi], '\n') >= 0 {
			t.Fatalf("finding %+v after %d is out of order, or holds a line end\nin %q", f, at, src)
		}
		if !bytes.HasPrefix(rest, src[at:f.Lo]) {
			t.Fatalf("before finding %+v: %s\nin %q", f, diff(rest, src[at:f.Lo]), src)
		}
		rest = rest[f.Lo-at:]
		n := maskLength(e, o, f, src[f.Lo:f.Hi], rest, src[f.Hi:])
		if n < 0 {
			t.Fatalf("finding %+v has no mask in %.80q\nin %q", f, rest, src)
		}
		rest, at = rest[n:], f.Hi
	}
	if !bytes.Equal(rest, src[at:]) {
		t.Fatalf("after the last finding: %s\nin %q", diff(rest, src[at:]), src)
	}
	if bytes.Count(got, newline) != bytes.Count(src, newline) {
		t.Fatalf("line count: %q from %q", got, src)
	}
}

var pseudonym = regexp.MustCompile(`^\[[A-Z_-]+-k1-[0-9a-f]{24}\]`)

// maskLength is the length of the mask of a finding at the beginning of got,
// by the documentation of the modes, or -1; src is the value, after is what
// follows in the input.
func maskLength(e *Engine, o Options, f Finding, src, got, after []byte) int {
	quote := ""
	if f.Quote != 0 {
		quote = strings.Repeat(`\`, int(f.Escape)) + string(f.Quote)
	}
	if !bytes.HasPrefix(got, []byte(quote)) {
		return -1
	}
	inner := got[len(quote):]
	n := -1
	mode := o.Mask.Mode
	switch kind := e.kinds[f.Kind]; {
	case mode == MaskPartial && !kind.Personal, mode == MaskJWTStub && kind != &jwtKind:
		mode = MaskLabel
	}
	switch mode {
	case MaskPartial:
		n = partialLength(src, inner)
	case MaskJWTStub:
		n = len(stub.Find(inner))
	case MaskTemplate:
		n = len(filled.Find(inner))
	case MaskStars:
		length := f.Hi - f.Lo
		if f.Quote != 0 {
			length = min(length, maxStars)
		}
		if stars := strings.Repeat("*", length); bytes.HasPrefix(inner, []byte(stars)) {
			n = len(stars)
		}
	case MaskHash:
		n = len(pseudonym.Find(inner)) // 0 fails below: no mask is empty here
	case MaskRemove:
		// A hyphen stands where the next word could move up.
		n = 0
		if quote == "" && bytes.HasPrefix(inner, []byte("-")) && (!bytes.HasPrefix(after, []byte("-")) || bytes.HasPrefix(inner, []byte("--"))) {
			n = 1
		}
	default:
		if label := "[FILTERED_" + strings.ToUpper(e.kinds[f.Kind].Name) + "]"; bytes.HasPrefix(inner, []byte(label)) {
			n = len(label)
		}
	}
	if n < 0 || n == 0 && o.Mask.Mode != MaskRemove || !bytes.HasPrefix(inner[n:], []byte(quote)) {
		return -1
	}
	return n + 2*len(quote)
}

var (
	stub = regexp.MustCompile(`^\[JWT(_[A-Za-z0-9]{1,16})?(_EXPIRED|_VALID)?\]`)
	// filled are the templates of maskOptions, filled in.
	filled = regexp.MustCompile(`^(<[a-z_-]+:[0-9]{1,4}:[0-9a-f]{24}>|\[(text|header|query|cookie|body|path|sql):[A-Z_-]+:[0-9]{1,4}\])`)
	ends   = regexp.MustCompile(`^(\+?[A-Za-z0-9]*)(\*+)([A-Za-z0-9]*)`)
)

// partialLength is the length of the partial mask of a value, or -1 if it shows
// more than it may.
func partialLength(src, got []byte) int {
	text := appendDecoded(nil, src[:min(len(src), maxRecognise)], maxRecognise)
	stars := maxStars
	if len(src) < maxRecognise && len(text) <= maxPartial {
		stars = len(text)
	}
	m := ends.FindSubmatch(got)
	if m == nil {
		return -1
	}
	head, tail := len(m[1]), len(m[3])
	if stars == len(text) { // the text may go on with letters
		tail = min(tail, max(0, stars-head-len(m[2])))
		stars -= head + tail
	} else {
		tail = 0
	}
	if head > 4 || tail > 4 || 3*(head+tail) > len(text) || stars > len(m[2]) || stars == len(m[2]) && tail < 0 {
		return -1
	}
	if !bytes.HasPrefix(text, m[1]) || !bytes.HasSuffix(text, m[3][:tail]) {
		return -1
	}
	return head + stars + tail
}

func TestOutsideOfFindingsStays(t *testing.T) {
	for i, e := range engines(t) {
		rapid.Check(t, func(rt *rapid.T) {
			p := newPlant(rapid.Uint64().Draw(rt, "seed"))
			checkOutside(rt, e, maskOptions[i], p.text(rapid.IntRange(1, 30).Draw(rt, "lines")))
		})
	}
}

// odd are texts around a secret that have to come through byte by byte.
var odd = []string{
	"\r\n", "\n", "\n\n\n", "\r", "\x00", "\x00\x00\n\x00", "\xff\xfe", "\xc3", "\xe2\x82", "\xed\xa0\x80", "\xf0\x9f\x98\x80",
	"\x1b[31mERROR\x1b[0m ", "\x1b]0;title\x07", "\t", "\v\f", "\u2028", "\u00a0", "\ufeff", "é", "日本", "\x7f", "\\", "%", "&", "''",
}

// TestOddBytesStay: line ends, NUL, invalid UTF-8 and colours around a secret,
// before and after a blank, so that the secret itself ends where it does.
func TestOddBytesStay(t *testing.T) {
	p := newPlant(2)
	secret := p.hex()
	for i, e := range engines(t) {
		for _, before := range odd {
			for _, after := range odd {
				src := before + " token=" + secret + " " + after
				checkOutside(t, e, maskOptions[i], []byte(src))
				got := string(e.NewScanner().AppendRedact(nil, []byte(src)))
				if !strings.HasPrefix(got, before+" token=") || !strings.HasSuffix(got, " "+after) || strings.Contains(got, secret) {
					t.Errorf("%q became %q", src, got)
				}
			}
		}
	}
}

// TestLineEndsStay: the line end directly behind a value of any form.
func TestLineEndsStay(t *testing.T) {
	p := newPlant(4)
	lines := []string{
		"Authorization: " + p.hex(), "Authorization: Custom " + p.hex(), "Authorization: Bearer " + p.hex(), "Cookie: a=" + p.hex(), "Cookie: a=b; c=" + p.hex(),
		"Set-Cookie: a=" + p.hex(), "password: two words", "> X-Api-Key: " + p.hex(), "jwt " + p.jwt(), "to " + p.email(), "call " + p.phone(), "token='" + p.hex(),
		"https://u:" + p.password() + "@h.example", "/reset/MQ/c2bv8q-" + p.from(lowerHex, 32),
	}
	for _, v := range viewings() {
		for _, s := range p.specimens() {
			if v.fits(s) {
				lines = append(lines, v.wrap(s.key, s.value()))
			}
		}
	}
	for i, e := range engines(t) {
		for _, end := range []string{"", "\n", "\r\n", "\n\n", "\r\n\r\n"} {
			for _, line := range lines {
				src := line + end
				checkOutside(t, e, maskOptions[i], []byte(src))
				got := string(e.NewScanner().AppendRedact(nil, []byte(src)))
				if !strings.HasSuffix(got, end) || strings.Count(got, "\r") != strings.Count(src, "\r") {
					t.Fatalf("%q became %q", src, got)
				}
			}
		}
	}
}

// TestNothingToFind: lines without a secret stay what they are.
func TestNothingToFind(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	for _, line := range append(noise[:len(noise)-5:len(noise)-5],
		`{"token": null, "password": "", "api_key": "${API_KEY}", "token_type": "bearer"}`,
		`author=jane tokenizer=bpe keyboard=us secretary=jo monkey=1 passenger=2 is_authenticated=true`,
		`{"log":"{'password': [","stream":"stdout"}`,
		`{"password": ["This field is required."]}`, `{"token": "[FILTERED_TOKEN]"}`, `password: changed`,
		`GET /@vite/client 200`, `@login_required`, `git@github.com:shop/shop.git`, `10.0.0.1:8000 2026-11-22T10:15:31.123456Z`,
		`order 4711-0815 total 1,234,567.89 id 6cd693dc-1ee1-4188-8c58-3c78568541d8`, `sha256:9f86d081884c7d659a2feaa0c55ad015`,
	) {
		if got := string(s.AppendRedact(nil, []byte(line))); got != line {
			t.Errorf("%q became %q", line, got)
		}
	}
}
