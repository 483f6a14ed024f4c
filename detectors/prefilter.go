package detectors

// blockSize is how many bytes one step of the prefilter classifies: as many
// as a word has bits.
const blockSize = 64

// Classes of bytes that the prefilter tells apart, one bit each.
const (
	classSingle    = 1 << iota // a trigger by itself
	classFirst                 // the anchor byte of a longer literal
	classSecond                // stands after the anchor byte of some literal
	classSeparator             // a trigger that has to follow a key, see Trigger.AfterKey
	classKeyTail               // may stand between a key and its separator
	classDigit
	classWord // [A-Za-z0-9_-], what opaque values are made of
	classGlue // not a word byte, but digits after it are a part of something else
)

// Classes that are told by several of the bits, since eight is all that there is.
const (
	classOpens = classSingle | classSeparator // stands before numbers in any form: + ( ;
	classZero  = classDigit | classWord | classGlue
	classDial  = classDigit // without classWord: a dialSeparator. The hyphen is one by classWord | classGlue.
)

// classes is how many bits there are.
const classes = 8

// classTable holds, for every byte, a byte per class: 1 if it is of the class.
type classTable [256]uint64

// lanes spreads the class bits of a byte to the bytes of a table's entry.
func lanes(class uint8) (spread uint64) {
	for k := range classes {
		spread |= uint64(class>>k&1) << (8 * k)
	}
	return spread
}

// block holds one bit per byte and class, the first byte in the lowest bit.
type block struct {
	single, first, second, separator, keyTail, digit, word, glue uint64
	opens, zero, dial                                            uint64
	bound                                                        uint64 // may stand inside of a literal after a word byte
}

// classify is the portable prefilter. Eight entries of the table, each shifted
// by its place, make a word of which byte k is the bitmap of class k over eight
// bytes; transposing eight such words gives the bitmaps over all of them.
func classify(out *block, t *classTable, b *[blockSize]byte) {
	a0, a1, a2, a3 := eight(t, b[0:8]), eight(t, b[8:16]), eight(t, b[16:24]), eight(t, b[24:32])
	a4, a5, a6, a7 := eight(t, b[32:40]), eight(t, b[40:48]), eight(t, b[48:56]), eight(t, b[56:64])
	const m8, m16, m32 = 0x00ff00ff00ff00ff, 0x0000ffff0000ffff, 0x00000000ffffffff
	a0, a1 = exchange(a0, a1, 8, m8)
	a2, a3 = exchange(a2, a3, 8, m8)
	a4, a5 = exchange(a4, a5, 8, m8)
	a6, a7 = exchange(a6, a7, 8, m8)
	a0, a2 = exchange(a0, a2, 16, m16)
	a1, a3 = exchange(a1, a3, 16, m16)
	a4, a6 = exchange(a4, a6, 16, m16)
	a5, a7 = exchange(a5, a7, 16, m16)
	a0, a4 = exchange(a0, a4, 32, m32)
	a1, a5 = exchange(a1, a5, 32, m32)
	a2, a6 = exchange(a2, a6, 32, m32)
	a3, a7 = exchange(a3, a7, 32, m32)
	// Field by field: a composite literal is copied.
	opens := a0 & a3
	out.single, out.first, out.second, out.separator = a0&^opens, a1, a2, a3&^opens
	out.keyTail, out.digit, out.word, out.glue = a4, a5&a6, a6, a7
	out.opens, out.zero = opens, a5&a6&a7
	out.dial, out.bound = a5&^a6|a6&a7&^a5, (a6|a7)&^a5
}

// eight classifies eight bytes.
func eight(t *classTable, b []byte) uint64 {
	_ = b[7]
	return t[b[0]] | t[b[1]]<<1 | t[b[2]]<<2 | t[b[3]]<<3 | t[b[4]]<<4 | t[b[5]]<<5 | t[b[6]]<<6 | t[b[7]]<<7
}

// exchange swaps the high parts of a with the low parts of b, one step of a
// transposition.
func exchange(a, b uint64, n uint, mask uint64) (uint64, uint64) {
	x := (a>>n ^ b) & mask
	return a ^ x<<n, b ^ x
}

// anchors marks the bytes at which a trigger may stand: its anchor byte before
// a byte that follows one, or a separator after what may end a key. After an
// anchor byte of a word comes another one, except where loose.
func (b *block) anchors(before, next *block, loose uint64) uint64 {
	pairs := b.first & (b.second>>1 | next.second<<63) & (^b.word | b.bound>>1 | next.bound<<63 | loose)
	return b.single | pairs | b.separator&(b.keyEnds(before)<<1|before.mayEndKey()>>63)
}

// mayEndKey is keyEnds without a look at the block before: of its last byte
// nothing is missed that way.
func (b *block) mayEndKey() uint64 { return b.word | b.keyTail }

// numberCut are the places of the digits of a number that a block before may
// have begun.
const numberCut = 1<<maxNumber - 1

// keyEnds marks the bytes after which a separator may follow a key: a letter,
// up to maxNumber digits after one as in password2, a quote, a bracket.
func (b *block) keyEnds(before *block) uint64 {
	letter := b.word &^ b.digit
	digits := b.digit & (letter<<1 | before.word>>63)
	for range maxNumber - 1 {
		digits |= b.digit & (digits << 1)
	}
	return letter | b.keyTail | digits | b.digit&numberCut&(before.word>>63*numberCut)
}

// runReached marks the bytes at which a run of opaqueRun word bytes is
// complete, once per run. before holds the word bits of the previous block.
func runReached(before, word uint64) uint64 {
	hi, lo := word, before
	for _, shift := range [...]uint{1, 2, 4, 8} { // runs of 2, 4, 8 and opaqueRun
		hi, lo = hi&(hi<<shift|lo>>(64-shift)), lo&(lo<<shift)
	}
	return hi &^ (hi<<1 | lo>>63)
}

// numberStarts marks the digits that a number to dial could begin with.
func numberStarts(before, b *block) uint64 {
	return b.digit &^ ((b.glue|b.word)<<1 | (before.glue|before.word)>>63)
}

// shortGroup is the longest first group of digits whose length is looked at.
const shortGroup = 5

// dialled keeps those of the starts, which are in b, that mayDial may take: the
// first group has one of the sizes, a bit each, and a separator and digits after
// it; or begins with a 0 or after a sign that a number follows, and has a
// separator after it or is long; or is as long as a whole number.
func (b *block) dialled(starts uint64, before, next *block, sizes uint64) uint64 {
	if sizes>>(shortGroup+1) != 0 {
		return starts
	}
	free := b.zero | b.opens<<1 | before.opens>>63
	follows := b.groupFollows(next)
	one := after(b.digit, next.digit, 1)
	two := b.digit & one
	four := two & after(two, next.digit&(next.digit>>1), 2)
	keep := starts & four & after(four, next.digit, 4) & after(two, next.digit, 8)
	rest := starts & one
	keep |= (starts ^ rest) & (free&after(b.dial, next.dial, 1) | after(follows, next.dial, 1)&-(sizes>>1&1))
	starts, rest = rest, rest&after(b.digit, next.digit, 2)
	keep |= (starts ^ rest) & (free&after(b.dial, next.dial, 2) | after(follows, next.dial, 2)&-(sizes>>2&1))
	starts, rest = rest, rest&after(b.digit, next.digit, 3)
	keep |= (starts ^ rest) & (free&after(b.dial, next.dial, 3) | after(follows, next.dial, 3)&-(sizes>>3&1))
	starts, rest = rest, rest&after(b.digit, next.digit, 4)
	keep |= (starts ^ rest) & (free&after(b.dial, next.dial, 4) | after(follows, next.dial, 4)&-(sizes>>4&1))
	starts, rest = rest, rest&after(b.digit, next.digit, 5)
	keep |= (starts ^ rest) & (free&after(b.dial, next.dial, 5) | after(follows, next.dial, 5)&-(sizes>>5&1))
	return keep | rest&free
}

// after moves every bit n places to the front, and those of the next block in.
func after(b, next uint64, n uint) uint64 { return b>>n | next<<(64-n) }

// groupFollows marks the separators after which a second group of digits may
// stand: three digits, or a parenthesis. What begins an escape, a plus and a
// parenthesis are of classFirst or classOpens, and nothing is asked of them.
func (b *block) groupFollows(next *block) uint64 {
	plain := b.dial & (b.word | ^(b.first | b.opens))
	three := after(b.digit, next.digit, 1) & after(b.digit, next.digit, 2) & after(b.digit, next.digit, 3)
	return b.dial&^plain | plain&(three|after(b.opens, next.opens, 1))
}
