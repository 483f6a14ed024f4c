package logline

import "bytes"

// readLabelled reads "Path: /x", whose colon is s[at], and returns where it ends, or at if the label is
// none of a request's.
func (r *Reader) readLabelled(s []byte, at int) int {
	lo := at
	for lo > 0 && at-lo < maxName && isNameByte(s[lo-1]) {
		lo--
	}
	if at+2 >= len(s) || s[at+1] != ' ' || lo == at {
		return at
	}
	m := r.names.meaningOf(s[lo:at])
	if value := at + 2; s[value] == '{' && m.field == noField {
		if where := roomOf(s[lo:at], inPayload); where != inPayload && where != inTop {
			return r.readObject(s, value, where)
		}
	}
	switch m.field {
	case noField, timeField, loggerField, levelField, messageField:
		return at
	}
	if lo > 0 && !opensName(s[lo-1]) && s[lo-1] != '|' {
		return at
	}
	value := skipSpaces(s, at+1)
	if value >= len(s) {
		return at
	}
	switch c := s[value]; {
	case c == '{' || c == '[':
		return at
	case c == '"' || c == '\'':
		end := closingQuote(s, value)
		if m.rooms&inTop != 0 {
			r.say(m, s[value+1:end])
		}
		return min(end+1, len(s))
	case m.rooms&inTop == 0:
		return at
	}
	end := bareTextEnd(m, s, value)
	r.say(m, bytes.TrimRight(s[value:end], ",;)]"))
	return end
}

// bareTextEnd is where the value without quotes at s[value] ends: at its first space, or, where it goes on after that, as
// an agent and credentials do, before the next name, a bar, or at the end of s.
func bareTextEnd(m meaning, s []byte, value int) int {
	end := value
	for end < len(s) && s[end] != ' ' {
		end++
	}
	if end == len(s) {
		return end
	}
	switch m.field {
	case authorizationField:
		if beginsCredentials(s[value:]) {
			return next(s, end+1, ' ')
		}
	case requestLineField, userAgentField, cookieField, setCookieField:
		for end < len(s) && !beginsPair(s[end:], s[end-1] == ';') {
			next := bytes.IndexByte(s[end+1:], ' ')
			if next < 0 {
				return len(s)
			}
			end += 1 + next
		}
	}
	return end
}

// beginsPair tells whether a space is followed by a name with its equals sign or colon, by a bar, or by a dash. After a
// semicolon a name with an equals sign is one more cookie.
func beginsPair(s []byte, semicolon bool) bool {
	i := 1
	for i < len(s) && isNameByte(s[i]) {
		i++
	}
	if i < 3 {
		return i+1 < len(s) && (s[i] == '|' || s[1] == '-' && s[i] == ' ')
	}
	return i < len(s) && (s[i] == '=' && !semicolon || s[i] == ':' && i+1 < len(s) && s[i+1] == ' ')
}

// nextLabel is where the next colon stands, from s[from] on, that has a space after it, or the length of s.
func nextLabel(s []byte, from int) int {
	if n := bytes.Index(s[min(from, len(s)):], []byte(": ")); n >= 0 {
		return from + n
	}
	return len(s)
}
