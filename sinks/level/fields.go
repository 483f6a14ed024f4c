package level

// ofJSON reads a line that is an object: the level is the value of a key of the
// object itself, never of one inside of it.
func ofJSON(line []byte) Level {
	rest, depth := head(line), 0
	isValue, key := false, []byte(nil) // at depth 1: after a colon; the last key
	for len(rest) > 0 {
		c := rest[0]
		if c == '"' {
			text, after, ok := quoted(rest)
			switch {
			case !ok:
				return None
			case depth == 1 && !isValue:
				key = text
			case depth == 1 && isKey(key):
				return named(text)
			}
			rest = after
			continue
		}
		switch c {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case ':':
			isValue = isValue || depth == 1
		case ',':
			isValue = isValue && depth != 1
		}
		if depth == 0 {
			return None // what follows the object is not part of it
		}
		rest = rest[1:]
	}
	return None
}

// quoted cuts the text in quotes at the beginning of b off, without reading its
// escapes.
func quoted(b []byte) (text, after []byte, ok bool) {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '"':
			return b[1:i], b[i+1:], true
		case '\\':
			i++ // what is escaped
		}
	}
	return nil, nil, false
}

// ofLogfmt reads a line that is fields from its beginning on: "level=info
// event=x". A word that is no field ends it, since what follows is a message.
func ofLogfmt(line []byte) Level {
	rest := head(line)
	for len(rest) > 0 {
		n := 0
		for n < len(rest) && rest[n] != '=' && rest[n] != '"' && !isBlank(rest[n]) {
			n++
		}
		if n == 0 || n == len(rest) || rest[n] != '=' {
			return None
		}
		name := rest[:n]
		value, after, ok := fieldValue(rest[n+1:])
		switch {
		case !ok:
			return None
		case isKey(name):
			return named(value)
		}
		rest = skipBlanks(after)
	}
	return None
}

func fieldValue(b []byte) (value, after []byte, ok bool) {
	if len(b) > 0 && b[0] == '"' {
		return quoted(b)
	}
	n := 0
	for n < len(b) && !isBlank(b[n]) {
		n++
	}
	return b[:n], b[n:], true
}
