package numbering

// state is a state of the automaton, ready to be used: the index of its row in
// the table next, where one entry per digit names the state that follows. The
// generator orders the states so that a comparison tells what a state is:
//
//	impossible            no digits can follow that make a number
//	below firstAccepting  digits must follow
//	below firstSuffix     digits may follow, but the number may end here
//	from firstSuffix on   any digits may follow, only their count matters;
//	                      the state has no row but an entry in suffixLengths
//
// A walk usually reaches the last sort of state half way through a number,
// where the subscriber's digits begin.
type state uint16

const impossible state = 0

// accepts reports whether digits lead from s to the end of a number.
func (s state) accepts(digits []byte) bool {
	for i, c := range digits {
		d := c - '0'
		if d > 9 {
			return false
		}
		s = next[int(s)+int(d)]
		if s == impossible {
			return false
		}
		if s >= firstSuffix {
			return s.acceptsSuffix(digits[i+1:])
		}
	}
	return s >= firstAccepting
}

// acceptsSuffix reports whether rest has a length that s allows, and holds
// digits only.
func (s state) acceptsSuffix(rest []byte) bool {
	if suffixLengths[s-firstSuffix]>>len(rest)&1 == 0 {
		return false
	}
	for _, c := range rest {
		if c-'0' > 9 {
			return false
		}
	}
	return true
}
