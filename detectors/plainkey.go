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
// says is what mayFollowKey and keyBefore say.
func (s *Scanner) plainKey(at int) (k named, look keyLook) {
	if at < nearKey {
		return k, keyOdd
	}
	hi := at
	quote := s.src[at-1]
	if quote == '"' || quote == '\'' {
		hi--
	} else {
		quote = 0
	}
	lo := hi
	for lo > hi-maxPlainName && byteClass[s.src[lo-1]]&isKeyBit != 0 {
		lo--
	}
	before := s.src[lo-1]
	if n := hi - lo; n < minKey || n >= maxPlainName || s.src[lo-2] >= 0x80 || !endsPlain(s.src[hi-2], s.src[hi-1]) {
		return k, keyOdd
	}
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
	k.entry = s.names.find(&s.engine.keys, s.src, lo, hi)
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
// entity, a colour, or to text that is not ASCII.
var beforeOddKey = func() (b byteSet) {
	b = newByteSet("%\\;[")
	for c := 0x80; c < 0x100; c++ {
		b.add(byte(c))
	}
	return b
}()
