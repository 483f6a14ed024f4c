package sieve

import (
	"cmp"
	"encoding/binary"
	"unicode/utf8"
)

// Sieve is a set of words to look for. It is immutable and may be shared; each
// goroutine uses a Search of its own.
type Sieve struct {
	pairs Pairs // those at which a look is worth while
	// groups[group[pair]] is what words with that pair for their anchor have in
	// common. Marks are of the group 0.
	group  [1 << 16]uint16
	groups []group
	// bits has a bit for the hash of every gram; heads lead from the same hash
	// to the words, which are chained.
	bits      []uint64
	bitShift  uint8
	heads     []int32
	headShift uint8
	anchors   []anchor // of each word
	// holds has the bytes of all grams, folded as words are; beyondASCII tells
	// whether it has one from 0x80 on.
	holds       [256]bool
	beyondASCII bool
}

// group is a pair and the bytes around it. A gram is those bytes of a text that
// one of the masks covers, folded.
type group struct {
	masks [maxShapes]uint64
}

// anchor is the place in a word at which it is looked for.
type anchor struct {
	// gram is what of the word is around the pair: more than what its group
	// has in common.
	gram   uint64
	next   int32  // the next word of the same hash, or -1
	offset uint16 // of the pair in the word
	left   uint8  // how many bytes of the gram stand before the pair
	bytes  uint8  // of the gram
}

const (
	// around is how many bytes on each side of a pair a gram may take in: with
	// the pair they fill a machine word.
	around = 3
	// maxShapes is how many masks a group may have: each costs a look-up at
	// every place with the group's pair.
	maxShapes = 2
	// foldBits makes small letters of capitals, and a few other bytes of
	// others, which only lets more through.
	foldBits = 0x2020202020202020
	// hashFactor spreads grams over a table: 2^64 divided by the golden ratio.
	hashFactor = 0x9e3779b97f4a7c15
	// gramBits is how many bits of the bitmap a gram gets: a place that hits
	// one by chance costs some nanoseconds.
	gramBits = 16
	// minBitsLog is the smallest bitmap as a power of two: 4 KiB.
	minBitsLog = 15
)

// MaxWord is the longest word in bytes: what an anchor's offset can hold.
const MaxWord = 1<<16 - 1

// New makes a sieve. Words are written in small letters, and a byte of 0 stands
// for anything of any length, so it separates the parts of a word that every
// text with the word holds as they are, but for capitals of ASCII. Every word has such a part.
// Pairs of marks are no anchors.
func New(words []string, marks *Pairs) *Sieve {
	s := &Sieve{pairs: *marks, groups: make([]group, 1)}
	c := cover{words: words, marks: marks}
	s.allocate(len(words))
	s.bits[0] = 1 // the gram of marks
	anchors := c.choose()
	s.setGroups(words, anchors)
	for i, w := range words {
		s.add(i, w, anchors[i])
	}
	return s
}

func (s *Sieve) allocate(words int) {
	bits := minBitsLog
	for 1<<bits < gramBits*words {
		bits++
	}
	heads := 1
	for 1<<heads < words {
		heads++
	}
	s.bitShift, s.headShift = uint8(64-bits), uint8(64-heads)
	s.bits, s.heads = make([]uint64, 1<<bits/64), make([]int32, 1<<heads)
	for i := range s.heads {
		s.heads[i] = -1
	}
	s.anchors = make([]anchor, words)
}

// setGroups makes a group of every pair that is the anchor of a word. The masks
// cover what all of its words have around it.
func (s *Sieve) setGroups(words []string, chosen []choice) {
	for i := range words {
		c := &chosen[i]
		id := s.group[c.key()]
		if id == 0 {
			id = uint16(len(s.groups))
			s.groups = append(s.groups, group{})
			s.setPair(c, id)
		}
		m := &s.groups[id].masks[c.shape]
		if mask := c.mask(); *m == 0 {
			*m = mask
		} else {
			*m &= mask
		}
	}
	for i := range s.groups {
		m := &s.groups[i].masks
		m[0], m[1] = cmp.Or(m[0], m[1]), cmp.Or(m[1], m[0])
	}
}

// setPair lets every writing of a pair lead to its group. Marks stay marks.
func (s *Sieve) setPair(c *choice, id uint16) {
	seconds := writings(c.second)
	if c.alone {
		seconds = everyByte
	}
	for _, a := range writings(c.first) {
		for _, b := range seconds {
			if !s.pairs.has(a, b) {
				s.pairs.Add(a, b)
				s.group[pairKey(a, b)] = id
			}
		}
	}
}

// everyByte is what may stand after a byte that is an anchor alone.
var everyByte = func() (all []byte) {
	for c := range 256 {
		all = append(all, byte(c))
	}
	return all
}()

// add chains a word to the others of its gram's hash.
func (s *Sieve) add(i int, word string, c choice) {
	x := gramOf(word, int(c.offset))
	h := x & s.groups[s.group[c.key()]].masks[c.shape] * hashFactor
	bit, head := h>>s.bitShift, h>>s.headShift
	s.bits[bit>>6] |= 1 << (bit & 63)
	s.anchors[i] = anchor{x & c.mask(), s.heads[head], c.offset, c.left, c.bytes()}
	s.heads[head] = int32(i)
	lo := int(c.offset) - int(c.left)
	for _, b := range []byte(word[lo : lo+int(c.bytes())]) {
		s.holds[b] = true
		s.beyondASCII = s.beyondASCII || b >= utf8.RuneSelf
	}
}

// Holds tells whether a byte, as words have it, is one of those that a text has
// to hold as they are for a word to be hit.
func (s *Sieve) Holds(c byte) bool { return s.holds[c] }

// HoldsBeyondASCII is Holds for any byte beyond ASCII.
func (s *Sieve) HoldsBeyondASCII() bool { return s.beyondASCII }

// gramMask covers n bytes of a gram, from so many before the pair on.
func gramMask(left, n int) uint64 {
	return ^uint64(0) >> (64 - 8*n) << (8 * (around - left))
}

// gramOf is the folded bytes around the pair at an offset.
func gramOf[T string | []byte](text T, at int) uint64 {
	var b [8]byte
	lo := at - around
	copy(b[max(0, -lo):], text[max(0, lo):])
	return binary.LittleEndian.Uint64(b[:]) | foldBits
}

// Pairs is a set of pairs of adjacent bytes.
type Pairs [1 << 16]uint8

// Add puts a pair into the set.
func (p *Pairs) Add(first, second byte) { p[pairKey(first, second)] = 1 }

func (p *Pairs) has(first, second byte) bool { return p[pairKey(first, second)] != 0 }

// pairKey is a pair as it is loaded from memory.
func pairKey(first, second byte) uint16 { return uint16(first) | uint16(second)<<8 }
