package detectors

import (
	"cmp"
	"slices"
	"strings"
)

// vocabulary is what the words of all dictionaries are: list[i] says it of word
// i of the lexicon.
type vocabulary struct {
	*lexicon
	list []term
}

// termEntry is a term with its folded word.
type termEntry struct {
	word string
	term
}

// newVocabulary sorts the terms, and drops those that come again.
func newVocabulary(entries []termEntry) *vocabulary {
	slices.SortFunc(entries, termEntry.compare)
	entries = slices.Compact(entries)
	words, list := make([]string, len(entries)), make([]term, len(entries))
	for i, one := range entries {
		words[i], list[i] = one.word, one.term
	}
	return &vocabulary{newLexicon(words), list}
}

// compare orders terms by their words. The last of equal words is looked at
// first, so the first dictionary wins.
func (a termEntry) compare(b termEntry) int {
	if c := strings.Compare(a.word, b.word); c != 0 {
		return c // fast path
	}
	return cmp.Or(int(b.kind)-int(a.kind), strings.Compare(a.exact, b.exact))
}
