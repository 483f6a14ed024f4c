package leaks

// wordIndex finds numbers by words that are uniformly distributed, as parts of
// fingerprints are: so the word itself tells the slot, and a lookup is one access
// to memory, where a map takes several. Its memory is used again.
type wordIndex struct {
	slots []wordSlot // a power of 2, never more than half of them taken
	taken int
}

type wordSlot struct {
	word uint64
	at   int32 // 0: the slot is free, else one more than the number
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
		if s := &x.slots[i]; s.at == 0 || s.word == word {
			return s
		}
	}
}

func (x *wordIndex) find(word uint64) (at int32, ok bool) {
	s := x.slot(word)
	return s.at - 1, s.at != 0
}

// put adds a word that is not there.
func (x *wordIndex) put(word uint64, at int32) {
	if x.taken++; 2*x.taken > len(x.slots) {
		was := x.slots
		x.slots = make([]wordSlot, 2*len(was))
		for _, s := range was {
			if s.at != 0 {
				*x.slot(s.word) = s
			}
		}
	}
	*x.slot(word) = wordSlot{word, at + 1}
}
