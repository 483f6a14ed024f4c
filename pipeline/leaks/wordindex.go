package leaks

import "scrim/detectors"

// wordIndex finds slots by words that are uniformly distributed, as parts of
// fingerprints are: so the word itself tells the slot, and a lookup is one access
// to memory, where a map takes several. Its memory is used again.
type wordIndex struct {
	slots []wordSlot // a power of 2, never more than half of them taken
	taken int
}

// wordSlot is what is known of a secret of the file at first hand.
type wordSlot struct {
	word   uint64
	at     int32  // its index in fileTally.secrets, if these are kept
	places uint16 // a bit for each place in which it stood; none: the slot is free
	kind   detectors.KindID
}

// freshSlots is how many slots there are at first.
const freshSlots = 1 << 10

func (x *wordIndex) reset() {
	if len(x.slots) == freshSlots {
		clear(x.slots)
	} else {
		x.slots = make([]wordSlot, freshSlots)
	}
	x.taken = 0
}

// slot is the slot of a word, or the free one that it would get.
func (x *wordIndex) slot(word uint64) *wordSlot {
	mask := uint64(len(x.slots) - 1)
	for i := word & mask; ; i = (i + 1) & mask {
		if s := &x.slots[i]; s.places == 0 || s.word == word {
			return s
		}
	}
}

// take makes the free slot s that of a word; the slot may move.
func (x *wordIndex) take(s *wordSlot, one wordSlot) {
	*s = one
	if x.taken++; 2*x.taken <= len(x.slots) {
		return
	}
	was := x.slots
	x.slots = make([]wordSlot, 2*len(was))
	for _, s := range was {
		if s.places != 0 {
			*x.slot(s.word) = s
		}
	}
}
