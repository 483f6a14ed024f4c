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

// nameSlot holds a name as three words and its length, which are all of it.
type nameSlot struct {
	first, middle, last uint64
	size                int
	entry               keyEntry
}

// promise is what the name src[lo:hi] promises.
func (s *Scanner) promise(lo, hi int) keyEntry {
	if n := hi - lo; n < minKey || n >= maxPlainName || hi < 8 {
		return s.engine.keys.find(s.src[lo:hi])
	}
	return s.names.find(&s.engine.keys, s.src, lo, hi) // fast path
}

// find is what the name src[lo:hi], shorter than maxPlainName, promises. At least
// eight bytes are before src[hi].
func (c *nameCache) find(keys *keyTable, src []byte, lo, hi int) keyEntry {
	name := nameSlot{size: hi - lo, last: binary.LittleEndian.Uint64(src[hi-8:])}
	switch n := hi - lo; {
	case n < 8:
		name.last >>= 64 - 8*n
	default:
		name.first = binary.LittleEndian.Uint64(src[lo:])
		name.middle = name.first
		if n > 16 {
			name.middle = binary.LittleEndian.Uint64(src[lo+8:])
		}
	}
	slot := &c[((name.last^name.first*3+uint64(name.size))*0x9e3779b97f4a7c15+name.middle)*0x9e3779b97f4a7c15>>(64-nameBits)]
	if slot.last == name.last && slot.first == name.first && slot.middle == name.middle && slot.size == name.size {
		return slot.entry // fast path
	}
	name.entry = keys.find(src[lo:hi])
	*slot = name
	return name.entry
}
