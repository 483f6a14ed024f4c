package prefilter

// classifyPortable is classify in Go. Eight entries of a table, each shifted by
// its place, make a word of which byte k is the bitmap of class k over eight
// bytes; transposing eight such words gives the bitmaps over all of them.
func classifyPortable(b *Bitmaps, at int, t *Tables, src []byte, n int) {
	var low, high [8]uint64
	for ; n > 0; n-- {
		text := src[:BlockSize+ahead]
		for i := range 8 {
			low[i] = eight(&spread[0], text[8*i:])
			high[i] = eight(&spread[1], text[8*i:])
		}
		transpose(&low)
		transpose(&high)
		for k := range low {
			b.class[k][at] = low[k]
		}
		for k := range int(classes) - 8 {
			b.class[8+k][at] = high[k]
		}
		b.literal[at], b.tail[at], b.pair[at] = threes(t, text)
		src = src[BlockSize:]
		at++
	}
}

// eight classifies eight bytes.
func eight(t *[256]uint64, b []byte) uint64 {
	_ = b[7]
	return t[b[0]] | t[b[1]]<<1 | t[b[2]]<<2 | t[b[3]]<<3 | t[b[4]]<<4 | t[b[5]]<<5 | t[b[6]]<<6 | t[b[7]]<<7
}

// transpose exchanges bytes for words.
func transpose(a *[8]uint64) {
	for i := 0; i < 8; i += 2 {
		a[i], a[i+1] = exchange(a[i], a[i+1], 8, 0x00ff00ff00ff00ff)
	}
	for _, i := range [...]int{0, 1, 4, 5} {
		a[i], a[i+2] = exchange(a[i], a[i+2], 16, 0x0000ffff0000ffff)
	}
	for i := range 4 {
		a[i], a[i+4] = exchange(a[i], a[i+4], 32, 0x00000000ffffffff)
	}
}

// exchange swaps the high parts of a with the low parts of b, one step of a
// transposition.
func exchange(a, b uint64, n uint, mask uint64) (uint64, uint64) {
	x := (a>>n ^ b) & mask
	return a ^ x<<n, b ^ x
}

// field holds the groups of one byte in an entry of Tables.literals.
const field = 1<<groups - 1

// threes looks up three bytes in a row at every place of a block.
func threes(t *Tables, text []byte) (literal, tail, pair uint64) {
	_ = text[BlockSize+ahead-1]
	literal0, literal1 := t.literals[text[0]], t.literals[text[1]]
	tail0, tail1 := t.tails[text[0]], t.tails[text[1]]
	for i := range BlockSize {
		c := text[i+2]
		literal2, tail2 := t.literals[c], t.tails[c]
		two := tail1 >> groups & (tail2 >> (2 * groups))
		// A carry into the bit above the field tells that the field is not empty.
		literal |= (literal0&(literal1>>groups)&(literal2>>(2*groups))&field + field) >> groups << i
		tail |= (tail0&two&field + field) >> groups << i
		pair |= (two&field + field) >> groups << i
		literal0, literal1, tail0, tail1 = literal1, literal2, tail1, tail2
	}
	return literal, tail, pair
}
