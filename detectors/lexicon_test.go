package detectors

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNoWordIsLost: the gate, the automaton and the lexicon against
// strings.Contains, on words that share prefixes, suffixes and more.
func TestNoWordIsLost(t *testing.T) {
	word := rapid.StringOfN(rapid.SampledFrom([]rune("aab1 -é山")), 1, 14, -1)
	var look gateLook
	rapid.Check(t, func(rt *rapid.T) {
		var words []string
		for _, w := range rapid.SliceOfN(word, 1, 12).Draw(rt, "words") {
			if w = foldWord(w); strings.IndexFunc(w, isWordRune) >= 0 {
				words = append(words, w)
			}
		}
		if words = sortedUnique(words); len(words) == 0 {
			return
		}
		l := newLexicon(words)
		inner := make([]gateWord, len(words))
		for i, w := range words {
			inner[i] = gateWord{w, true}
		}
		g := newGate(inner)
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(word, rapid.SampledFrom(words)), 1, 8).Draw(rt, "text"), "")
		folded := foldWord(text)
		holds := false
		for _, w := range words {
			holds = holds || strings.Contains(folded, w)
		}
		if look.begin(&g, []byte(text), 0); holds && look.find(0) == len(text) {
			rt.Fatalf("the gate lost a word of %q in %q", words, text)
		}
		if holds && !l.mayHold([]byte(folded)) {
			rt.Fatalf("the automaton lost a word of %q in %q", words, folded)
		}
		for i := range folded {
			want := ""
			for _, w := range words {
				if strings.HasPrefix(folded[i:], w) && len(w) > len(want) {
					want = w
				}
			}
			got := ""
			if n := l.longest([]byte(folded[i:])); n >= 0 {
				got = string(l.word(n))
			}
			if got != want {
				rt.Fatalf("at %d of %q: %q, want %q", i, folded, got, want)
			}
		}
	})
}
