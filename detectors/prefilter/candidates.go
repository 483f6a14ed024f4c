package prefilter

import "math/bits"

// Candidates are the places of a stretch that need a look, a word a block.
type Candidates struct {
	// Any has the bits of all the others.
	Any [MaxBlocks]uint64
	// Separators stand after what may be a key.
	Separators [MaxBlocks]uint64
	// Literals begin with three bytes of some literal.
	Literals [MaxBlocks]uint64
	// Numbers are the first digits of what may be a phone number.
	Numbers [MaxBlocks]uint64
	// Runs are the places at which a run of RunLength word bytes is complete,
	// once a run.
	Runs [MaxBlocks]uint64
	// Starts are the first digits of all numbers.
	Starts [MaxBlocks]uint64
}

const (
	// RunLength is how many word bytes in a row start a look.
	RunLength = 16
	// shortGroup is the longest first group of digits whose length is looked at.
	shortGroup = 5
)

// Find makes the candidates of the n blocks, 1 to MaxBlocks, that b was
// classified for. The words after those mean nothing.
func (c *Candidates) Find(b *Bitmaps, t *Tables, n int) {
	_ = c.Any[n-1]
	find(c, b, t, n)
}

// Digits are the digits from a place of a block on, one bit a byte.
func (b *Bitmaps) Digits(block, place int) uint64 {
	return window(&b.class[digit], block, place)
}

// Dialled looks at the digits and separators from a place of a block on, up to
// BlockSize of them: how many they are, and how many digits are among them. open is
// set if what ends them, or is among them, may begin an escape.
func (b *Bitmaps) Dialled(block, place int) (size, digits int, open bool) {
	c := &b.class
	digit, dial := window(&c[digit], block, place), window(&c[dial], block, place)
	size = bits.TrailingZeros64(^(digit | dial))
	run := uint64(1)<<size - 1
	return size, bits.OnesCount64(digit & run), window(&c[dialOpen], block, place)&^window(&c[opens], block, place)&run != 0
}

// Words is how many word bytes stand just before a place of a block, up to
// BlockSize of them.
func (b *Bitmaps) Words(block, place int) int {
	words := &b.class[word]
	return bits.LeadingZeros64(^(words[block+1]<<(BlockSize-place) | words[block]>>place))
}

// WordBytes are the word bytes from a place of a block on, and the letters and
// digits among the bytes there, one bit a byte.
func (b *Bitmaps) WordBytes(block, place int) (words, letters, digits uint64) {
	c := &b.class
	return window(&c[word], block, place), window(&c[letter], block, place), window(&c[digit], block, place)
}

// window is a bitmap's word from a place of a block on.
func window(r *row, block, place int) uint64 {
	return r[block+1]>>place | r[block+2]<<(BlockSize-place)
}

// WordsAfter is how many word bytes stand from a place of a block on, as far as
// the block goes.
func (b *Bitmaps) WordsAfter(block, place int) int {
	return bits.TrailingZeros64(^(b.class[word][block+1] >> place))
}
