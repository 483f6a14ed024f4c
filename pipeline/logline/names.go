package logline

import "encoding/binary"

const (
	// rememberedBits is of how many names the meaning is remembered, as a power of two: the lines of a lane have
	// few different ones.
	rememberedBits = 8
	// maxRemembered is the longest name that is remembered, in bytes.
	maxRemembered = 24
)

// names remembers what the names of a lane mean, which is faster than to look
// them up for each line.
type names [1 << rememberedBits]remembered

type remembered struct {
	key     nameKey
	meaning meaning
}

// nameKey is a name of up to maxRemembered bytes in words, which are compared faster than bytes are. Words of a name overlap
// where it does not fill them. No two names have the same key.
type nameKey struct {
	first, middle, last uint64
	length              uint8
}

// keyOf is the key of a name that is not empty and not too long.
func keyOf(name []byte) nameKey {
	n := len(name)
	switch {
	case n > 16:
		return nameKey{binary.LittleEndian.Uint64(name), binary.LittleEndian.Uint64(name[8:]), binary.LittleEndian.Uint64(name[n-8:]), uint8(n)}
	case n >= 8:
		return nameKey{binary.LittleEndian.Uint64(name), 0, binary.LittleEndian.Uint64(name[n-8:]), uint8(n)}
	case n >= 4:
		return nameKey{uint64(binary.LittleEndian.Uint32(name)), 0, uint64(binary.LittleEndian.Uint32(name[n-4:])), uint8(n)}
	}
	return nameKey{uint64(name[0]) | uint64(name[n/2])<<8 | uint64(name[n-1])<<16, 0, 0, uint8(n)}
}

// slot is where a name with this key is remembered.
func (k *nameKey) slot() uint64 {
	const spread = 0x9e3779b97f4a7c15 // 2⁶⁴ divided by the golden ratio
	return (k.first + 3*k.middle + 5*k.last + uint64(k.length)) * spread >> (64 - rememberedBits)
}

// meaningOf is what meaningOf says of the name.
func (n *names) meaningOf(name []byte) meaning {
	if len(name) == 0 || len(name) > maxRemembered {
		return meaningOf(name)
	}
	key := keyOf(name)
	slot := &n[key.slot()]
	// Fast path: the name was seen before.
	if slot.key == key {
		return slot.meaning
	}
	*slot = remembered{key, meaningOf(name)}
	return slot.meaning
}
