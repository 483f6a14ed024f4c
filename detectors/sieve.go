package detectors

import "encoding/binary"

// A sieve looks at every stride-th place of a text for pieces of words: first
// in a bitmap of their hashes, which fits into a cache, then among the pieces
// themselves.
type sieve struct {
	size   int    // bytes of a piece
	stride int    // from one look to the next
	mask   uint64 // of the bytes of a piece in a word of eight
	shift  uint8
	bits   []uint64
	pieces []uint64 // open addressing, at most half full; no piece is 0
}

const (
	// foldBits makes small letters of capitals, and a few other bytes of
	// others, which only lets more through.
	foldBits = 0x2020202020202020
	// sieveBits is how many bits of the bitmap a piece gets: one look of 32
	// needs a second one.
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
	s.pieces = make([]uint64, max(2, 2<<log/sieveBits))
	for _, w := range words {
		for i := range stride {
			s.add(s.piece([]byte(w[i : i+size])))
		}
	}
	return s
}

// piece is the folded piece that text begins with.
func (s *sieve) piece(text []byte) uint64 {
	var b [8]byte
	copy(b[:], text)
	return (binary.LittleEndian.Uint64(b[:]) | foldBits) & s.mask
}

func (s *sieve) add(piece uint64) {
	h := piece * hashFactor >> s.shift
	s.bits[h>>6] |= 1 << (h & 63)
	s.pieces[s.slot(piece)] = piece
}

// slot is where the piece stands or would stand.
func (s *sieve) slot(piece uint64) int {
	last := len(s.pieces) - 1
	i := int(piece*hashFactor>>20) & last
	for s.pieces[i] != 0 && s.pieces[i] != piece {
		i = (i + 1) & last
	}
	return i
}

// find is the offset of the first piece of a word at or after from, or
// len(text).
func (s *sieve) find(text []byte, from int) int {
	mask, shift, stride, bits := s.mask, s.shift&63, s.stride, s.bits
	i := from
	for ; i+8 <= len(text); i += stride {
		x := (binary.LittleEndian.Uint64(text[i:]) | foldBits) & mask
		h := x * hashFactor >> shift
		if bits[h>>6]>>(h&63)&1 != 0 && s.pieces[s.slot(x)] == x {
			return i
		}
	}
	for ; i+s.size <= len(text); i += stride {
		if x := s.piece(text[i:]); s.pieces[s.slot(x)] == x {
			return i
		}
	}
	return len(text)
}
