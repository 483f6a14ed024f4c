package logline

import "bytes"

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

// readObject reads the value at s[at], a dict or list as JSON or Python's repr writes
// it, and returns where it ends. What is wrong in it is passed over.
func (r *Reader) readObject(s []byte, at int, where room) int {
	stack := &r.nested
	depth, lost := -1, 0
	i := at
	for i < len(s) {
		switch c := s[i]; c {
		case ' ', ':', ',', '\t':
			i++
			if c == ',' && depth >= 0 && !stack[depth].list {
				stack[depth].name = nil
				stack[depth].meaning = meaning{}
			}
		case '"', '\'':
			end := closingQuote(s, i)
			if depth >= 0 && lost == 0 {
				top := &stack[depth]
				text := s[i+1 : min(end, len(s))]
				if !top.list && top.name == nil && followsColon(s, end+1) {
					top.name = text
					top.meaning = r.names.meaningOf(text)
					if top.room == inUser && string(text) == "name" {
						top.meaning = meaning{userField, 2, inUser}
					}
				} else {
					r.element(top, text, true)
				}
			}
			i = end + 1
		case '{', '[', '(':
			i++
			switch {
			case lost > 0 || depth+1 == maxNested:
				lost++
			case depth < 0:
				depth = 0
				stack[0] = container{room: where, list: c != '{'}
			default:
				depth++
				stack[depth] = inside(&stack[depth-1], c != '{')
			}
		case '}', ']', ')':
			i++
			if lost > 0 {
				lost--
			} else if depth--; depth < 0 {
				return i
			} else {
				stack[depth].elements++
			}
		default:
			end := bareEnd(s, i)
			if end < len(s) && (s[end] == '"' || s[end] == '\'') {
				// The letter in front of a string in Python: b'…'.
				i = end
				break
			}
			if depth >= 0 && lost == 0 {
				r.element(&stack[depth], s[i:end], false)
			}
			i = end
		}
		if depth < 0 {
			return i
		}
	}
	return i
}

// inside is a container that is the next value of around.
func inside(around *container, list bool) container {
	c := container{room: around.room, list: list}
	switch {
	case around.list:
		c.pair = around.room == inHeaders
		c.meaning = around.meaning
	case list && around.meaning.field != noField && around.meaning.rooms&around.room != 0:
		// A list of values for one name: "Authorization": ["Bearer x"].
		c.meaning = around.meaning
		c.room = roomOf(around.name, around.room)
	case around.name != nil:
		c.room = roomOf(around.name, around.room)
		c.pair = false
	}
	return c
}

// element takes over a value of the container.
func (r *Reader) element(c *container, value []byte, quoted bool) {
	m := c.meaning
	switch {
	case c.pair:
		r.headerPair(c, value)
	case c.list:
		if c.room == inClient && c.elements == 0 {
			r.say(meaning{addressField, 2, everywhere}, value)
		}
		if m.field != noField && m.rooms&everywhere != 0 {
			r.say(m, value)
		}
	case m.field == noField || m.rooms&c.room == 0:
	case quoted || m.field == timeField || m.field == statusField || m.field == userField || m.field == requestField:
		r.say(m, value)
	}
	c.elements++
}

// headerPair reads a header that is a list or an object of its own.
func (r *Reader) headerPair(c *container, value []byte) {
	if !c.list {
		switch string(c.name) {
		case "name", "key":
			c.meaning = meaning{}
			c.held = meaningOf(value)
			return
		case "value":
			if c.elements > 0 && c.held.rooms&inHeaders != 0 {
				r.say(c.held, value)
			}
			return
		}
		// An object in a list that is not a pair of name and value: headers after all.
		if m := c.meaning; m.rooms&inHeaders != 0 {
			r.say(m, value)
		}
		return
	}
	if c.elements == 0 {
		c.held = meaningOf(value)
	} else if c.held.rooms&inHeaders != 0 {
		r.say(c.held, value)
	}
}

// closingQuote is where the string that begins at s[at] ends: at its closing
// quote, or at the end of s.
func closingQuote(s []byte, at int) int {
	quote := s[at]
	i := at + 1
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
