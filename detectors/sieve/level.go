package sieve

//go:generate go run ./generate -o levels.go

// Levels tell how rare something is in logs: one more means that there are
// seven of them where there were ten.
const levelsPerBit = 2

// otherLevel is the level of a pair that is not of the alphabet: one place in
// 2^15.
const otherLevel = 30

// alphabet are the bytes whose pairs have a level of their own: those that a URL
// writes as they are (RFC 3986 §2.3), folded.
const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789-_."

// letterOf is the index of a byte in the alphabet + 1.
var letterOf = func() (t [256]uint8) {
	for i := range len(alphabet) {
		t[alphabet[i]] = uint8(i + 1)
	}
	return t
}()

// pairLevel is the level of a pair of folded bytes.
func pairLevel(first, second byte) uint8 {
	a, b := letterOf[first], letterOf[second]
	if a == 0 || b == 0 {
		return otherLevel
	}
	return pairLevels[int(a-1)*len(alphabet)+int(b-1)] - 'A'
}

// byteLevel is the level of the most frequent pair that begins with a folded byte.
func byteLevel(c byte) uint8 {
	least := uint8(otherLevel)
	for i := range len(alphabet) {
		least = min(least, pairLevel(c, alphabet[i]))
	}
	return least
}
