package detectors

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A gate is the first look at a text for the user's terms and rules: it costs
// a fraction of the prefilter's time and flags the places of the records that
// the automaton of [lexicon] has to decide on.
type gate struct {
	// sieves are for long, middle and short fragments; nil where there is none.
	sieves [3]*sieve
	// every flags every record: a rule has no literal at all.
	every bool
	// high flags records with bytes beyond ASCII: of a term all letters have
	// a case and stand beyond it.
	high bool
}

// The fragments of each sieve have at least so many bytes, of which it looks at
// pieces at every stride-th place.
const (
	longFragment, longPiece, longStride       = maxFragment, 6, 4
	middleFragment, middlePiece, middleStride = 5, 4, 2
)

// newGate makes a gate that lets every text through that holds one of the
// folded words.
func newGate(words []string) gate {
	var g gate
	var sorted [3][]string
	for _, word := range words {
		f := fragmentOf(word)
		switch {
		case f == "" && isASCII(word):
			g.every = true
		case f == "":
			g.high = true
		default:
			i := fragmentClass(len(f))
			sorted[i] = append(sorted[i], blankWritings(f)...)
		}
	}
	for i, all := range sorted {
		if all = sortedUnique(all); len(all) == 0 {
			continue
		}
		switch i {
		case 0:
			g.sieves[i] = newSieve(longPiece, longStride, all)
		case 1:
			g.sieves[i] = newSieve(middlePiece, middleStride, all)
		default:
			g.sieves[i] = newSieve(shortest(all), 1, all)
		}
	}
	return g
}

func fragmentClass(n int) int {
	switch {
	case n >= longFragment:
		return 0
	case n >= middleFragment:
		return 1
	}
	return 2
}

func shortest(words []string) int {
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c >= utf8.RuneSelf }) < 0
}

// flags remembers how far each part of a gate has looked into a text, so that
// no byte is looked at twice.
type flags struct {
	gate  *gate
	text  []byte
	next  [5]int // of each sieve, of odd escapes, of bytes beyond ASCII
	marks [3]int // of the next %, \ and &
}

func (g *gate) flags(text []byte, from int) flags {
	f := flags{gate: g, text: text}
	for i := range f.next {
		f.next[i] = from - 1
	}
	for i := range f.marks {
		f.marks[i] = from - 1
	}
	return f
}

// find is the first flagged place at or after from, or len(text). Calls have
// rising offsets.
func (f *flags) find(from int) int {
	if f.gate.every || from >= len(f.text) {
		return min(from, len(f.text))
	}
	first := len(f.text)
	for i, s := range f.gate.sieves {
		if s == nil {
			continue
		}
		if f.next[i] < from {
			f.next[i] = s.find(f.text, from)
		}
		first = min(first, f.next[i])
	}
	if f.next[3] < from {
		f.next[3] = f.odd(from)
	}
	first = min(first, f.next[3])
	if f.gate.high {
		if f.next[4] < from {
			f.next[4] = findHigh(f.text, from)
		}
		first = min(first, f.next[4])
	}
	return first
}

// escapeMarks begin every escape.
var escapeMarks = [3]byte{'%', '\\', '&'}

// odd finds the next escape that may hide a fragment.
func (f *flags) odd(from int) int {
	for from < len(f.text) {
		at := len(f.text)
		for i, c := range escapeMarks {
			if f.marks[i] < from {
				f.marks[i] = indexByteFrom(f.text, c, from)
			}
			at = min(at, f.marks[i])
		}
		if at == len(f.text) {
			return at
		}
		u := unitAt(f.text, at)
		if isOdd(u) {
			return at
		}
		from = u.hi
	}
	return len(f.text)
}

func indexByteFrom(text []byte, c byte, from int) int {
	if n := bytes.IndexByte(text[from:], c); n >= 0 {
		return from + n
	}
	return len(text)
}

func findHigh(text []byte, from int) int {
	for i := from; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return i
		}
	}
	return len(text)
}
