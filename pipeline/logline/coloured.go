package logline

import "bytes"

// escapeSign begins the control sequences of terminals.
const escapeSign = 0x1b

// readColoured reads a line with a terminal's colours.
func (r *Reader) readColoured(s []byte) {
	t := &r.colourless
	if t.reading {
		r.readText(s)
		return
	}
	t.reset()
	for i := 0; i < len(s); {
		if n := colourLength(s[i:]); n > 0 {
			i += n
			continue
		}
		t.keep(s[i], i)
		i++
	}
	r.readThinned(t, s)
}

// colourLength is the length of the control sequence that s begins with, as a
// terminal gets it or as JSON writes it, or 0.
func colourLength(s []byte) int {
	i := 0
	switch {
	case len(s) > 2 && s[0] == escapeSign && s[1] == '[':
		i = 2
	case len(s) > 7 && s[0] == '\\' && bytes.EqualFold(s[:7], []byte(`\u001b[`)):
		i = 7
	default:
		return 0
	}
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case isDigit(c) || c == ';':
		case c >= '@' && c <= '~':
			return i + 1
		default:
			return 0
		}
	}
	return 0
}
