package logline

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
	if value >= len(s) {
		return at
	}
	m := r.names.meaningOf(name)
	if hi < at && m.rooms != everywhere {
		m = meaning{}
	}
	switch c := s[value]; c {
	case '"', '\'':
		end := closingQuote(s, value)
		if m.rooms&inTop != 0 {
			r.say(m, s[value+1:min(end, len(s))])
		}
		return min(end+1, len(s))
	case '{', '[', '(':
		return r.readObject(s, value, roomOf(name, inPayload))
	}
	if m.rooms&inTop == 0 {
		return at
	}
	end := value
	for end < len(s) && s[end] != ' ' {
		end++
	}
	end = extendBare(m, s, value, end)
	bare := s[value:end]
	for len(bare) > 0 && (bare[len(bare)-1] == ',' || bare[len(bare)-1] == ';') {
		bare = bare[:len(bare)-1]
	}
	r.say(m, bare)
	return end
}

// isNameByte tells whether a name may have this byte.
func isNameByte(c byte) bool {
	return folding[c] != 0 || c == '_' || c == '-' || c == '.' || c == '@'
}

// opensName tells whether a name may begin after this byte. What stands in a URL is no name.
func opensName(c byte) bool {
	return c == ' ' || c == '\t' || c == ',' || c == '(' || c == '<' || c == '['
}
