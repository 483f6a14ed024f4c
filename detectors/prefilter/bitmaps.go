package prefilter

// BlockSize is how many bytes have their bits in one word.
const BlockSize = 64

const (
	// MaxBlocks is how many blocks one call classifies: 4 KiB of text, whose
	// bitmaps stay in the first cache.
	MaxBlocks = 64
	// ahead is how many bytes after a block its bits depend on.
	ahead = 2
)

// row is a bitmap over the blocks of a stretch, one before and one after them. As
// MaxBlocks is a multiple of eight, a kernel may read up to eight of any blocks
// with their neighbours.
type row [MaxBlocks + 2]uint64

// Bitmaps are what Classify writes of a stretch of text. The same Bitmaps are to
// be used for one stretch after another.
type Bitmaps struct {
	class   [classes]row
	literal row // three bytes of some literal begin
	tail    row // the last three letters of a key begin
	pair    row // the last two letters of a key begin a byte later
	last    [2*BlockSize + ahead]byte
}

// Classify makes the bitmaps of n blocks, 1 to MaxBlocks, of src from base on, the
// one before and the one after them. Bytes outside of src count as NUL, and so do
// those before base if they are less than a block.
func (b *Bitmaps) Classify(t *Tables, src []byte, base, n int) {
	_ = b.literal[n+1] // the kernels write without asking
	i := 0
	if base < BlockSize {
		b.clear(0)
		i = 1
	}
	// Fast path: blocks with all that they depend on in src.
	lo := base + (i-1)*BlockSize
	if whole := min(n+2-i, (len(src)-lo-ahead)/BlockSize); whole > 0 {
		classify(b, i, t, src[lo:], whole)
		i += whole
	}
	if i == n+2 {
		return
	}
	// The end of src, which is two blocks at most, and what is after it.
	lo = base + (i-1)*BlockSize
	clear(b.last[copy(b.last[:], src[min(lo, len(src)):]):])
	rest := min(n+2-i, 2)
	classify(b, i, t, b.last[:], rest)
	for i += rest; i < n+2; i++ {
		b.clear(i)
	}
}

func (b *Bitmaps) clear(i int) {
	for k := range b.class {
		b.class[k][i] = 0
	}
	b.literal[i], b.tail[i], b.pair[i] = 0, 0, 0
}
