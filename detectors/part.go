package detectors

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A part is a piece of a folded word that stands in every text that holds the
// word, unless one of its bytes is written as an escape that nobody needs. So
// the gate looks for parts in the raw text.

// isPlainByte tells whether a byte is written as it is: a letter, a digit or an
// unreserved mark of RFC 3986 §2.3.
func isPlainByte(c byte) bool {
	return isAlnum(c) || c == '-' || c == '_' || c == '.'
}

// partsOf is a folded word with a byte of 0 for each byte that may be written in
// several ways, and for those of parts without a letter or a digit. It is empty
// if nothing is left. Letters without case beyond ASCII are kept, since the
// bytes of the others differ with their case; if ascii is set, they are not.
func partsOf(word string, ascii bool) string {
	if isPlain(word) && strings.ContainsFunc(word, isWordRune) {
		return word // fast path
	}
	parts := make([]byte, len(word))
	from, any := -1, false
	keep := func(to int) {
		if from >= 0 && strings.ContainsFunc(word[from:to], isWordRune) {
			copy(parts[from:], word[from:to])
			any = true
		}
		from = -1
	}
	for i, c := range word {
		switch {
		case c >= utf8.RuneSelf && (ascii || c == utf8.RuneError || unicode.SimpleFold(c) != c),
			c < utf8.RuneSelf && !isPlainByte(byte(c)):
			keep(i)
		case from < 0:
			from = i
		}
	}
	if keep(len(word)); !any {
		return ""
	}
	return string(parts)
}

// longestPart is the length in bytes of the longest part of a folded word, or 0
// if it has none.
func longestPart(word string) (n int) {
	for part := range strings.SplitSeq(partsOf(word, false), "\x00") {
		n = max(n, len(part))
	}
	return n
}

// isPlain tells whether all bytes of a text are plain.
func isPlain(s string) bool {
	for i := range len(s) {
		if !isPlainByte(s[i]) {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isUnspecific tells whether nothing of a folded word stands as it is in every
// text that holds it: it could be written in too many ways.
func isUnspecific(word string) bool { return isASCII(word) && longestPart(word) == 0 }
