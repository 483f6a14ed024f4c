// Package label holds what package domains and the generator of its tables must
// do alike.
package label

// The parameters of the hash FNV-1a for 32 bits.
const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
)

// hashedBytes is how much of a label is hashed. It is the end that is, because
// all internationalised names begin alike.
const hashedBytes = 8

// Hash is the same for labels that differ in the case of ASCII letters only. It
// takes the same short time for a label of any length.
func Hash(name []byte) uint32 {
	h := uint32(fnvOffset) ^ uint32(len(name))<<8
	for _, c := range name[max(0, len(name)-hashedBytes):] {
		h = (h ^ uint32(Lower(c))) * fnvPrime
	}
	// The low bits choose the slot, and the last byte reaches only some of them.
	return h ^ h>>15
}

// Lower maps an ASCII capital to its small letter.
func Lower(c byte) byte {
	if c-'A' < 26 {
		c += 'a' - 'A'
	}
	return c
}
