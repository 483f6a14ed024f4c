package detectors

import (
	"cmp"
	"slices"
)

// maskTable recognises the masks of an engine with many kinds by the text that
// each of them begins with.
type maskTable struct {
	begins *lexicon
	parts  [][]maskPart // of the masks, in the order of begins
}

func newMaskTable(e *Engine) (t maskTable) {
	for id := range e.kinds {
		if parts := e.masks[id].parts; len(parts) > 0 {
			t.parts = append(t.parts, parts)
		}
	}
	if len(t.parts) == 0 {
		return t
	}
	slices.SortStableFunc(t.parts, func(a, b []maskPart) int { return cmp.Compare(string(a[0].text), string(b[0].text)) })
	var begins []string
	for _, parts := range t.parts {
		begins = append(begins, string(parts[0].text))
	}
	t.begins = newLexicon(begins)
	return t
}

// at is the length of the mask that text begins with, or 0.
func (t *maskTable) at(text []byte) int {
	if t.begins == nil {
		return 0
	}
	for w := t.begins.longest(text); w >= 0; w = int(t.begins.parent[w]) {
		if n := matchParts(t.parts[w], text); n > 0 {
			return n
		}
	}
	return 0
}
