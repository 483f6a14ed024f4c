package prefilter

// classifyPortable is classify in Go. Entries of tables have a field for each
// thing to know of a byte, whose top bit is set if it is so. Entries of bytes in a
// row are merged, each moved on by a bit, so that a field becomes a bitmap over as
// many bytes as it has bits. Those of classes have four; what is left to do is to
// transpose sixteen classes by sixteen times four bytes.
func classifyPortable(b *Bitmaps, at int, t *Tables, src []byte, n int) {
	var low, high [8]uint64
	var marks [BlockSize / 16]uint64
	for ; n > 0; n-- {
		text := (*[BlockSize + ahead]byte)(src)
		for i := range marks {
			low[2*i], high[2*i], marks[i] = t.eight((*[8 + ahead]byte)(text[16*i:]), 0)
			low[2*i+1], high[2*i+1], marks[i] = t.eight((*[8 + ahead]byte)(text[16*i+8:]), marks[i])
		}
		transpose(&low)
		transpose(&high)
		_ = b.literal[at]
		for k := range low {
			b.class[k][at] = low[k]
		}
		for k := range int(classes) - 8 {
			b.class[8+k][at] = high[k]
		}
		b.literal[at], b.tail[at], b.pair[at] = sixteens(&marks, 1), sixteens(&marks, 1+wide), sixteens(&marks, 1+2*wide)
		src = src[BlockSize:]
		at++
	}
}

// sixteens joins sixteen bits of each word, from the n-th on.
func sixteens(marks *[BlockSize / 16]uint64, n uint) uint64 {
	return marks[0]>>n&0xffff | marks[1]>>n&0xffff<<16 | marks[2]>>n&0xffff<<32 | marks[3]>>n<<48
}

const (
	field = 1<<groups - 1
	// wide is how far apart the fields of an entry of Tables.first are: a bit more
	// than they have groups.
	wide = groups + 1
	// The sum of an entry and fields carries into that bit of each field that is
	// not empty; filled are those bits.
	fields = field | field<<wide | field<<(2*wide)
	filled = 1<<groups | 1<<(groups+wide) | 1<<(groups+2*wide)
)

// eight classifies eight bytes and looks up three bytes from each of them on. It
// is written out, one line for each step, as that is what the compiler orders its
// instructions by.
func (t *Tables) eight(b *[8 + ahead]byte, marks uint64) (low, high, after uint64) {
	first, second, third := &t.first, &t.second, &t.third
	x := spread[b[0]]
	marks = marks>>1 | (first[b[0]]&second[b[1]]&third[b[2]]+fields)&filled
	x = x>>1 | spread[b[1]]
	marks = marks>>1 | (first[b[1]]&second[b[2]]&third[b[3]]+fields)&filled
	x = x>>1 | spread[b[2]]
	marks = marks>>1 | (first[b[2]]&second[b[3]]&third[b[4]]+fields)&filled
	x = x>>1 | spread[b[3]]
	marks = marks>>1 | (first[b[3]]&second[b[4]]&third[b[5]]+fields)&filled
	y := spread[b[4]]
	marks = marks>>1 | (first[b[4]]&second[b[5]]&third[b[6]]+fields)&filled
	y = y>>1 | spread[b[5]]
	marks = marks>>1 | (first[b[5]]&second[b[6]]&third[b[7]]+fields)&filled
	y = y>>1 | spread[b[6]]
	marks = marks>>1 | (first[b[6]]&second[b[7]]&third[b[8]]+fields)&filled
	y = y>>1 | spread[b[7]]
	marks = marks>>1 | (first[b[7]]&second[b[8]]&third[b[9]]+fields)&filled
	low, high = exchange(x, y, 4, 0x0f0f0f0f0f0f0f0f)
	return low, high, marks
}

// transpose exchanges bytes for words, after halves of bytes were.
func transpose(a *[8]uint64) {
	a0, a1 := exchange(a[0], a[1], 8, 0x00ff00ff00ff00ff)
	a2, a3 := exchange(a[2], a[3], 8, 0x00ff00ff00ff00ff)
	a4, a5 := exchange(a[4], a[5], 8, 0x00ff00ff00ff00ff)
	a6, a7 := exchange(a[6], a[7], 8, 0x00ff00ff00ff00ff)
	a0, a2 = exchange(a0, a2, 16, 0x0000ffff0000ffff)
	a1, a3 = exchange(a1, a3, 16, 0x0000ffff0000ffff)
	a4, a6 = exchange(a4, a6, 16, 0x0000ffff0000ffff)
	a5, a7 = exchange(a5, a7, 16, 0x0000ffff0000ffff)
	a[0], a[4] = exchange(a0, a4, 32, 0x00000000ffffffff)
	a[1], a[5] = exchange(a1, a5, 32, 0x00000000ffffffff)
	a[2], a[6] = exchange(a2, a6, 32, 0x00000000ffffffff)
	a[3], a[7] = exchange(a3, a7, 32, 0x00000000ffffffff)
}

// exchange swaps the high parts of a with the low parts of b, one step of a
// transposition.
func exchange(a, b uint64, n uint, mask uint64) (uint64, uint64) {
	x := (a>>n ^ b) & mask
	return a ^ x<<n, b ^ x
}
