package prefilter

// findPortable is Find in Go, which the other kernels are compared with.
func findPortable(c *Candidates, b *Bitmaps, t *Tables, n int) {
	for i := range n {
		c.Separators[i] = b.separators(i)
		c.Starts[i] = b.starts(i)
		c.Numbers[i] = b.dialled(i, c.Starts[i], &t.sizes)
		c.Runs[i] = runs(b.class[word][i], b.class[word][i+1])
		c.Literals[i] = b.literal[i+1]
		c.Any[i] = c.Separators[i] | c.Literals[i] | c.Numbers[i] | c.Runs[i]
	}
}

// near are three words of a row: of a block and of its neighbours.
type near [3]uint64

func (r *row) near(i int) *near { return (*near)(r[i:]) }

// later moves every bit n places on, and those of the block before in.
func (w *near) later(n uint) uint64 { return w[1]<<n | w[0]>>(BlockSize-n) }

// sooner moves every bit n places back, and those of the block after in.
func (w *near) sooner(n uint) uint64 { return w[1]>>n | w[2]<<(BlockSize-n) }

// separators marks the separators that may follow a key: between its last letter
// and them stand only quotes, brackets, digits, blanks and the like. Escapes,
// entities and colours may hide the name; what follows them counts too.
func (b *Bitmaps) separators(i int) uint64 {
	separators := b.class[separator].near(i)[1]
	if separators == 0 {
		return 0 // fast path
	}
	digits, between := b.class[digit].near(i), b.class[between].near(i)
	ends := b.nameEnds(i) | b.colourEnds(i, digits)
	// Digits count after a key, or after what joins them to it. What goes over from
	// the block before counts, whatever it began with.
	joints := b.class[joint].near(i)
	ends |= (joints[0] | digits[0]) >> 63
	number := joints[1] | digits[1]
	run := between[1] | digits[1]&(ends|flooded(number, ends&number))
	ends |= between[0] >> 63
	return separators & (ends | flooded(run, ends&run))
}

// nameEnds marks the places after a key's last letter, which may be of three
// letters, or of two after something else, as in session_id; and those after an
// escape.
func (b *Bitmaps) nameEnds(i int) uint64 {
	tails, pairs, letters, escapes := b.tail.near(i), b.pair.near(i), b.class[letter].near(i), b.class[escape].near(i)
	names := near{
		tails[0] | pairs[0]&^letters[0] | escapes[0],
		tails[1] | pairs[1]&^letters[1] | escapes[1],
	}
	return names.later(3) | escapes.later(5) | escapes.later(6)
}

// colourEnds marks the places after a colour, or after an entity.
func (b *Bitmaps) colourEnds(i int, digits *near) uint64 {
	brackets, ms, semicolons := b.class[bracket].near(i), b.class[colourEnd].near(i), b.class[semicolon].near(i)
	in := near{digits[0] | brackets[0], digits[1] | brackets[1]}
	ends := near{semicolons[0] | ms[0]&(in[0]<<1), semicolons[1] | ms[1]&in.later(1)}
	return ends.later(1)
}

// flooded are the places from each of the starts, which are of runs of ones, up
// to and with the one after the run, except the other starts in it: adding a bit
// to a run clears it up to its end and sets the bit after it.
func flooded(run, starts uint64) uint64 { return (starts + run) ^ run }

// runs marks the bytes at which a run of RunLength word bytes is complete, once
// per run. before holds the bits of the previous block.
func runs(before, word uint64) uint64 {
	two, lo := word&(word<<1|before>>63), before&(before<<1)
	four, lo := two&(two<<2|lo>>62), lo&(lo<<2)
	eight, lo := four&(four<<4|lo>>60), lo&(lo<<4)
	all, lo := eight&(eight<<8|lo>>56), lo&(lo<<8)
	return all &^ (all<<1 | lo>>63)
}

// starts marks the digits that a number to dial could begin with.
func (b *Bitmaps) starts(i int) uint64 {
	return b.class[digit].near(i)[1] &^ b.class[joined].near(i).later(1)
}

// dialled keeps those of the starts that a phone number may begin with: the first
// group has one of the sizes, and a separator and digits after it; or begins with
// a 0 or after a sign that a number follows, and has a separator after it or is
// long; or is as long as a whole number. Of what is beyond the next block less is
// asked.
func (b *Bitmaps) dialled(i int, starts uint64, sizes *[shortGroup + 1]uint64) uint64 {
	if starts == 0 || sizes[0] != 0 {
		return starts
	}
	digits, dials, opens := b.class[digit].near(i), b.class[dial].near(i), b.class[opens].near(i)
	d, next := digits[1], digits[2]
	two, twoNext := d&digits.sooner(1), next&(next>>1)
	four := two & (two>>2 | twoNext<<62)
	keep := starts & four & (four>>4 | next<<60) & (two>>8 | twoNext<<56)
	free := b.class[zero].near(i)[1] | opens.later(1)
	// The separators after which a second group of digits may stand: three digits,
	// or what opens a number and stands after no name, a parenthesis. Of what begins
	// an escape, a plus and a parenthesis nothing is asked.
	three := digits.sooner(1) & digits.sooner(2) & digits.sooner(3)
	follows := b.class[dialOpen].near(i)[1] | dials[1]&(three|opens.sooner(1)&^b.class[between].near(i).sooner(1))
	here, after, rest := dials[1], dials[2], starts
	for size := 1; size <= shortGroup; size++ {
		d, next = d>>1|next<<63, next>>1
		over := after << 63
		here, follows, after = here>>1|over, follows>>1|over, after>>1
		more := rest & d
		keep |= (rest ^ more) & (free&here | follows&sizes[size])
		rest = more
	}
	return (keep | rest&free) & b.shortest(i)
}

// shortest marks the places from which on the bytes of a number may stand, seven
// of them, digits and what is between groups, or an escape before that.
func (b *Bitmaps) shortest(i int) uint64 {
	digits, dials, dialOpens, opens := b.class[digit].near(i), b.class[dial].near(i), b.class[dialOpen].near(i), b.class[opens].near(i)
	all := near{0, digits[1] | dials[1], digits[2] | dials[2]}
	escapes := near{0, dialOpens[1] &^ opens[1], dialOpens[2] &^ opens[2]}
	for _, n := range [...]uint{1, 2, 3} { // of 2, 4 and 7 bytes
		all[1], all[2] = all[1]&all.sooner(n), all[2]&(all[2]>>n)
		escapes[1], escapes[2] = escapes[1]|escapes.sooner(n), escapes[2]|escapes[2]>>n
	}
	return all[1] | escapes[1]
}
