package detectors

import (
	"strings"
	"unicode/utf8"

	"scrim/detectors/prefilter"
)

// Plain keys: nearly every name in a log stands directly before its separator,
// between quotes or not, with nothing encoded in or around it, and is one of a
// few that come again and again. They are read and looked up here in a few steps;
// keyBefore does the same for every other way of writing.

// nearKey is how many bytes before the separator a look at a plain key needs: a
// quote behind a backslash, the name, and two bytes before it; a power of two.
const nearKey = 32

// plainName is where the name before the separator at src[at] stands, if it is
// plain: within the block that is followed, or the one before.
func (s *Scanner) plainName(at int) (lo, hi int, ok bool) {
	place := at - s.base
	if at < nearKey || place < maxQuote || place > prefilter.BlockSize {
		return 0, 0, false
	}
	text := (*[nearKey]byte)(s.src[at-nearKey:])
	quoted := int(quoteSize[text[nearKey-1]])
	if quoted > 0 && text[nearKey-2] == '\\' {
		quoted = maxQuote // of JSON in a string
	}
	n := s.bitmaps.Words(s.block, place-quoted)
	if uint(n-minKey) >= maxPlainName-minKey {
		return 0, 0, false
	}
	end := nearKey - quoted
	before, last := text[(end-n-1)&(nearKey-1)], text[(end-1)&(nearKey-1)]
	if text[(end-n-2)&(nearKey-1)] >= utf8.RuneSelf || !endOfPlain[last] || last == 'm' && !isLetter(text[(end-2)&(nearKey-1)]) {
		return 0, 0, false // the end of a colour, or of an operator
	}
	hi = at - quoted
	if quoted > 0 {
		return hi - n, hi, before == text[nearKey-1]
	}
	return hi - n, hi, !beforeOddKey[before] && (before != '&' || !unitAt(s.src, hi-n-1).encoded())
}

// maxQuote is how many bytes the quote of a plain name has at most.
const maxQuote = 2

// quoteSize is 1 for the quotes of names.
var quoteSize = [256]uint8{'"': 1, '\'': 1}

// isPlainWord tells whether the name before the separator at src[at] is plain and
// promises nothing.
func (s *Scanner) isPlainWord(at int) bool {
	lo, hi, ok := s.plainName(at)
	return ok && !s.promise(lo, hi).known
}

// plainKey finds the key before the separator at src[at] if it is plain; it says
// what keyBefore says. isPlainWord was asked before.
func (s *Scanner) plainKey(at int) (k named, ok bool) {
	if k.lo, k.hi, ok = s.plainName(at); !ok {
		return k, false
	}
	if k.hi < at {
		k.quote, k.plainQuote, k.escape = s.src[at-1], true, uint8(at-1-k.hi)
	} else {
		before := s.src[k.lo-1]
		k.query = before == '&' || before == '?' || before == '#'
	}
	k.entry = s.promise(k.lo, k.hi).inHeader(s.src[k.lo:k.hi])
	return k, true
}

// endOfPlain marks letters, digits and the underscore; beforeOddKey the bytes
// before a name that may belong to an escape, an entity, a colour, to more of a
// name, or to text that is not ASCII.
var endOfPlain, beforeOddKey = func() (end, before [256]bool) {
	for c := range end {
		end[c] = isAlnum(byte(c)) || c == '_'
		before[c] = c >= utf8.RuneSelf || strings.IndexByte("%\\;[.$", byte(c)) >= 0
	}
	return end, before
}()

// saysNothing tells of the commonest values under a key that they are none and
// begin nothing: "", "-", null, None and the number of a status. It holds for few of
// those that judge keeps.
func (s *Scanner) saysNothing(k *named, sep unit, i int) bool {
	if i+5 >= len(s.src) || s.notes != nil || k.entry.flags&(keyMemberName|keyMemberValue) != 0 {
		return false
	}
	text := s.src[i : i+6]
	member := k.quote != 0 && sep.char == ':' // whose value ends at a comma or a bracket
	switch c := text[0]; {
	case c == '"' || c == '\'':
		if k.quote != c {
			return false
		}
		n := 1
		if text[1] == '-' {
			n = 2
		}
		return text[n] == c && (text[n+1] == ',' || text[n+1] == '}')
	case c == 'n' || c == 'N':
		return member && (text[4] == ',' || text[4] == '}') && (string(text[:4]) == "null" || string(text[:4]) == "None")
	case isDigit(c) && k.entry.flags == keyWeak && k.entry.kind == kindToken && !k.query:
		return isDigit(text[1]) && isDigit(text[2]) && (text[3] == ' ' || member && (text[3] == ',' || text[3] == '}'))
	}
	return false
}
