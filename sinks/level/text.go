package level

import "bytes"

// maxWords is how many words may stand before the level: a date and a time, a
// zone, a process, and the name of the logger with a dash on both sides.
const maxWords = 8

// ofText reads a line of text. Before the level there may be a date, a time and
// the number of a process, in brackets or not, and a logger's name between
// dashes.
func ofText(line []byte) Level {
	rest, dated := line, false
	for range maxWords {
		word, after, bracketed := nextWord(rest)
		switch {
		case len(word) == 0:
			return None
		case isTime(word):
			dated = true
		case dated && isFiller(word):
		case dated && isDashedName(rest, word, after):
			return dashedLevel(after)
		default:
			return levelWord(word, after, bracketed, dated)
		}
		rest = after
	}
	return None
}

// nextWord cuts the first word off b. Brackets and bars around words are left
// out; bracketed says that a bracket stood before this word.
func nextWord(b []byte) (word, after []byte, bracketed bool) {
	at := 0
	for ; at < len(b) && (isBlank(b[at]) || isFence(b[at])); at++ {
		bracketed = b[at] == '[' || bracketed && isBlank(b[at])
	}
	end := at
	for end < len(b) && !isBlank(b[end]) && !isFence(b[end]) {
		end++
	}
	return b[at:end], b[end:], bracketed
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

func isFence(c byte) bool { return c == '[' || c == ']' || c == '(' || c == ')' || c == '|' }

// levelWord is the level that a word names at the place of one. Without a date
// before it only capitals count, as they are what Python's logging writes.
func levelWord(word, after []byte, bracketed, dated bool) Level {
	n := 0
	for n < len(word) && word[n] != ':' && word[n] != '/' { // "INFO:django", "INFO/MainProcess"
		n++
	}
	if n < len(word) {
		word, after = word[:n], word[n:]
	}
	if l := capitals(word); l != None {
		if len(after) == 0 && !dated && !bracketed {
			return None // the word is the whole line
		}
		return l
	}
	if bracketed && dated { // structlog's "[warning  ]"
		return named(word)
	}
	return None
}

// isDashedName tells whether word is the name of a logger in
// "TIME - django.request - ERROR - message".
func isDashedName(rest, word, after []byte) bool {
	return len(rest) > 0 && rest[0] == ' ' && bytes.HasPrefix(after, []byte(" - ")) && isName(word)
}

func isName(word []byte) bool {
	if capitals(word) != None {
		return false
	}
	for _, c := range word {
		if c != '.' && c != '_' && !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}

func dashedLevel(after []byte) Level {
	word, after, _ := nextWord(after[len(" - "):])
	if !bytes.HasPrefix(after, []byte(" - ")) {
		return None
	}
	return capitals(word)
}

// isTime tells whether a word is a date or a time of day and not a number or an
// address: "2026-11-22", "22/Nov/2026", "10:15:31,123", "2026-11-22T10:15:31Z".
func isTime(word []byte) bool {
	for len(word) > 0 && (word[len(word)-1] == ':' || word[len(word)-1] == ',') {
		word = word[:len(word)-1]
	}
	switch {
	case len(word) >= 10 && isDate(word[:10]):
		return len(word) == 10 || word[10] == 'T' && isClock(word[11:])
	case len(word) == 11 && word[2] == '/' && word[6] == '/':
		return isDigits(word[:2]) && isDigits(word[7:])
	}
	return isClock(word)
}

// isDate tells whether b is a date as ISO 8601 writes it, or with slashes.
func isDate(b []byte) bool {
	return (b[4] == '-' || b[4] == '/') && b[7] == b[4] && isDigits(b[:4]) && isDigits(b[5:7]) && isDigits(b[8:])
}

// isClock tells whether b is a time of day, with a fraction and a zone or not.
func isClock(b []byte) bool {
	if len(b) < 8 || b[2] != ':' || b[5] != ':' || !isDigits(b[:2]) || !isDigits(b[3:5]) || !isDigits(b[6:8]) {
		return false
	}
	for _, c := range b[8:] {
		switch c {
		case '.', ',', ':', '+', '-', 'Z':
		default:
			if !isDigit(c) {
				return false
			}
		}
	}
	return true
}

// isFiller tells whether a word may stand between the time and the level: a
// dash, a zone, the number of a process.
func isFiller(word []byte) bool {
	if string(word) == "-" || string(word) == "UTC" {
		return true
	}
	for len(word) > 0 && (word[0] == '+' || word[0] == '-') {
		word = word[1:]
	}
	return isDigits(word)
}

func isDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return len(b) > 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
