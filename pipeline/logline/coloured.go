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
	from := 0
	for i := 0; i < len(s); {
		next := bytes.IndexByte(s[i:], escapeSign)
		if next < 0 {
			break
		}
		i += next
		n := colourLength(s[i:])
		if n == 0 {
			i++
			continue
		}
		t.keep(s, from, i)
		i += n
		from = i
	}
	t.keep(s, from, len(s))
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
