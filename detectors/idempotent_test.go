package detectors

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// reporter is what tests, fuzz targets and properties have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// checkIdempotent redacts twice: promise 4.
func checkIdempotent(t reporter, e *Engine, src []byte) {
	t.Helper()
	s := e.NewScanner()
	once := s.AppendRedact(nil, src)
	twice := s.AppendRedact(nil, once)
	if !bytes.Equal(once, twice) {
		t.Fatalf("the second time: %s\nin %q\nonce %q", diff(twice, once), src, once)
	}
}

// labels that New has to accept, and that then have to stay.
var goodLabels = []string{
	"{{kind}}", "***", "[{kind}]", "(hidden)", "[FILTERED]", "<{KIND}>", "<removed>",
}

func TestRedactedStaysAsItIs(t *testing.T) {
	all := engines(t)
	for _, label := range goodLabels {
		if e, err := New(Options{Mask: Mask{Label: label}}); err == nil {
			all = append(all, e)
		}
	}
	for _, e := range all {
		for _, v := range viewings() {
			for _, s := range newPlant(6).specimens() {
				if v.fits(s) {
					checkIdempotent(t, e, []byte(v.wrap(s.key, s.value())))
				}
			}
		}
		rapid.Check(t, func(rt *rapid.T) {
			p := newPlant(rapid.Uint64().Draw(rt, "seed"))
			checkIdempotent(rt, e, p.text(rapid.IntRange(1, 20).Draw(rt, "lines")))
		})
	}
}

// TestAcceptedLabelsAreStable: whatever label New takes, it is stable; what is
// not has to be refused.
func TestAcceptedLabelsAreStable(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"{KIND}", "{kind}", "***", "*", "-", "--", ".", "#", "a", "GONE", "x.com", "1", "_", "0a1b2c3d4e5f6071"})
	brackets := rapid.SampledFrom([]string{"", "[]", "<>", "{}", "()"})
	rapid.Check(t, func(rt *rapid.T) {
		label := strings.Join(rapid.SliceOfN(pieces, 1, 4).Draw(rt, "label"), "")
		if b := brackets.Draw(rt, "brackets"); b != "" {
			label = b[:1] + label + b[1:]
		}
		e, err := New(Options{Mask: Mask{Label: label}})
		if err != nil {
			rt.Skip(err)
		}
		p := newPlant(rapid.Uint64().Draw(rt, "seed"))
		for range 20 {
			checkIdempotent(rt, e, []byte(p.line().line))
		}
	})
}

func TestLabelsAreAccepted(t *testing.T) {
	for _, label := range append([]string{"", DefaultLabel, "[" + strings.Repeat("X", 62) + "]"}, goodLabels...) {
		if _, err := New(Options{Mask: Mask{Label: label}}); err != nil {
			t.Errorf("%q: %v", label, err)
		}
	}
}

func TestLabelsAreRefused(t *testing.T) {
	refused := func(label, why string) {
		t.Helper()
		if _, err := New(Options{Mask: Mask{Label: label}}); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v", label, err)
		}
	}
	const itself, form, long = "would itself be redacted", "letters, digits", "longer than"
	p := newPlant(1)
	// user:REDACTED@host.example is an address: a label needs brackets of some kind.
	refused("REDACTED", itself)
	refused("+491512345678", form)
	refused("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", itself)
	refused("Bearer:"+p.hex(), form)
	refused("https://u:pw@host.example/", form)
	refused("token="+p.hex(), form)
	for _, c := range "\"'\\&%` \n\r\t\x00\x7fé" {
		refused("[gone"+string(c)+"]", form)
	}
	refused(strings.Repeat("x", 65), long)
	refused(strings.Repeat("{KIND}", 11), long)
}

func TestMasksOfOneKindAreChecked(t *testing.T) {
	if _, err := New(Options{Masks: map[string]Mask{"phone": {Label: "+491512345678"}}}); err == nil {
		t.Error("a number as the label of numbers was accepted")
	}
	if _, err := New(Options{Masks: map[string]Mask{"nothing": {}}}); err == nil {
		t.Error("a mask for an unknown kind was accepted")
	}
	if _, err := New(Options{Mask: Mask{Mode: "sparkle"}}); err == nil {
		t.Error("an unknown mode was accepted")
	}
	for _, key := range []string{"", "0123456789abcde"} {
		if _, err := New(Options{Mask: Mask{Mode: MaskHash, Key: []byte(key)}}); err == nil {
			t.Errorf("a key of %d bytes was accepted", len(key))
		}
	}
	for _, id := range []string{"01234567890123456", "a-b", "a b", "é"} {
		if _, err := New(Options{Mask: Mask{Mode: MaskHash, Key: []byte("0123456789abcdef"), KeyID: id}}); err == nil {
			t.Errorf("key id %q was accepted", id)
		}
	}
}

// TestPseudonymsAreComparable: equal values of a kind have equal pseudonyms,
// however they are written; others, other kinds and other keys have not.
func TestPseudonymsAreComparable(t *testing.T) {
	hash := func(key, text string) string {
		t.Helper()
		e := mustNew(t, Options{Mask: Mask{Mode: MaskHash, Key: []byte(key), KeyID: "k1"}})
		got := pseudonym.FindString(strings.TrimLeft(string(e.NewScanner().AppendRedact(nil, []byte(text))), "x= "))
		if got == "" {
			t.Fatalf("no pseudonym in %q", text)
		}
		return got
	}
	const one, other = "0123456789abcdef", "0123456789abcdeg"
	jane := hash(one, "x=jane@example.com")
	for _, same := range []string{"x=jane%40example.com", "x jane&#64;example.com", "x=jane\\u0040example.com"} {
		if got := hash(one, same); got != jane {
			t.Errorf("%s: %s, want %s", same, got, jane)
		}
	}
	if hash(one, "x=joan@example.com") == jane || hash(other, "x=jane@example.com") == jane {
		t.Error("different values or keys, the same pseudonym")
	}
}
