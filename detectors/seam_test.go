package detectors

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// mustNew builds an engine.
func mustNew(t testing.TB, o Options) *Engine {
	t.Helper()
	e, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// redactWindowed redacts src in windows that own n bytes each, cut anywhere.
func redactWindowed(e *Engine, src []byte, n int) []byte {
	s := e.NewScanner()
	var out []byte
	var carry Carry
	for lo := 0; lo < len(src); lo += n {
		hi := min(len(src), lo+n)
		if next := bytes.IndexByte(src[lo:hi], '\n'); next >= 0 {
			hi = lo + bytes.LastIndexByte(src[lo:hi], '\n') + 1
		}
		w := windowOf(src, lo, hi)
		var found []Finding
		found, carry = s.Scan(carry, w)
		out = s.AppendMasked(out, w, found)
		lo = hi - n
	}
	return out
}

// windowOf gives an owned part exactly the context that a window promises.
func windowOf(src []byte, lo, hi int) Window {
	begun := lo > 0 && src[lo-1] != '\n'
	from, to := lo, hi
	if begun {
		from = max(0, lo-ContextBehind)
	}
	open := hi < len(src) && src[hi-1] != '\n'
	cut := false
	if open {
		to = min(len(src), hi+ContextAhead)
		cut = to < len(src) && bytes.IndexByte(src[hi:to], '\n') < 0
	}
	return Window{Data: src[from:to:to], Lo: lo - from, Hi: hi - from, Open: open, Cut: cut}
}

func diff(got, want []byte) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	cut := func(b []byte) string { return fmt.Sprintf("%q", b[max(0, min(i-60, len(b))):min(len(b), i+60)]) }
	return fmt.Sprintf("first difference at byte %d of %d/%d\n got %s\nwant %s", i, len(got), len(want), cut(got), cut(want))
}

var maskOptions = []Options{
	{},
	{Mask: Mask{Mode: MaskStars}},
	{Mask: Mask{Mode: MaskHash, Key: []byte("0123456789abcdef"), KeyID: "k1"}},
	{Mask: Mask{Mode: MaskRemove}},
	{Mask: Mask{Mode: MaskPartial}},
	{Mask: Mask{Mode: MaskJWTStub}},
	{Mask: Mask{Mode: MaskTemplate, Template: "<{kind}:{length}:{hash}>", Key: []byte("0123456789abcdef"), KeyID: "k1"}},
	{Mask: Mask{Mode: MaskTemplate, Template: "[{place}:{KIND}:{length}]"}},
}

func TestEngineAgreesWithReference(t *testing.T) {
	for _, o := range maskOptions {
		e := mustNew(t, o)
		rapid.Check(t, func(t *rapid.T) {
			src := newPlant(rapid.Uint64().Draw(t, "seed")).text(rapid.IntRange(1, 40).Draw(t, "lines"))
			got, want := e.NewScanner().AppendRedact(nil, src), referenceRedact(e, src)
			if !bytes.Equal(got, want) {
				t.Fatal(diff(got, want))
			}
		})
	}
}

// TestWindowsDoNotShow: promise 1. Any cut of the input gives the same bytes,
// also one line in windows of one byte.
func TestWindowsDoNotShow(t *testing.T) {
	for _, o := range maskOptions {
		e := mustNew(t, o)
		rapid.Check(t, func(t *rapid.T) {
			p := newPlant(rapid.Uint64().Draw(t, "seed"))
			src := p.text(rapid.IntRange(1, 30).Draw(t, "lines"))
			if rapid.Bool().Draw(t, "one line") {
				src = bytes.ReplaceAll(src, []byte("\n"), []byte(" "))
			}
			n := rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(40, 9000)).Draw(t, "window")
			got, want := redactWindowed(e, src, n), e.NewScanner().AppendRedact(nil, src)
			if !bytes.Equal(got, want) {
				t.Fatalf("windows of %d: %s", n, diff(got, want))
			}
		})
	}
}

// TestSecretsAtEveryOffset: promise 1, around the edges of windows inside one
// long line.
func TestSecretsAtEveryOffset(t *testing.T) {
	e := mustNew(t, Options{})
	filler := strings.Repeat("lorem ipsum dolor ", 1<<16)
	p := newPlant(7)
	for _, edge := range []int{4 << 10, 64 << 10, 1 << 20} {
		for _, w := range writings {
			kind, key, value := p.underKeys()
			text := w.wrap(key, value)
			for shift := -len(text) - 2; shift <= 2; shift++ {
				lo := edge + shift
				from := max(0, lo-3*ContextBehind)
				src := []byte(filler[from:lo] + " " + text + " " + filler[:2*ContextAhead])
				got := redactWindowed(e, src, edge-from)
				if bytes.Contains(got, []byte(value)) {
					t.Fatalf("%s %s at %d%+d leaks: %s", w.name, kind, edge, shift, diff(got, src))
				}
				if shift%16 == 0 && !bytes.Equal(got, e.NewScanner().AppendRedact(nil, src)) {
					t.Fatalf("%s %s at %d%+d: %s", w.name, kind, edge, shift, diff(got, e.NewScanner().AppendRedact(nil, src)))
				}
			}
		}
	}
}

// TestLongValuesAreSwallowed: promise 1. A value of 20 MB becomes one mask.
func TestLongValuesAreSwallowed(t *testing.T) {
	e := mustNew(t, Options{})
	long := strings.Repeat("0a1b2c3d4e5f-_Z9", 20<<20/16)
	for _, c := range []struct{ before, after, want string }{
		{`{"a": 1, "token": "`, `", "b": 2}`, `{"a": 1, "token": "[FILTERED_TOKEN]", "b": 2}`},
		{`GET /x?token=`, `&b=2 HTTP/1.1`, `GET /x?token=[FILTERED_TOKEN]&b=2 HTTP/1.1`},
		{`Authorization: Bearer `, ` done`, `Authorization: Bearer [FILTERED_TOKEN] done`},
		{`eyJhbGciOiJIUzI1NiJ9.eyJ`, ` done`, `[FILTERED_JWT] done`},
		{`Cookie: a=`, `; b=2`, `Cookie: a=[FILTERED_COOKIE]; b=[FILTERED_COOKIE]`},
		{`{'token': ['ab1', '`, `', 'cd2'], 'b': 2}`, `{'token': ['[FILTERED_TOKEN]', '[FILTERED_TOKEN]', '[FILTERED_TOKEN]'], 'b': 2}`},
		{`{"m": "{\"password\": \"`, `\", \"b\": 2}"}`, `{"m": "{\"password\": \"[FILTERED_PASSWORD]\", \"b\": 2}"}`},
		{`{"key": "-----BEGIN PRIVATE KEY-----\n`, `\n-----END PRIVATE KEY-----\n"}`, `{"key": "-----BEGIN PRIVATE KEY-----[FILTERED_PRIVATE_KEY]-----END PRIVATE KEY-----\n"}`},
	} {
		src := []byte(c.before + long + c.after)
		for _, n := range []int{len(src), 1 << 20, 256<<10 + 1} {
			if got := redactWindowed(e, src, n); string(got) != c.want {
				t.Errorf("windows of %d, %s…: got %.200q", n, c.before, got)
			}
		}
	}
}

// TestBlocksOverBatches: a PEM block is masked line by line wherever it is cut.
func TestBlocksOverBatches(t *testing.T) {
	e := mustNew(t, Options{})
	body := strings.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDAC4AWkdwKYSd8\r\n", 30)
	src := []byte("before\r\n-----BEGIN RSA PRIVATE KEY-----\r\n" + body + "-----END RSA PRIVATE KEY-----\r\nafter token\r\n")
	want := "before\r\n-----BEGIN RSA PRIVATE KEY-----\r\n" + strings.Repeat("[FILTERED_PRIVATE_KEY]\r\n", 30) + "-----END RSA PRIVATE KEY-----\r\nafter token\r\n"
	for n := 1; n < len(src); n += 1 + n/7 {
		if got := redactWindowed(e, src, n); string(got) != want {
			t.Fatalf("windows of %d: %s", n, diff(got, []byte(want)))
		}
	}
}

// TestLaterLinesDoNotShow: promise 1. A line depends on earlier lines only, and
// not on how many bytes of later ones its window happens to hold.
func TestLaterLinesDoNotShow(t *testing.T) {
	lanes := slices.Clone(carrying)
	for _, group := range slices.Sorted(maps.Keys(marked)) {
		for _, text := range marked[group] {
			lanes = append(lanes, plainOf(text)+"\n")
		}
	}
	for n := 20; n < maxKey; n += 5 {
		lanes = append(lanes, `{"name": "`+strings.Repeat("X-", n/2)+`Token", "value": "hunter22X"}`+"\n")
	}
	for n := 40; n < 5000; n += 1 + n/20 {
		value := strings.Repeat("4915", n/4)
		lanes = append(lanes, "phone: +"+value+"\n", "password: "+value+"x\n", `{"code": "`+value+"x\"}\n", "code="+value+"x y\n", "Bearer "+value+"x\n")
	}
	// The empty lines end whatever waits for a value.
	later := []byte("\n\n\n\n" + strings.Repeat("a line that comes later\n", 2*maxRecognise/len("a line that comes later\n")))
	for _, o := range maskOptions[:2] {
		e := mustNew(t, o)
		for _, lane := range lanes {
			want := e.NewScanner().AppendRedact(nil, []byte(lane))
			got := e.NewScanner().AppendRedact(nil, append([]byte(lane), later...))
			if want = append(want, later...); !bytes.Equal(got, want) {
				t.Errorf("in %.200q: %s", lane, diff(got, want))
			}
		}
	}
}

// TestLanesInWindows: promise 1. What is carried over a line end is still there
// when a window ends before the value.
func TestLanesInWindows(t *testing.T) {
	for _, e := range engines(t) {
		for _, lane := range carrying {
			want := e.NewScanner().AppendRedact(nil, []byte(lane))
			for n := 1; n < len(lane); n++ {
				if got := redactWindowed(e, []byte(lane), n); !bytes.Equal(got, want) {
					t.Errorf("windows of %d: %s", n, diff(got, want))
					break
				}
			}
		}
	}
}
