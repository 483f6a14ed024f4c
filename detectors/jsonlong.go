package detectors

// lexState is where in a long line of JSON a window ends. Whether such a line
// is valid nobody can tell before its end: one that begins like a document is
// taken for one. JSON in its strings is not followed.
type lexState uint8

const (
	lexText    lexState = iota // no JSON
	lexOutside                 // between strings
	lexInside                  // in a string
	// lexPassed counts the bytes of an escape, at most five, that are behind.
	lexPassed = 4
	lexForm   = lexPassed - 1
)

// maxScalar is the longest number in bytes that is quoted as a whole.
const maxScalar = 512

// clipLong cuts the findings in u.merged, which touch the owned part of a long
// line or begin close behind it, as [jsonClip] does, and returns how it ends.
func (s *Scanner) clipLong(w Window, before lineCarry) lexState {
	u := &s.user
	state := before.state
	if before.at == 0 {
		state = beginsJSON(w.Data[w.Lo:])
	}
	if state == lexText {
		return state
	}
	c := longClip{data: w.Data, found: u.merged, pieces: u.stretched[:0], at: w.Lo - int(state/lexPassed)}
	c.inside = state&lexForm == lexInside
	c.begun = c.inside
	for c.at < w.Hi {
		if c.inside {
			c.character()
		} else {
			c.between(w.Lo)
		}
	}
	state = lexOutside
	if c.inside {
		state = lexInside
		if c.at > w.Hi { // inside of an escape
			state += lexPassed * lexState(w.Hi-c.last)
		}
	}
	for c.inside && c.grows && c.at < min(len(c.data), w.Hi+maxRecognise) {
		c.character() // a pseudonym is that of the whole value
	}
	u.merged, u.stretched = c.pieces, u.merged
	return state
}

// beginsJSON tells whether a long line begins like an object or an array.
func beginsJSON(line []byte) lexState {
	i := 0
	for i < len(line) && isSpace(line[i]) {
		i++
	}
	if i < len(line) && (line[i] == '{' || line[i] == '[') {
		return lexOutside
	}
	return lexText
}

// longClip walks over the owned part of a long line of JSON.
type longClip struct {
	data   []byte
	found  []Finding
	pieces []Finding
	at     int  // where it is, always at the beginning of a character
	last   int  // where the last character began
	inside bool // of a string
	begun  bool // the string began before the window
	grows  bool // the last piece belongs to found[0]
	words  bool // a run that is too long for a number goes on
}

// between takes one step outside of strings.
func (c *longClip) between(lo int) {
	i := c.at
	switch {
	case c.data[i] == '"':
		c.inside, c.begun = true, false
		c.at++
	case isScalarByte(c.data[i]):
		c.scalar(lo)
	default:
		c.at++
		c.words = false
	}
}

// scalar takes a number or a literal, which may have begun before the window.
func (c *longClip) scalar(lo int) {
	a, b := c.at, c.at
	for c.at == lo && a > 0 && c.at-a < maxScalar && isScalarByte(c.data[a-1]) {
		a--
	}
	for b < len(c.data) && b-c.at < maxScalar && isScalarByte(c.data[b]) {
		b++
	}
	if c.words = c.words || b-a >= maxScalar; c.words {
		b = c.at + 1
		c.copy(b)
		c.at = b
		return
	}
	c.found = behind(c.found, a)
	if touches(c.found, b) {
		f := c.found[0]
		f.Lo, f.Hi, f.Quote, f.Escape, f.enclosed = a, b, '"', 0, false
		c.pieces = append(c.pieces, f)
	}
	c.grows = false
	c.at = b
}

// copy takes one byte of what is no JSON after all.
func (c *longClip) copy(b int) {
	if rest := behind(c.found, c.at); len(rest) < len(c.found) {
		c.found, c.grows = rest, false
	}
	if touches(c.found, b) && !c.grows {
		c.pieces, c.grows = append(c.pieces, c.found[0]), true
	}
}

// character takes one character of a string.
func (c *longClip) character() {
	i, n := c.at, 1
	c.last = i
	switch c.data[i] {
	case '"':
		c.inside, c.grows = false, false
		c.at++
		return
	case '\\':
		if n = 2; i+1 < len(c.data) && c.data[i+1] == 'u' {
			n = 6
		}
		n = min(n, len(c.data)-i)
	}
	c.at += n
	if rest := behind(c.found, i); len(rest) < len(c.found) {
		c.found, c.grows = rest, false
	}
	switch {
	case !touches(c.found, c.at):
	case c.grows:
		c.pieces[len(c.pieces)-1].Hi = c.at
	default:
		f := c.found[0]
		if f.Lo = i; c.begun {
			f.Lo = c.beginning(c.found[0].Lo, i)
		}
		f.Hi, f.enclosed = c.at, false
		c.pieces, c.grows = append(c.pieces, f), true
	}
	c.begun = false
}

// beginning is where a finding begins that reaches into the window, at least
// where its string does.
func (c *longClip) beginning(lo, at int) int {
	for i := at - 1; i >= lo; i-- {
		if c.data[i] == '"' && slashesBefore(c.data, i)%2 == 0 {
			return i + 1
		}
	}
	return min(lo, at)
}
