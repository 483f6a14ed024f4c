package sieve

// Marks are sequences of three bytes that a Search reports wherever they begin.
type Marks struct{ pairs pairTable }

// Add adds every sequence of bytes of three sets. All sequences share what may be
// their ends, so that a few more than were added may be reported.
func (m *Marks) Add(firsts, seconds, thirds []byte) {
	m.pairs.set(begins, firsts, seconds)
	m.pairs.set(goesOn, seconds, thirds)
}

// AnyByte is the set of all bytes.
var AnyByte = func() (all []byte) {
	for c := range 256 {
		all = append(all, byte(c))
	}
	return all
}()
