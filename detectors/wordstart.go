package detectors

import (
	"math"
	"slices"

	"scrim/detectors/sieve"
)

// wordStarts are the places of a folded line at which words begin. A Scanner
// fills them again for each line.
type wordStarts struct {
	places []int32
	next   int
	// anywhere says that they are not known: of some words the gate knows no
	// part.
	anywhere bool
}

// list finds where words begin in a folded text.
func (w *wordStarts) list(look *gateLook, g *gate, text []byte) {
	w.places, w.next = w.places[:0], 0
	if w.anywhere = g.sieve == nil || g.high; w.anywhere {
		return
	}
	look.begin(g, text, 0)
	for {
		hit, ok := look.search.Next(0)
		if !ok {
			break
		}
		if hit.Word < 0 {
			w.anywhere = w.anywhere || hit.Word == sieve.Many
			continue
		}
		lo, word := hit.At-hit.Offset, g.words[hit.Word].text
		if lo >= 0 && lo+len(word) <= len(text) && string(text[lo:lo+len(word)]) == word {
			w.places = append(w.places, int32(lo))
		}
	}
	slices.Sort(w.places)
}

func (w *wordStarts) rewind() { w.next = 0 }

// from is the first of the places at or after an offset. Offsets rise between
// two rewinds.
func (w *wordStarts) from(at int) int {
	if w.anywhere {
		return at
	}
	for w.next < len(w.places) && int(w.places[w.next]) < at {
		w.next++
	}
	if w.next == len(w.places) {
		return math.MaxInt
	}
	return int(w.places[w.next])
}
