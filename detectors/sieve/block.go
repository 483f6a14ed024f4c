package sieve

import "encoding/binary"

// pairTable says of each pair of adjacent bytes, as it lies in memory, whether it
// begins something to look at, and whether it may go on: be the second and third
// byte of it.
type pairTable [1 << 16]uint16

// The flags of a pair. They are so far apart that those of eight places, each
// shifted by its place, do not meet.
const (
	begins = 1
	goesOn = 1 << 8
)

// block has a bit for each of 64 places: whether a pair that begins something
// stands there and one that goes on after it. Of the last place only the first
// is asked.
func (t *pairTable) block(b *[blockBytes + 1]byte) uint64 {
	var even, odd uint64 // the flags of every first and second eight places
	for k := 0; k < blockBytes; k += 16 {
		// Two chains, so that one does not wait for the other. They are written
		// out, since a loop costs half as much again.
		c := (*[17]byte)(b[k:])
		one := t.at(c[7:9])
		one = one*2 + t.at(c[6:8])
		one = one*2 + t.at(c[5:7])
		one = one*2 + t.at(c[4:6])
		one = one*2 + t.at(c[3:5])
		one = one*2 + t.at(c[2:4])
		one = one*2 + t.at(c[1:3])
		one = one*2 + t.at(c[0:2])
		two := t.at(c[15:17])
		two = two*2 + t.at(c[14:16])
		two = two*2 + t.at(c[13:15])
		two = two*2 + t.at(c[12:14])
		two = two*2 + t.at(c[11:13])
		two = two*2 + t.at(c[10:12])
		two = two*2 + t.at(c[9:11])
		two = two*2 + t.at(c[8:10])
		even |= one << k
		odd |= two << k
	}
	const within, across, end = 0x007f007f007f007f, 0x0080008000800080, 1 << 55
	even, odd = even&(even>>9&within|odd>>1&across), odd&(odd>>9&within|even>>17&across|end)
	return even | odd<<8
}

func (t *pairTable) at(b []byte) uint64 { return uint64(t[binary.LittleEndian.Uint16(b)]) }

func (t *pairTable) begins(first, second byte) bool {
	return t[pairKey(first, second)]&begins != 0
}

// pairKey is a pair as it is loaded from memory.
func pairKey(first, second byte) uint16 { return uint16(first) | uint16(second)<<8 }

// set sets a flag for all pairs of two sets of bytes.
func (t *pairTable) set(flag uint16, firsts, seconds []byte) {
	for _, a := range firsts {
		for _, b := range seconds {
			t[pairKey(a, b)] |= flag
		}
	}
}
