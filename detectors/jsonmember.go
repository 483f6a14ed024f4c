package detectors

// jsonMember is the value of a member of the JSON object that text begins
// with, as it is written, and whether it is complete: text may be cut. Of
// members with the same name it is the last. Objects and arrays are no values
// here.
func jsonMember(text []byte, name string) (value []byte, ok bool) {
	depth := 0
	key := false // the last string at depth 1 was the name
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case '"':
			end := jsonStringEnd(text, i)
			if end < 0 {
				return value, ok
			}
			if depth == 1 {
				if follows := jsonSpace(text, end); follows < len(text) && text[follows] == ':' {
					key, end = string(text[i+1:end-1]) == name, follows+1
				} else if key {
					value, ok, key = text[i:end], true, false
				}
			}
			i = end
			continue
		case '{', '[':
			depth++
			key = false
		case '}', ']':
			depth--
			if depth == 0 {
				return value, ok
			}
		case ' ', '\t', '\n', '\r', ',', ':':
		default:
			end := jsonWordEnd(text, i)
			if key && depth == 1 {
				value, ok, key = text[i:end], end < len(text), false
			}
			i = end
			continue
		}
		i++
	}
	return value, ok
}

// jsonStringEnd is behind the quote that closes the string at text[i], or -1.
func jsonStringEnd(text []byte, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

func jsonSpace(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r') {
		i++
	}
	return i
}

// jsonWordEnd is behind the number or the name at text[i].
func jsonWordEnd(text []byte, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case ',', '}', ']', '{', '[', '"', ':', ' ', '\t', '\n', '\r':
			return i
		}
	}
	return i
}
