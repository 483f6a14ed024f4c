package detectors

import "encoding/binary"

// A sieve looks at every stride-th place of a text for pieces of words, in a
// bitmap of their hashes. It lets every text through that holds one of the
// words, and few others.
type sieve struct {
	size   int    // bytes of a piece
	stride int    // from one look to the next
	mask   uint64 // of the bytes of a piece in a word of eight
	shift  uint8
	bits   []uint64
}

const (
	// foldBits makes small letters of capitals, and a few other bytes of
	// others, which only lets more through.
	foldBits = 0x2020202020202020
	// secondFactor makes a second hash of the same piece.
	secondFactor = 0xc2b2ae3d27d4eb4f
	// sieveBits is how many bits a piece gets: both of its hashes are set by
	// chance in one of 400 looks.
	sieveBits = 32
	// minSieveLog is the smallest bitmap as a power of two: 4 KiB.
	minSieveLog = 15
)

// newSieve makes a sieve for words of at least size+stride-1 bytes.
func newSieve(size, stride int, words []string) *sieve {
	s := &sieve{size: size, stride: stride, mask: ^uint64(0) >> (64 - 8*size)}
	log := minSieveLog
	for 1<<log < sieveBits*stride*len(words) {
		log++
	}
	s.shift = uint8(64 - log)
	s.bits = make([]uint64, 1<<log/64)
	for _, w := range words {
		for i := range stride {
			var b [8]byte
			copy(b[:], w[i:i+size])
			x := (binary.LittleEndian.Uint64(b[:]) | foldBits) & s.mask
			s.set(x * hashFactor >> s.shift)
			s.set(x * secondFactor >> s.shift)
		}
	}
	return s
}

func (s *sieve) set(h uint64)      { s.bits[h>>6] |= 1 << (h & 63) }
func (s *sieve) has(h uint64) bool { return s.bits[h>>6]>>(h&63)&1 != 0 }

// find is the offset of the first piece of a word at or after from, or
// len(text).
func (s *sieve) find(text []byte, from int) int {
	mask, shift, stride, bits := s.mask, s.shift&63, s.stride, s.bits
	i := from
	for ; i+8 <= len(text); i += stride {
		x := (binary.LittleEndian.Uint64(text[i:]) | foldBits) & mask
		h := x * hashFactor >> shift
		if bits[h>>6]>>(h&63)&1 != 0 && s.has(x*secondFactor>>shift) {
			return i
		}
	}
	for ; i+s.size <= len(text); i += stride {
		var b [8]byte
		copy(b[:], text[i:])
		x := (binary.LittleEndian.Uint64(b[:]) | foldBits) & mask
		if s.has(x*hashFactor>>shift) && s.has(x*secondFactor>>shift) {
			return i
		}
	}
	return len(text)
}
