package prefilter

// Set is a set of bytes.
type Set [4]uint64

// Every is the set of all bytes.
var Every = Set{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}

// SetOf is the set of the bytes of text.
func SetOf(text string) (s Set) {
	for i := range len(text) {
		s[text[i]>>6] |= 1 << (text[i] & 63)
	}
	return s
}

// Has tells whether c is in the set.
func (s *Set) Has(c byte) bool { return s[c>>6]>>(c&63)&1 != 0 }

// Folded is the set of c and, if it is a letter, of its other case.
func Folded(c byte) Set {
	if c|0x20 >= 'a' && c|0x20 <= 'z' {
		return SetOf(string([]byte{c | 0x20, c &^ 0x20}))
	}
	return SetOf(string([]byte{c}))
}

// Three is what three bytes in a row have to be.
type Three [3]Set

// groups is into how many groups literals, and the tails of keys, are sorted; a
// text is marked if its three bytes are those of some members of one group.
const groups = 16

// nibbles tell for both halves of a byte in which of eight groups it may be; it
// is in those that both name.
type nibbles struct{ low, high [16]uint8 }

// Tables are what Classify looks for, compiled by Compile. They are immutable
// and may be shared.
type Tables struct {
	// three is what the kernels look up, for each of three bytes in a row: sets
	// of eight groups, two for literals and two for tails.
	three [sets][3]nibbles
	// first, second and third are the same by the byte: a field with a bit a
	// group for literals, for tails, and for the last two bytes of tails.
	first, second, third [256]uint64
	// sizes has a word of ones for every length that the first group of a number
	// may have; that for no digits is ones if nothing is asked of numbers, since
	// first groups may be longer than is looked at.
	sizes  [shortGroup + 1]uint64
	kernel kernel
}

const (
	// sets is how many sets of eight groups there are.
	sets = 4
	// tailSets is the first of those for tails.
	tailSets = 2
)

// Compile sorts literals and the last letters of keys into groups. sizes has a
// bit for every length that the first group of a national number may have
// without a trunk 0.
func Compile(literals, tails []Three, sizes uint64) *Tables {
	t := &Tables{kernel: available[0], sizes: wordsOf(sizes)}
	for i, group := range assign(literals) {
		t.add(i/8, i%8, group.closure)
	}
	for i, group := range assign(tails) {
		t.add(tailSets+i/8, i%8, group.closure)
	}
	for c := range 256 {
		t.first[c] = t.groupsOf(byte(c), 0, 0) | t.groupsOf(byte(c), tailSets, 0)<<wide | field<<(2*wide)
		for k, entry := range [...]*uint64{&t.second[c], &t.third[c]} {
			tails := t.groupsOf(byte(c), tailSets, 1+k)
			*entry = t.groupsOf(byte(c), 0, 1+k) | tails<<wide | tails<<(2*wide)
		}
	}
	return t
}

// wordsOf makes Tables.sizes of a bit for every length.
func wordsOf(sizes uint64) (words [shortGroup + 1]uint64) {
	for n := 1; n <= shortGroup; n++ {
		words[n] = -(sizes >> n & 1)
	}
	if sizes>>(shortGroup+1) != 0 {
		words[0] = ^uint64(0)
	}
	return words
}

// add puts a group under a bit of a set.
func (t *Tables) add(set, bit int, group closure) {
	for k := range group {
		n := &t.three[set][k]
		for i := range 16 {
			n.low[i] |= uint8(group[k].low >> i & 1 << bit)
			n.high[i] |= uint8(group[k].high >> i & 1 << bit)
		}
	}
}

// groupsOf has a bit for every group of two sets that c may be the k-th byte of.
func (t *Tables) groupsOf(c byte, set, k int) uint64 {
	a, b := &t.three[set][k], &t.three[set+1][k]
	return uint64(a.low[c&15]&a.high[c>>4]) | uint64(b.low[c&15]&b.high[c>>4])<<8
}
