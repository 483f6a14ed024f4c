package detectors

// Plain keys: nearly every name in a log stands directly before its separator,
// between quotes or not, with nothing encoded in or around it, and is one of a
// few that come again and again. They are read and looked up here in a few steps;
// keyBefore does the same for every other way of writing.

// keyLook is what a look at a plain key came to.
type keyLook uint8

const (
	keyOdd     keyLook = iota // not plain: keyBefore has to tell
	keyUnknown                // a name that promises nothing
	keyFound
)

// nearKey is how many bytes before the separator a look at a plain key needs.
const nearKey = maxPlainName + 4

// plainKey finds the key before the separator at src[at] if it is plain. What it
// says is what mayFollowKey and keyBefore say. The separator is in the block that
// is followed.
func (s *Scanner) plainKey(at int) (k named, look keyLook) {
	place := at - s.base
	if at < nearKey || place <= 0 {
		return k, keyOdd
	}
	hi := at
	quote := s.src[at-1]
	if quote == '"' || quote == '\'' {
		hi, place = hi-1, place-1
	} else {
		quote = 0
	}
	n := s.bitmaps.Words(s.block, place)
	lo := hi - n
	if n < minKey || n >= maxPlainName || s.src[lo-2] >= 0x80 || !endsPlain(s.src[hi-2], s.src[hi-1]) {
		return k, keyOdd
	}
	before := s.src[lo-1]
	switch {
	case quote != 0 && before != quote:
		return k, keyOdd
	case quote != 0:
	case before == '&':
		if unitAt(s.src, lo-1).encoded() {
			return k, keyOdd
		}
		k.query = true
	case before == '?', before == '#':
		k.query = true
	case beforeOddKey.has(before):
		return k, keyOdd
	}
	k.entry = s.names.find(&s.engine.keys, s.src, lo, hi).inHeader(s.src[lo:hi])
	if !k.entry.known {
		return k, keyUnknown
	}
	k.lo, k.hi, k.quote, k.plainQuote = lo, hi, quote, quote != 0
	if lo < s.cursor {
		return k, keyUnknown
	}
	return k, keyFound
}

// endsPlain tells whether the last two bytes of a name are neither those of an
// operator nor of a colour.
func endsPlain(a, b byte) bool {
	return b == '_' || isAlnum(b) && (b != 'm' || isLetter(a))
}

// beforeOddKey are the bytes before a name that may belong to an escape, an
// entity, a colour, to more of a name, or to text that is not ASCII.
var beforeOddKey = func() (b byteSet) {
	b = newByteSet("%\\;[.$")
	for c := 0x80; c < 0x100; c++ {
		b.add(byte(c))
	}
	return b
}()

// saysNothing tells of the commonest values under a key that they are none and
// begin nothing: "", "-", null, None and the number of a status. It holds for few of
// those that judge keeps.
func (s *Scanner) saysNothing(k *named, i int) bool {
	if i+5 >= len(s.src) || s.notes != nil || k.entry.flags&(keyMemberName|keyMemberValue) != 0 {
		return false
	}
	text := s.src[i : i+6]
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
		return (text[4] == ',' || text[4] == '}') && (string(text[:4]) == "null" || string(text[:4]) == "None")
	case isDigit(c) && k.entry.flags == keyWeak && k.entry.kind == kindToken && !k.query:
		return isDigit(text[1]) && isDigit(text[2]) && (text[3] == ',' || text[3] == ' ' || text[3] == '}')
	}
	return false
}
