package sieve

// crowd counts how many words have the same gram. Words are compared one by one
// where their gram stands, so an anchor is wanted whose gram tells them apart:
// the digits of customer-00042, though its letters are as rare.
type crowd struct {
	counts []uint16 // of grams, by their hash
	shift  uint8
}

// maxCrowd is how many words with the same gram are no burden.
const maxCrowd = 64

func newCrowd(words int) crowd {
	bits := 10
	for 1<<bits < 16*words {
		bits++
	}
	return crowd{make([]uint16, 1<<bits), uint8(64 - bits)}
}

// slot is the count of the gram of n bytes that begins at an offset.
func (c *crowd) slot(word string, lo, n int) *uint16 {
	x := gramOf(word, lo+around) & gramMask(around, n)
	return &c.counts[x*hashFactor>>c.shift]
}

// add counts the grams of n bytes of a word.
func (c *crowd) add(word string, places []choice, n int) {
	for i := range places {
		if p := &places[i]; !p.alone && int(p.right)+2 >= n {
			if at := c.slot(word, int(p.offset), n); *at <= maxCrowd {
				*at++
			}
		}
	}
}

// has tells whether many words have the gram of n bytes that begins at an
// offset.
func (c *crowd) has(word string, lo, n int) bool { return *c.slot(word, lo, n) > maxCrowd }

// hasAll tells whether many words have each gram of n bytes of a word.
func (c *crowd) hasAll(word string, places []choice, n int) bool {
	for i := range places {
		if p := &places[i]; !p.alone && int(p.right)+2 >= n && !c.has(word, int(p.offset), n) {
			return false
		}
	}
	return true
}
