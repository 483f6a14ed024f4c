package detectors

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"scrim/detectors/prefilter"
)

// followed calls look with every separator of a text while the block that it is
// in is the one that is followed.
func followed(s *Scanner, text []byte, look func(at int)) {
	s.begin(Carry{}, Lines(text))
	filter := s.engine.triggers.filter
	s.blocks = (len(text) + prefilter.BlockSize - 1) / prefilter.BlockSize
	if len(text) == 0 || s.blocks > prefilter.MaxBlocks {
		return
	}
	s.bitmaps.Classify(filter, text, 0, s.blocks)
	s.todo.Find(&s.bitmaps, filter, s.blocks)
	for s.block = range s.blocks {
		s.base = s.block * prefilter.BlockSize
		for at := s.base; at < min(len(text), s.base+prefilter.BlockSize); at++ {
			if s.engine.triggers.separators[text[at]] != nil {
				look(at)
			}
		}
	}
}

// names are pieces that names, what is around them and what looks like it are
// made of.
var names = []string{
	"token", "id", "user", "api", "key", "password", "secret", "email", "type", "code", "name", "X", "HTTP", "x", "s", "m", "5m", "auth",
	"_", "-", ".", "$", " ", `"`, `"`, `'`, `\"`, `\\"`, "%22", "&quot;", "&", "?", "#", ";", "{", "(", "[", "]", "%5B", "\x1b[0m", "\x1b[1;36m",
	"=", ":", "=", ":", ": ", " = ", "=>", "<", ">", "\u200b", "é", "0", "42", "%", `\u0022`, "\n", ",", "abc123", `"abc"`, "null",
}

func drawNames(t *rapid.T) (text []byte) {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	for range rng.IntN(80) {
		text = append(text, names[rng.IntN(len(names))]...)
	}
	return text
}

// TestPlainKeyIsTheKey: what is read in a few steps is what keyBefore reads.
func TestPlainKeyIsTheKey(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	plain, words := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		text := drawNames(rt)
		followed(s, text, func(at int) {
			want, known := s.keyBefore(at)
			marked := s.todo.Separators[s.block]>>(at-s.base)&1 != 0
			// Obscured text and words inside of names have triggers of their own.
			other := bytes.ContainsAny(text[want.lo:at], "\u200b%&\\") || s.mayHoldKey(want.hi)
			if known && s.mayFollowKey(at) && !marked && !other {
				rt.Fatalf("no candidate after a key: %q", text[:at+1])
			}
			if s.isPlainWord(at) {
				if words++; known {
					rt.Fatalf("a key is a word: %q", text[:at+1])
				}
				return
			}
			got, ok := s.plainKey(at)
			if !ok {
				return
			}
			if plain++; !known || got != want || !s.mayFollowKey(at) {
				rt.Fatalf("after %q: %+v, want %+v, %v", text[:at+1], got, want, known)
			}
		})
	})
	if plain == 0 || words == 0 {
		t.Errorf("%d plain keys and %d words were looked at", plain, words)
	}
}

// TestPlainValuesAreJudgedAlike: the short way with plain values finds what the
// general way does.
func TestPlainValuesAreJudgedAlike(t *testing.T) {
	short, general := mustNew(t, Options{}), mustNew(t, Options{})
	if !short.plain || !short.bracketed {
		t.Fatal("the default masks look like values")
	}
	general.plain, general.bracketed = false, false
	a, b := short.NewScanner(), general.NewScanner()
	check := func(rt *rapid.T, text []byte) {
		want, _ := b.Scan(Carry{}, Lines(text))
		want = slices.Clone(want)
		if got, _ := a.Scan(Carry{}, Lines(text)); !slices.Equal(got, want) {
			rt.Fatalf("%+v, want %+v\n in %q", got, want, text)
		}
	}
	rapid.Check(t, func(rt *rapid.T) { check(rt, drawNames(rt)) })
	rapid.Check(t, func(rt *rapid.T) {
		check(rt, newPlant(rapid.Uint64().Draw(rt, "seed")).text(rapid.IntRange(1, 8).Draw(rt, "lines")))
	})
	values := rapid.StringMatching(`[{"& ?]{0,2}(token|code|password|auth|api_key|session|sig)("|'|\\")?(=|: |:|: ")['"]?[A-Za-z0-9_-]{0,40}["'& .,%}=\n][a-z"]{0,3}`)
	rapid.Check(t, func(rt *rapid.T) {
		check(rt, []byte("                                 "+values.Draw(rt, "value")+values.Draw(rt, "value")))
	})
}

// TestNamesAreRemembered: a name promises the same each time, whatever was asked
// between.
func TestNamesAreRemembered(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringMatching(`[a-zA-Z_-]{0,8}(token|key|id|password|secret|request|user_agent)?[0-9_]{0,3}`).Draw(rt, "name")
		s.src = []byte("                              " + name + "=")
		hi := len(s.src) - 1
		lo := hi - len(name)
		if got, want := s.promise(lo, hi), s.engine.keys.find(s.src[lo:hi]); got != want {
			rt.Fatalf("%q promises %+v, want %+v", name, got, want)
		}
	})
}
