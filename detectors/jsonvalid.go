package detectors

import "bytes"

// jsonCheck tells whether a text is JSON (RFC 8259), as encoding/json does but
// without an allocation where it is not. It is a Scanner's scratch.
type jsonCheck struct {
	text []byte
	i    int
	open []byte // the brackets that are open
}

// maxJSONDepth is how deep arrays and objects may nest, as in encoding/json.
const maxJSONDepth = 10000

// valid tells whether text is one JSON value between blanks.
func (j *jsonCheck) valid(text []byte) bool {
	j.text, j.i, j.open = text, 0, j.open[:0]
	for {
		if !j.value() {
			return false
		}
		for more := false; !more; {
			j.space()
			if len(j.open) == 0 {
				return j.i == len(j.text)
			}
			ok := false
			if more, ok = j.afterValue(); !ok {
				return false
			}
		}
	}
}

// value reads a scalar, an empty array or object, or what opens a full one.
func (j *jsonCheck) value() bool {
	for {
		j.space()
		switch c := j.peek(); {
		case c == '[' || c == '{':
			if len(j.open) == maxJSONDepth {
				return false
			}
			j.open = append(j.open, c)
			j.i++
			j.space()
			if j.peek() == c+2 { // ] or }
				j.open = j.open[:len(j.open)-1]
				j.i++
				return true
			}
			if c == '{' && !j.name() {
				return false
			}
		case c == '"':
			return j.string()
		case c == '-' || isDigit(c):
			return j.number()
		default:
			return j.word()
		}
	}
}

// afterValue reads a comma, and the name behind it in an object, or the bracket
// that closes. It reports whether another value follows.
func (j *jsonCheck) afterValue() (more, ok bool) {
	c, opened := j.peek(), j.open[len(j.open)-1]
	j.i++
	switch c {
	case ',':
		return true, opened == '[' || j.name()
	case opened + 2:
		j.open = j.open[:len(j.open)-1]
		return false, true
	}
	return false, false
}

// name reads the name of a member and its colon.
func (j *jsonCheck) name() bool {
	j.space()
	if j.peek() != '"' || !j.string() {
		return false
	}
	j.space()
	j.i++
	return j.i <= len(j.text) && j.text[j.i-1] == ':'
}

func (j *jsonCheck) peek() byte {
	if j.i < len(j.text) {
		return j.text[j.i]
	}
	return 0
}

func (j *jsonCheck) space() {
	for j.i < len(j.text) && (j.text[j.i] == ' ' || j.text[j.i] == '\t' || j.text[j.i] == '\n' || j.text[j.i] == '\r') {
		j.i++
	}
}

func (j *jsonCheck) string() bool {
	for j.i++; j.i < len(j.text); j.i++ {
		switch c := j.text[j.i]; {
		case c == '"':
			j.i++
			return true
		case c < ' ':
			return false
		case c == '\\':
			if j.i++; !j.escape() {
				return false
			}
		}
	}
	return false
}

// escape reads what stands behind a backslash, but for its last byte.
func (j *jsonCheck) escape() bool {
	c := j.peek()
	if c != 'u' {
		return c != 0 && bytes.IndexByte(jsonEscapes, c) >= 0
	}
	if _, ok := hexRune(j.text, j.i+1, 4); !ok {
		return false
	}
	j.i += 4
	return true
}

var jsonEscapes = []byte(`"\/bfnrt`)

func (j *jsonCheck) number() bool {
	if j.peek() == '-' {
		j.i++
	}
	if j.peek() == '0' {
		j.i++
	} else if !j.digits() {
		return false
	}
	if j.peek() == '.' {
		if j.i++; !j.digits() {
			return false
		}
	}
	if j.peek()|0x20 == 'e' {
		if j.i++; j.peek() == '+' || j.peek() == '-' {
			j.i++
		}
		return j.digits()
	}
	return true
}

func (j *jsonCheck) digits() bool {
	from := j.i
	for isDigit(j.peek()) {
		j.i++
	}
	return j.i > from
}

func (j *jsonCheck) word() bool {
	for _, w := range [...]string{"true", "false", "null"} {
		if hasPrefixAt(j.text, j.i, w) {
			j.i += len(w)
			return true
		}
	}
	return false
}
