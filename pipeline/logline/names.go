package logline

const (
	// rememberedNames is how many names are remembered: the lines of a lane have few different ones.
	rememberedNames = 128
	// maxRemembered is the longest name that is remembered, in bytes.
	maxRemembered = 24
)

// names remembers what the names of a lane mean, which is faster than to look
// them up for each line.
type names [rememberedNames]remembered

type remembered struct {
	name    [maxRemembered]byte
	length  uint8
	meaning meaning
}

// meaningOf is what meaningOf says of the name.
func (n *names) meaningOf(name []byte) meaning {
	if len(name) == 0 || len(name) > maxRemembered {
		return meaningOf(name)
	}
	slot := &n[(uint(name[0])*7+uint(name[len(name)/2])*13+uint(name[len(name)-1])*3+uint(len(name)))%rememberedNames]
	// Fast path: the name was seen before.
	if int(slot.length) == len(name) && string(slot.name[:slot.length]) == string(name) {
		return slot.meaning
	}
	slot.length = uint8(copy(slot.name[:], name))
	slot.meaning = meaningOf(name)
	return slot.meaning
}
