package logline

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// maxNested is how deep values are read that are nested in each other. What is deeper
// is passed over.
const maxNested = 24

// container is an object or a list that is being read.
type container struct {
	room room
	// list is true for lists and tuples, whose elements have no names.
	list bool
	// pair is true for a list or object that is a header itself: ["Host", "x"], {"name": "Host", "value": "x"}.
	pair bool
	// elements is how many values were read.
	elements int
	// meaning is that of the name whose value comes next, name the name itself.
	meaning meaning
	name    []byte
	// held is what the name of a pair means.
	held meaning
}

// nesting is where in a nested value the reader is.
type nesting struct {
	stack [maxNested]container
	// depth is how many containers are open that are told apart, lost how many are open below them.
	depth, lost int
}

// top is the innermost container, or nil where it is too deep to be told apart.
func (n *nesting) top() *container {
	if n.depth == 0 || n.lost > 0 {
		return nil
	}
	return &n.stack[n.depth-1]
}

// open enters a container; where is the room of the outermost.
func (n *nesting) open(where room, list bool) {
	switch {
	case n.lost > 0 || n.depth == maxNested:
		n.lost++
		return
	case n.depth == 0:
		n.stack[0] = container{room: where, list: list}
	default:
		n.stack[n.depth] = inside(&n.stack[n.depth-1], list)
	}
	n.depth++
}

// close leaves a container.
func (n *nesting) close() {
	if n.lost > 0 {
		n.lost--
		return
	}
	n.depth--
	if n.depth > 0 {
		n.stack[n.depth-1].elements++
	}
}

// readObject reads the value at s[at], a dict or list as JSON or Python's repr writes
// it, and returns where it ends. What is wrong in it is passed over.
func (r *Reader) readObject(s []byte, at int, where room) int {
	n := &r.nesting
	n.depth, n.lost = 0, 0
	for i := at; i < len(s); {
		switch c := s[i]; c {
		case ' ', ':', '\t':
			i++
		case ',':
			i++
			if top := n.top(); top != nil && !top.list {
				top.name, top.meaning = nil, meaning{}
			}
		case '"', '\'':
			i = r.readMembers(s, i)
		case '{', '[', '(':
			if top := n.top(); c == '{' && top != nil && top.meaning.field == queryField {
				r.say(top.meaning, flatDict(s, i))
			}
			i++
			n.open(where, c != '{')
		case '}', ']', ')':
			i++
			n.close()
			if n.depth == 0 {
				return i
			}
		default:
			i = r.readBare(s, i)
		}
	}
	return len(s)
}

// readMembers reads the string at s[at]. Fast path: it is the short name of an object's member, and so are those after it,
// "name": "value", with no spaces but one after colon and comma, which is how formatters write them. It returns where
// something else begins.
func (r *Reader) readMembers(s []byte, at int) int {
	top := r.nesting.top()
	if top == nil || top.list || top.pair || top.name != nil {
		return r.readString(s, at)
	}
	for {
		end, found := closingQuoteNear(s, at)
		if !found || end+2 >= len(s) || s[end+1] != ':' || s[end-1] == '\\' {
			return r.readString(s, at)
		}
		top.name = s[at+1 : end]
		if top.room == inUser {
			top.meaning = r.nameMeans(top)
		} else {
			top.meaning = r.names.meaningOf(top.name)
		}
		at = end + 2
		if s[at] == ' ' {
			at++
		}
		if at = r.readMember(s, at, top); at+2 >= len(s) || s[at] != ',' {
			return at
		}
		top.name, top.meaning = nil, meaning{}
		at++
		if s[at] == ' ' {
			at++
		}
		if s[at] != '"' && s[at] != '\'' {
			return at
		}
	}
}

// readMember reads a member's value if it is a string or a number, and returns where it ends.
func (r *Reader) readMember(s []byte, at int, c *container) int {
	switch {
	case at == len(s):
		return at
	case isDigit(s[at]):
		return r.readBare(s, at)
	case s[at] != '"' && s[at] != '\'':
		return at
	}
	end := closingQuote(s, at)
	if c.meaning.rooms&c.room != 0 {
		r.say(c.meaning, s[at+1:end])
	}
	return end + 1
}

// nameMeans is what the name of a container's next value means.
func (r *Reader) nameMeans(c *container) meaning {
	if c.room == inUser && string(c.name) == "name" {
		return meaning{userField, 2, inUser}
	}
	return r.names.meaningOf(c.name)
}

// readString reads a string in a container, a name or a value, and returns where it ends.
func (r *Reader) readString(s []byte, at int) int {
	end := closingQuote(s, at)
	top := r.nesting.top()
	if top == nil {
		return end + 1
	}
	text := s[at+1 : end]
	if top.list || top.name != nil || !followsColon(s, end+1) {
		r.element(top, text, true)
		return end + 1
	}
	top.name = text
	top.meaning = r.nameMeans(top)
	return end + 1
}

// readBare reads a value without quotes in a container, and returns where it ends.
func (r *Reader) readBare(s []byte, at int) int {
	end := bareEnd(s, at)
	if end < len(s) && (s[end] == '"' || s[end] == '\'') {
		// The letter in front of a string in Python: b'…'.
		return end
	}
	if top := r.nesting.top(); top != nil {
		r.element(top, s[at:end], false)
	}
	return end
}

// inside is a container that is the next value of around.
func inside(around *container, list bool) container {
	c := container{room: around.room, list: list}
	if around.list {
		c.pair = around.room == inHeaders
		c.meaning = around.meaning
		return c
	}
	if around.name != nil {
		c.room = roomOf(around.name, around.room)
	}
	if list && around.meaning.rooms&around.room != 0 {
		// A list of values for one name: "Authorization": ["Bearer x"].
		c.meaning = around.meaning
	}
	return c
}

// element takes over a value of the container.
func (r *Reader) element(c *container, value []byte, quoted bool) {
	m := c.meaning
	switch {
	case c.pair:
		r.headerPair(c, value)
	case c.list && c.room == inClient && c.elements == 0:
		// ASGI's 'client': ('203.0.113.1', 1234).
		r.say(meaning{addressField, 2, everywhere}, value)
	case m.field == noField || !c.list && m.rooms&c.room == 0:
	case c.list || quoted || m.field == timeField || m.field == statusField || m.field == userField || m.field == requestField:
		r.say(m, value)
	}
	c.elements++
}

// headerPair reads a header that is a list or an object of its own: what it is called comes first.
func (r *Reader) headerPair(c *container, value []byte) {
	name := c.elements == 0
	if !c.list {
		switch string(c.name) {
		case "name", "key":
			name = true
		case "value":
			name = false
		default:
			// An object with headers, in a list.
			c.held = c.meaning
			name = false
		}
	}
	switch {
	case name:
		c.held = meaningOf(value)
	case c.held.rooms&inHeaders != 0:
		r.say(c.held, value)
	}
}

// closingQuote is where the string that begins at s[at] ends: at its closing
// quote, or at the end of s.
func closingQuote(s []byte, at int) int {
	quote := s[at]
	i, found := closingQuoteNear(s, at)
	// Fast path: most strings are short and have no escapes.
	if found && s[i-1] != '\\' {
		return i
	}
	for {
		n := bytes.IndexByte(s[i:], quote)
		if n < 0 {
			return len(s)
		}
		i += n
		if s[i-1] != '\\' || !escaped(s, at+1, i) {
			return i
		}
		i++
	}
}

// nearWords is how far closingQuoteNear looks, in words of eight bytes. The strings of most lines are no longer.
const nearWords = 2

// closingQuoteNear looks for the next quote like s[at] a word at a time, which for short strings is
// faster than a call of bytes.IndexByte. Where it is not near, i is how far it looked.
func closingQuoteNear(s []byte, at int) (i int, found bool) {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	pattern := uint64(s[at]) * ones
	i = at + 1
	for range nearWords {
		if i+8 > len(s) {
			break
		}
		x := binary.LittleEndian.Uint64(s[i:]) ^ pattern
		// The lowest bit that is set belongs to the first byte that is 0.
		if zeros := (x - ones) &^ x & highs; zeros != 0 {
			return i + bits.TrailingZeros64(zeros)>>3, true
		}
		i += 8
	}
	return i, false
}

// escaped tells whether an odd number of backslashes stands before s[i], not before s[from].
func escaped(s []byte, from, i int) bool {
	odd := false
	for i--; i >= from && s[i] == '\\'; i-- {
		odd = !odd
	}
	return odd
}

// followsColon tells whether the next byte of s that is no space is a colon.
func followsColon(s []byte, i int) bool {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i < len(s) && s[i] == ':'
}

// bareEnd is where a value without quotes ends: a number, null, None, a name.
func bareEnd(s []byte, i int) int {
	for i++; i < len(s); i++ {
		switch s[i] {
		case ' ', ',', ':', '}', ']', ')', '(', '{', '[', '"', '\'':
			return i
		}
	}
	return i
}
