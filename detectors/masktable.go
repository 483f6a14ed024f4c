package detectors

import (
	"cmp"
	"slices"
)

// maskTable recognises the masks of an engine with many kinds.
type maskTable struct {
	labels *lexicon
	hashed []bool // of each label: a pseudonym and a bracket follow
}

func newMaskTable(e *Engine) maskTable {
	var all []*compiledMask
	for id := range e.kinds {
		if m := &e.masks[id]; len(m.label) > 0 {
			all = append(all, m)
		}
	}
	if len(all) == 0 {
		return maskTable{}
	}
	slices.SortFunc(all, func(a, b *compiledMask) int { return cmp.Compare(string(a.label), string(b.label)) })
	var t maskTable
	var labels []string
	for _, m := range all {
		labels = append(labels, string(m.label))
		t.hashed = append(t.hashed, m.mode == MaskHash)
	}
	t.labels = newLexicon(labels)
	return t
}

// at is the length of the mask that text begins with, or 0.
func (t *maskTable) at(text []byte) int {
	if t.labels == nil {
		return 0
	}
	for w := t.labels.longest(text); w >= 0; w = int(t.labels.parent[w]) {
		label := len(t.labels.word(w))
		if !t.hashed[w] {
			return label
		}
		if n := label + 2*pseudonymBytes; n < len(text) && text[n] == ']' && isHexRun(text[label:n]) {
			return n + 1
		}
	}
	return 0
}
