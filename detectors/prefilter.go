package detectors

// blockSize is how many bytes one step of the prefilter classifies: as many
// as a word has bits.
const blockSize = 64

// Classes of bytes that the prefilter tells apart, one bit each.
const (
	classAnchor = 1 << iota // an anchor byte of some trigger
	classDigit
	classWord      // [A-Za-z0-9_-], what opaque values are made of
	classGlue      // digits after such a byte are a part of something else
	classSeparator // a trigger that has to follow a key, see Trigger.AfterKey
)

// block holds one bit per byte and class, the first byte in the lowest bit.
type block struct{ anchor, digit, word, glue uint64 }

// classify is the portable prefilter: eight table look-ups make a word of
// class bytes, a multiplication gathers each class's bits.
func classify(class *[256]uint8, b *[blockSize]byte) (out block) {
	for i := 0; i < blockSize; i += 8 {
		x := uint64(class[b[i]]) | uint64(class[b[i+1]])<<8 |
			uint64(class[b[i+2]])<<16 | uint64(class[b[i+3]])<<24 |
			uint64(class[b[i+4]])<<32 | uint64(class[b[i+5]])<<40 |
			uint64(class[b[i+6]])<<48 | uint64(class[b[i+7]])<<56
		out.anchor |= gather(x) << i
		out.digit |= gather(x>>1) << i
		out.word |= gather(x>>2) << i
		out.glue |= gather(x>>3) << i
	}
	return out
}

// gather collects the lowest bit of each byte of x into the low eight bits.
func gather(x uint64) uint64 {
	const lowest, spread = 0x0101010101010101, 0x0102040810204080
	return (x & lowest) * spread >> 56
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
func numberStarts(before, b block) uint64 {
	return b.digit &^ (b.glue<<1 | before.glue>>63)
}
