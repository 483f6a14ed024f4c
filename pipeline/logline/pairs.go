package logline

// readPairs reads the pair whose equals sign is s[at], and returns where to go on. Fast path: those that follow
// it, with a space between them, need not be searched for.
func (r *Reader) readPairs(s []byte, at int) int {
	end := r.readPair(s, at)
	for end > at && end < len(s) && s[end] == ' ' {
		name := end + 1
		if at = nameEnd(s, name); at == name || at == len(s) || s[at] != '=' {
			return end
		}
		end = r.readValue(s, s[name:at], at, at+1)
	}
	return max(end, at+1)
}

// nameEnd is where the name that begins at s[i] ends, or has become as long as a name may be.
func nameEnd(s []byte, i int) int {
	s = s[:min(len(s), i+maxName)]
	for i < len(s) && isNameByte(s[i]) {
		i++
	}
	return i
}

// readPair reads the pair whose equals sign is s[at] and returns where it ends, or at if its
// name says nothing.
func (r *Reader) readPair(s []byte, at int) int {
	lo, hi := at, at
	if hi > 0 && s[hi-1] == ' ' {
		// REQUEST_METHOD = 'GET', as Django's error mails write it.
		hi--
		lo--
	}
	for lo > 0 && at-lo < maxName && isNameByte(s[lo-1]) {
		lo--
	}
	if lo == hi || lo > 0 && !opensName(s[lo-1]) {
		return at
	}
	name := s[lo:hi]
	value := at + 1
	if hi < at {
		value = skipSpaces(s, value)
	}
	return r.readValue(s, name, at, value)
}

// readValue reads the value of a pair whose equals sign is s[at], from s[value] on, and returns where it ends,
// or at if the name says nothing.
func (r *Reader) readValue(s, name []byte, at, value int) int {
	if value >= len(s) {
		return at
	}
	m := r.names.meaningOf(name)
	if spaced(s, at) && m.rooms != everywhere {
		m = meaning{}
	}
	switch c := s[value]; c {
	case '"', '\'':
		end := closingQuote(s, value)
		if m.rooms&inTop != 0 && m != nameOfLogger {
			// name="email" is markup or a part of a form.
			r.say(m, s[value+1:end])
		}
		return min(end+1, len(s))
	case '{', '[', '(':
		return r.readObject(s, value, roomOf(name, inPayload))
	}
	if m.rooms&inTop == 0 {
		return at
	}
	end := bareTextEnd(m, s, value)
	bare := s[value:end]
	for len(bare) > 0 && (bare[len(bare)-1] == ',' || bare[len(bare)-1] == ';') {
		bare = bare[:len(bare)-1]
	}
	r.say(m, bare)
	return end
}

// spaced tells whether a space stands before the equals sign.
func spaced(s []byte, at int) bool { return s[at-1] == ' ' }

// isNameByte tells whether a name may have this byte.
func isNameByte(c byte) bool { return nameBytes[c] }

var nameBytes = [256]bool{
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true, 'm': true,
	'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true,
	'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'_': true, '-': true, '.': true, '@': true,
}

// opensName tells whether a name may begin after this byte. What stands in a URL is no name.
func opensName(c byte) bool {
	return c == ' ' || c == '\t' || c == ',' || c == '(' || c == '<' || c == '['
}
