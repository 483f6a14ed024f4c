package cases

import (
	"index/suffixarray"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"scrim/detectors"
)

// inputs are the inputs of all cases, in small letters, with an index: a
// dictionary may have millions of words to look for.
type inputs struct {
	index  *suffixarray.Index
	begins []int // where each one begins
}

func newInputs(trials []trial) *inputs {
	var text []byte
	in := &inputs{}
	for i := range trials {
		in.begins = append(in.begins, len(text))
		text = append(append(text, folded(trials[i].Input)...), '\n')
	}
	in.index = suffixarray.New(text)
	return in
}

// folded is a text as Rule.Words has it.
func folded(text string) string { return strings.ReplaceAll(strings.ToLower(text), "+", " ") }

// marker marks the cases whose inputs hold one of some words.
type marker struct {
	*inputs
	marked []bool
	done   map[string]bool // words that were found: terms share them, and inputs too
}

func (in *inputs) marker() *marker {
	return &marker{inputs: in, marked: make([]bool, len(in.begins)), done: map[string]bool{}}
}

func (m *marker) add(word string) {
	if m.done[word] || len(m.index.Lookup([]byte(word), 1)) == 0 {
		return // fast path
	}
	m.done[word] = true
	for _, at := range m.index.Lookup([]byte(word), -1) {
		t, exact := slices.BinarySearch(m.begins, at)
		if !exact {
			t--
		}
		m.marked[t] = true
	}
}

// has tells whether the input of a case holds one of the words.
func (m *marker) has(t int) bool { return m.marked[t] }

// nearRule tells which cases hold a keyword of a rule.
func (in *inputs) nearRule(r detectors.Rule) func(int) bool {
	words := r.Words()
	if len(words) == 0 {
		return func(int) bool { return true }
	}
	m := in.marker()
	for _, w := range words {
		m.add(w)
	}
	return m.has
}

// minNearWord is how many letters and digits a word of a term has of which a text
// may be said to come near the term: "of" is no such word.
const minNearWord = 3

// nearDictionary tells which cases hold a word of a term.
func (in *inputs) nearDictionary(d detectors.Dictionary) func(int) bool {
	m := in.marker()
	for _, term := range d.Terms {
		words := strings.FieldsFunc(folded(term), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) })
		words = slices.DeleteFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < minNearWord })
		if len(words) == 0 {
			words = []string{folded(term)}
		}
		for _, w := range words {
			m.add(w)
		}
	}
	return m.has
}
