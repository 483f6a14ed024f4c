package detectors

// endings tells cheaply whether a name may end in a key: it has a bit for the
// last letters of every phrase of the key table, four of them or, for phrases
// of three, three. Most names are rejected by it, and few in vain.
type endings struct {
	four  [endingBits / 64]uint64
	three [endingBits / 64]uint64
}

// endingBits is the size of each set in bits: 512 bytes, of which with some
// hundred phrases one bit in thirty is set.
const endingBits = 4096

func (e *endings) add(phrase []byte) {
	n := len(phrase)
	h := hashEnding(phrase[n-3], phrase[n-2], phrase[n-1])
	if n == minKey {
		e.three[h/64] |= 1 << (h % 64)
		return
	}
	h = h ^ hashFourth(phrase[n-4])
	e.four[h/64] |= 1 << (h % 64)
}

// hashEnding and hashFourth ignore case.
func hashEnding(a, b, c byte) uint32 {
	return (uint32(a&31)<<10 | uint32(b&31)<<5 | uint32(c&31)) * 0x9e3779b1 >> 20
}

func hashFourth(d byte) uint32 { return uint32(d&31) * 131 % endingBits }

// has tells whether a key may end just before src[hi], which has at least
// minKey bytes before it. Separators between the letters are stepped over.
func (e *endings) has(src []byte, hi int) bool {
	i := hi - 3
	a := src[i]
	if !isLetter(a) && i > 0 {
		i-- // session_id
		a = src[i]
	}
	h := hashEnding(a, src[hi-2], src[hi-1])
	if e.three[h/64]>>(h%64)&1 != 0 {
		return true
	}
	if i == 0 {
		return false
	}
	d := src[i-1]
	if !isLetter(d) && i > 1 {
		d = src[i-2] // api_key
	}
	h ^= hashFourth(d)
	return e.four[h/64]>>(h%64)&1 != 0
}
