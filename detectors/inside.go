package detectors

import "scrim/detectors/prefilter"

// A word such as "secret" makes a key of a name that it stands inside of, as in
// secret_answer_2, whose last letters promise nothing. So the word itself starts
// a look, which holds the separator after the name ready.

// insideTriggers start a look at the words that count before other words.
func (t *keyTable) insideTriggers() (all []Trigger) {
	for _, word := range t.inside {
		all = append(all, Trigger{Literal: word.phrase, Fold: true, Shape: insideShape})
	}
	return all
}

// insideShape is called at a word that counts inside of a name.
func insideShape(s *Scanner, at int) {
	hi := at
	for hi < len(s.src) && hi-at < maxKey {
		u := unitAt(s.src, hi)
		if !isKeyChar(u.char) {
			break
		}
		hi = u.hi
	}
	s.holdSeparator(hi)
}

// maxAfterName is how many bytes may stand between a name and its separator:
// blanks, an operator, blanks, a quote and brackets.
const maxAfterName = 3 * maxKeySpace

// holdSeparator notes the first separator at or after src[i], if nothing but what
// may stand between a name and its separator is before it.
func (s *Scanner) holdSeparator(i int) {
	s.held = -1
	for end := min(len(s.src), i+maxAfterName); i < end; i++ {
		c := s.src[i]
		if s.engine.triggers.separators[c] != nil {
			s.held = i
			return
		}
		if !afterName.has(c) {
			return
		}
	}
}

// afterName are the bytes that may stand between a name and its separator.
var afterName = newByteSet("0123456789\"'`[])\\ \t_-.$?|+")

// heldIn is the bit of the held separator, if it is in the block from base on.
func (s *Scanner) heldIn(base int) uint64 {
	if i := s.held - base; i >= 0 && i < prefilter.BlockSize {
		return 1 << i
	}
	return 0
}
