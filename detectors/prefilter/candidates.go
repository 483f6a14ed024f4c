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

// Find makes the candidates of the n blocks that b was classified for.
func (c *Candidates) Find(b *Bitmaps, t *Tables, n int) {
	for i := range n {
		at := i + 1
		c.Separators[i] = b.separators(at)
		c.Literals[i] = b.literal[at]
		c.Starts[i] = b.starts(at)
		c.Numbers[i] = b.dialled(at, c.Starts[i], t.sizes)
		c.Runs[i] = runs(b.class[word][at-1], b.class[word][at])
		c.Any[i] = c.Separators[i] | c.Literals[i] | c.Numbers[i] | c.Runs[i]
	}
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

// later moves every bit of a row n places on, and those of the block before in.
func later(r *row, at int, n uint) uint64 { return r[at]<<n | r[at-1]>>(64-n) }

// sooner moves every bit of a row n places back, and those of the next block in.
func sooner(r *row, at int, n uint) uint64 { return r[at]>>n | r[at+1]<<(64-n) }

// separators marks the separators that may follow a key: between its last letter
// and them stand only quotes, brackets, digits, blanks and the like. Escapes,
// entities and colours may hide the name; what follows them counts too.
func (b *Bitmaps) separators(at int) uint64 {
	c := &b.class
	// The place after a key's last letter; of three letters, or of two after
	// something else, as in session_id.
	ends := later(&b.tail, at, 3) | later(&b.pair, at, 3)&^later(&c[letter], at, 3)
	ends |= later(&c[escape], at, 3) | later(&c[escape], at, 5) | later(&c[escape], at, 6) | later(&c[semicolon], at, 1)
	ends |= later(&c[colourEnd], at, 1) & (later(&c[digit], at, 2) | later(&c[bracket], at, 2))
	// Digits count after a key, or after what joins them to a name.
	digits := flooded(c[digit][at], c[digit][at]&(ends|later(&c[joint], at, 1)|c[digit][at-1]>>63))
	run := c[between][at] | digits
	// What goes over from the block before counts, whatever it began with.
	ends |= (c[between][at-1] | c[digit][at-1]) >> 63
	return c[separator][at] & (ends | flooded(run, ends&run))
}

// flooded are the places from each of the starts, which are of runs of ones, up
// to and with the one after the run, except the other starts in it: adding a bit
// to a run clears it up to its end and sets the bit after it.
func flooded(run, starts uint64) uint64 { return (starts + run) ^ run }

// runs marks the bytes at which a run of RunLength word bytes is complete, once
// per run. before holds the bits of the previous block.
func runs(before, word uint64) uint64 {
	hi, lo := word, before
	for _, shift := range [...]uint{1, 2, 4, 8} { // runs of 2, 4, 8 and RunLength
		hi, lo = hi&(hi<<shift|lo>>(64-shift)), lo&(lo<<shift)
	}
	return hi &^ (hi<<1 | lo>>63)
}

// starts marks the digits that a number to dial could begin with.
func (b *Bitmaps) starts(at int) uint64 {
	return b.class[digit][at] &^ later(&b.class[joined], at, 1)
}

// dialled keeps those of the starts that a phone number may begin with: the first
// group has one of the sizes, a bit each, and a separator and digits after it; or
// begins with a 0 or after a sign that a number follows, and has a separator after
// it or is long; or is as long as a whole number.
func (b *Bitmaps) dialled(at int, starts, sizes uint64) uint64 {
	if starts == 0 || sizes>>(shortGroup+1) != 0 {
		return starts
	}
	c := &b.class
	digits := &c[digit]
	d := digits[at]
	free := c[zero][at] | later(&c[opens], at, 1)
	follows := b.groupFollows(at)
	one := sooner(digits, at, 1)
	two := d & one
	twoNext := digits[at+1] & (digits[at+1] >> 1)
	four := two & (two>>2 | twoNext<<62)
	keep := starts & four & (four>>4 | digits[at+1]<<60) & (two>>8 | twoNext<<56)
	rest := starts
	dialBits := &c[dial]
	for size := uint(1); size <= shortGroup; size++ {
		more := rest & sooner(digits, at, size)
		ended := rest ^ more
		keep |= ended & (free&sooner(dialBits, at, size) | (follows>>size|dialBits[at+1]<<(64-size))&-(sizes>>size&1))
		rest = more
	}
	return keep | rest&free
}

// groupFollows marks the separators after which a second group of digits may
// stand: three digits, or a parenthesis. Of what begins an escape, a plus and a
// parenthesis nothing is asked.
func (b *Bitmaps) groupFollows(at int) uint64 {
	c := &b.class
	digits := &c[digit]
	three := sooner(digits, at, 1) & sooner(digits, at, 2) & sooner(digits, at, 3)
	return c[dialOpen][at] | c[dial][at]&(three|sooner(&c[opens], at, 1))
}
