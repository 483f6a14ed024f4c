package detectors

import "scrim/detectors/prefilter"

// endings tells cheaply whether a name may end in a key. It has a bit for the
// last letters of every phrase of the key table, four of them or, for phrases
// of three, three, by which most names are rejected, and for the same letters
// those that may stand before them, by which few pass in vain.
type endings struct {
	four, three     [endingBits / 64]uint64
	before4, before [endingSlots]uint32
	two             [32]uint32        // a bit for the last letter, by the one before it
	tails           []prefilter.Three // the last three letters, in either case
}

const (
	// endingBits is the size of each set in bits: 512 bytes, of which with some
	// hundred phrases one bit in thirty is set.
	endingBits = 4096
	// endingSlots is the size of each table of the letters before.
	endingSlots = 2048
	// endingBegins is the bit of a phrase that begins with these letters; the
	// others are those of the letters before them, by their number.
	endingBegins = 1
	// endingSeen is how far before the letters, and a separator among them, an
	// escape is looked for.
	endingSeen = 10
)

// add adds a phrase; a glued one may stand at the end of a longer word.
func (e *endings) add(phrase []byte, glued bool) {
	n := len(phrase)
	e.tails = append(e.tails, prefilter.Three{prefilter.Folded(phrase[n-3]), prefilter.Folded(phrase[n-2]), prefilter.Folded(phrase[n-1])})
	h, bits, t, rest := hashEnding(lettersOf(phrase[n-3:]...)), &e.three, &e.before, phrase[:n-3]
	if n > minKey {
		h, bits, t, rest = h^hashFourth(phrase[n-4]), &e.four, &e.before4, phrase[:n-4]
	}
	bits[h/64] |= 1 << (h % 64)
	e.two[phrase[n-2]&31] |= 1 << (phrase[n-1] & 31)
	slot := &t[endingSlot(lettersOf(phrase[len(rest):]...))]
	switch {
	case len(rest) > 0:
		*slot |= 1 << (rest[len(rest)-1] & 31)
	case glued:
		*slot = ^uint32(0)
	default:
		*slot |= endingBegins
	}
}

// lettersOf numbers up to four letters, ignoring case.
func lettersOf(letters ...byte) (n uint32) {
	for _, c := range letters {
		n = n<<5 | uint32(c&31)
	}
	return n
}

// hashEnding is the place of three letters in three, from which hashFourth makes
// that of four in four.
func hashEnding(letters uint32) uint32 { return letters * 0x9e3779b1 >> 20 }

func hashFourth(d byte) uint32 { return uint32(d&31) * 131 % endingBits }

// endingSlot is where the letters before an ending are.
func endingSlot(letters uint32) uint32 { return letters * 0x85ebca6b >> 21 }

// rejects tells of most names, by their last two letters before src[hi], that
// they end in no key. There are minKey bytes before src[hi], the last one a
// letter.
func (e *endings) rejects(src []byte, hi int) bool {
	b := src[hi-2]
	return e.two[b&31]>>(src[hi-1]&31)&1 == 0 && isLetter(b) && isLetter(src[hi-3])
}

// has tells whether a key may end just before src[hi], which has at least
// minKey bytes before it. Separators between the letters are stepped over.
func (e *endings) has(src []byte, hi int) bool {
	return e.find(src, hi, true)
}

// mayHave is has without a look at the letters before. Names with a word of
// Kind.Inside, which may end in anything, pass it as often as all others.
func (e *endings) mayHave(src []byte, hi int) bool {
	return e.find(src, hi, false)
}

func (e *endings) find(src []byte, hi int, exact bool) bool {
	i, b, c := hi-3, src[hi-2], src[hi-1]
	a := src[i]
	if !isLetter(a) && i > 0 {
		i-- // session_id
		a = src[i]
	}
	letters := uint32(a&31)<<10 | uint32(b&31)<<5 | uint32(c&31)
	exact = exact && i > endingSeen && isLetter(a) && isLetter(b)
	h := hashEnding(letters)
	if e.three[h/64]>>(h%64)&1 != 0 && (!exact || follows(e.before[endingSlot(letters)], src, i)) {
		return true
	}
	if i == 0 {
		return false
	}
	i--
	d := src[i]
	if !isLetter(d) && i > 0 {
		i-- // api_key
		d = src[i]
	}
	h ^= hashFourth(d)
	return e.four[h/64]>>(h%64)&1 != 0 && (!exact || !isLetter(d) || follows(e.before4[endingSlot(uint32(d&31)<<15|letters)], src, i))
}

// follows tells whether what is before the letters that begin at src[i] may be a
// phrase's: a letter of the set, the end of an escape or of a colour, or, before
// the begin of a phrase, the end of another word.
func follows(set uint32, src []byte, i int) bool {
	j := i - 1
	if !isLetter(src[j]) {
		if j--; set&endingBegins != 0 || !isLetter(src[j]) {
			return true
		}
	}
	if c := src[j]; set>>(c&31)&1 != 0 || set&endingBegins != 0 && isUpper(src[i]) {
		return true
	}
	return src[j-1] == '\\' || src[j-2] == '%' || src[j-2] == '5' || src[j-3] == '\\' || src[j-5] == '\\' || src[j] == 'm' && !isLetter(src[j-1])
}
