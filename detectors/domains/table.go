package domains

import "scrim/detectors/domains/internal/label"

// nameTable is a set of names in static data: a hash table with open
// addressing, always less than half full.
type nameTable struct {
	// text is all names in lower case, one behind the other.
	text string
	// starts has the offset in text of each name, and the end of the last.
	starts []uint16
	// slots has the number of a name plus 1, or 0; its length is a power of 2.
	slots []uint16
}

// contains reports whether the table has a name, in whatever case.
func (t *nameTable) contains(name []byte) bool {
	mask := uint32(len(t.slots) - 1)
	for slot := label.Hash(name) & mask; t.slots[slot] != 0; slot = (slot + 1) & mask {
		n := t.slots[slot]
		if equalFold(name, t.text[t.starts[n-1]:t.starts[n]]) {
			return true
		}
	}
	return false
}

// equalFold compares a name with one that is in lower case.
func equalFold(name []byte, lower string) bool {
	if len(name) != len(lower) {
		return false
	}
	for i, c := range name {
		if label.Lower(c) != lower[i] {
			return false
		}
	}
	return true
}
