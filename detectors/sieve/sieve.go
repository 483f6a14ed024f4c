package sieve

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

// Sieve is a set of words to look for. It is immutable and may be shared; each
// goroutine uses a Search of its own.
type Sieve struct {
	pairs pairTable
	// groups[group[pair]] covers what all words with that pair for their anchor
	// have around it. Group 0 is that of marks.
	group  [1 << 16]uint8
	groups [256]group
	// bits has a bit for the hash of every gram; heads lead from the same hash
	// to the words, which are chained.
	bits      [1 << (bitsLog - 6)]uint64
	heads     []int32
	headShift uint8
	anchors   []anchor // of each word
	// holds has the bytes of all grams, folded as words are; beyondASCII tells
	// whether it has one from 0x80 on.
	holds       [256]bool
	beyondASCII bool
}

// group has masks for the bytes around a pair. A gram is those bytes of a text
// that one of them covers, folded.
type group [maxShapes]uint64

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
	// bitsLog is the size of the bitmap as a power of two: 128 KiB, of which a
	// thousand words fill a thousandth, a hundred thousand a tenth.
	bitsLog = 20
)

// MaxWord is the longest word in bytes: what an anchor's offset can hold.
const MaxWord = 1<<16 - 1

// New makes a sieve of words of up to MaxWord bytes. They are written in small
// letters, and a byte of 0 stands for anything of any length, so it separates the
// parts of a word that every text with the word holds as they are, but for
// capitals of ASCII. Every word has such a part. A pair with which a mark begins
// is no anchor.
func New(words []string, marks *Marks) *Sieve {
	s := &Sieve{pairs: marks.pairs, anchors: make([]anchor, len(words))}
	s.bits[0] = 1 // the gram of marks
	heads := 1
	for 1<<heads < len(words) {
		heads++
	}
	s.headShift, s.heads = uint8(64-heads), slices.Repeat([]int32{-1}, 1<<heads)
	c := cover{words: words, marks: marks}
	anchors := c.choose()
	masks := newCommonMasks(anchors)
	for i, w := range words {
		p := &anchors[i]
		g := masks.of(p)
		if !s.pairs.begins(p.first, p.second) {
			s.setPair(p, s.groupOf(*g))
		}
		s.add(i, w, p, g[p.shape])
	}
	return s
}

// commonMasks has masks for each pair that is an anchor: of what all its words
// have around it.
type commonMasks struct {
	index  [1 << 16]uint16 // of each pair, its place in groups + 1
	groups []group
}

func newCommonMasks(anchors []choice) *commonMasks {
	m := &commonMasks{}
	for i := range anchors {
		p := &anchors[i]
		if m.index[p.key()] == 0 {
			m.groups = append(m.groups, group{})
			m.index[p.key()] = uint16(len(m.groups))
		}
		mask := &m.of(p)[p.shape]
		if *mask == 0 {
			*mask = ^uint64(0)
		}
		*mask &= p.mask()
	}
	return m
}

func (m *commonMasks) of(p *choice) *group { return &m.groups[m.index[p.key()]-1] }

// groupOf is the index of a group, of which there are fewer than an index has
// values: a mask covers up to around bytes on both sides of a pair, or one byte.
func (s *Sieve) groupOf(g group) uint8 {
	slices.Sort(g[:])
	if g[0] == 0 {
		g[0] = g[1]
	}
	for id := 1; ; id++ {
		if at := &s.groups[id]; *at == g {
			return uint8(id)
		} else if *at == (group{}) {
			*at = g
			return uint8(id)
		}
	}
}

// setPair lets every writing of a pair lead to its group. Marks stay marks.
func (s *Sieve) setPair(c *choice, id uint8) {
	seconds := writings(c.second)
	if c.alone {
		seconds = AnyByte
	}
	for _, a := range writings(c.first) {
		for _, b := range seconds {
			if !s.pairs.begins(a, b) {
				s.pairs[pairKey(a, b)] |= begins
				s.group[pairKey(a, b)] = id
			}
		}
	}
}

// goOn lets what stands after the first byte of an anchor go on.
func (s *Sieve) goOn(word string, c *choice) {
	switch next := int(c.offset) + 2; {
	case c.alone:
		s.pairs.set(goesOn, AnyByte, AnyByte)
	case c.right == 0:
		s.pairs.set(goesOn, writings(c.second), AnyByte)
	default:
		s.pairs.set(goesOn, writings(c.second), writings(word[next]))
	}
}

// add chains a word to the others of the same hash of their gram.
func (s *Sieve) add(i int, word string, c *choice, mask uint64) {
	s.goOn(word, c)
	x := gramOf(word, int(c.offset))
	h := x & mask * hashFactor
	bit, head := h>>(64-bitsLog), h>>s.headShift
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

// gramOf is the bytes around the pair at an offset, folded.
func gramOf[T string | []byte](text T, at int) uint64 { return gramBytes(text, at) | foldBits }

// gramBytes is the bytes around the pair at an offset; there are bytes of 0 where
// the text ends.
func gramBytes[T string | []byte](text T, at int) uint64 {
	var b [8]byte
	lo := at - around
	copy(b[max(0, -lo):], text[max(0, lo):])
	return binary.LittleEndian.Uint64(b[:])
}
