package detectors

import "encoding/binary"

// nameCache remembers what names promise. It belongs to one Scanner, holds what
// was asked last, and never changes an answer.
type nameCache [nameSlots]nameSlot

const (
	// nameSlots is a power of two: a log has some hundred names.
	nameSlots = 1 << nameBits
	nameBits  = 9
	// maxPlainName is one more than the length of the longest name that is
	// remembered: three words of eight bytes.
	maxPlainName = 25
)

// nameWords are all bytes of a name, the last eight first.
type nameWords [3]uint64

// nameSlot holds a name and what it promises.
type nameSlot struct {
	words nameWords
	entry keyEntry
}

// nameMasks cut names of every length out of the words that end with them.
var nameMasks = func() (t [maxPlainName]nameWords) {
	for n := range t {
		for k := range t[n] {
			size := min(max(n-8*k, 0), 8)
			t[n][k] = ^uint64(0) << (64 - 8*size)
		}
	}
	return t
}()

// wordsOf are those of the name of n bytes, fewer than maxPlainName, that ends
// before src[hi]; at least maxPlainName bytes are before it.
func wordsOf(src []byte, hi, n int) (w nameWords) {
	text, mask := (*[maxPlainName]byte)(src[hi-maxPlainName:]), &nameMasks[n]
	w[0] = binary.LittleEndian.Uint64(text[maxPlainName-8:]) & mask[0]
	w[1] = binary.LittleEndian.Uint64(text[maxPlainName-16:]) & mask[1]
	w[2] = binary.LittleEndian.Uint64(text[maxPlainName-24:]) & mask[2]
	return w
}

// slot is where a name is kept.
func (c *nameCache) slot(w *nameWords) *nameSlot {
	const odd = 0x9e3779b97f4a7c15 // the golden ratio
	return &c[(w[0]^w[1]*3^w[2]*5)*odd>>(64-nameBits)]
}

// promise is what the name src[lo:hi], after which a quote or a separator stands,
// promises.
func (s *Scanner) promise(lo, hi int) keyEntry {
	n := hi - lo
	if n < minKey || n >= maxPlainName || hi < maxPlainName {
		if hi > minKey && hi < len(s.src) && !s.mayFollowKey(hi) {
			return keyEntry{}
		}
		return s.engine.keys.find(s.src[lo:hi])
	}
	words := wordsOf(s.src, hi, n)
	slot := s.names.slot(&words)
	if slot.words != words {
		*slot = nameSlot{words, s.engine.keys.find(s.src[lo:hi])}
	}
	return slot.entry
}
