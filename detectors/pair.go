package detectors

import "bytes"

// The pair shape: the name of a value is itself a value, as in HAR's
// {"name": "Authorization", "value": "Bearer …"}, also over several lines, and
// in ASGI's (b'authorization', b'Bearer …').

const (
	// maxPairGap is how many bytes may lie between a name and its value.
	maxPairGap = 160
	// maxPairLines is how many line ends may lie between them.
	maxPairLines = 2
)

// rememberName keeps the key that a "name" member announces.
func (s *Scanner) rememberName(k named, i int) bool {
	v, ok := s.openValue(i, k.entry, true)
	if !ok || !v.quoted && (k.quote != 0 || !s.beginsItem(k.lo)) {
		return false
	}
	got := s.find(v.end, v.lo, maxKey)
	if !got.done {
		return false
	}
	var e keyEntry
	if isKeyName(s.src[v.lo : v.lo+got.at]) {
		e = s.promise(v.lo, v.lo+got.at)
	}
	if e.known && s.formData(k.lo, v.lo+got.at) {
		s.awaitPart(e, v.lo+got.at)
		return true
	}
	s.paired = pairing{key: e, from: v.lo + got.at, live: e.known && e.flags&(keyMemberName|keyMemberValue) == 0}
	return s.paired.live
}

// beginsItem tells whether a name begins its line, or an item of a YAML list.
func (s *Scanner) beginsItem(lo int) bool {
	_, ok := s.indentOf(lo)
	return ok
}

// isKeyName: a title such as "secret santa" is no key.
func isKeyName(name []byte) bool {
	for _, c := range name {
		if byteClass[c]&isKeyBit == 0 {
			return false
		}
	}
	return true
}

// underName gives a "value" member the key of the name before it.
func (s *Scanner) underName(k *named, i int) bool {
	p := s.paired
	if k.lo < p.from {
		return false
	}
	s.paired.live = false
	if !p.live || k.lo-p.from > maxPairGap {
		return false
	}
	if s.linesSince(k.lo) > maxPairLines || !s.onlyPunctuation(p.from, k.lo) {
		return false
	}
	k.entry = p.key
	s.underNameBefore(p.from)
	return true
}

// onlyPunctuation tells whether nothing but quotes, a comma and white space, in
// any view, stands from one offset to another, as far as the window shows it.
// So a pair is a pair whatever the masks of other values do to distances.
func (s *Scanner) onlyPunctuation(from, to int) bool {
	for i := max(from, 0); i < to; {
		u := unitAt(s.src, i)
		switch u.char {
		case '"', '\'', ',', ' ', '\t', '\n', '\r', '\\', 'b', 'u':
		default:
			return false
		}
		i = u.hi
	}
	return true
}

// linesSince counts the line ends between the name and src[at].
func (s *Scanner) linesSince(at int) int {
	lo := max(s.lo, s.paired.from)
	if at <= lo {
		return s.paired.lines
	}
	return s.paired.lines + bytes.Count(s.src[lo:at], newline)
}

var newline = []byte("\n")

// pairShape is called at the bracket that opens a tuple or list whose first
// element could be a header's name.
func pairShape(s *Scanner, at int) {
	pairAt(s, at+1)
}

// pairAt takes the pair whose first element begins at src[i].
func pairAt(s *Scanner, i int) {
	if i = s.skipPrefix(i); i >= len(s.src) {
		return
	}
	if c := s.src[i]; c != '"' && c != '\'' && c != '\\' && c != '&' && c != '%' {
		return // fast path
	}
	quote := unitAt(s.src, i)
	if quote.char != '"' && quote.char != '\'' {
		return
	}
	lo := quote.hi
	hi := lo
	for hi < len(s.src) && hi-lo <= maxKey && byteClass[s.src[hi]]&isKeyBit != 0 && s.src[hi] != '.' {
		hi++
	}
	// Fast path: most first elements end in letters that no key ends in.
	if hi-lo < minKey || hi == len(s.src) || !s.mayFollowKey(hi) || unitAt(s.src, hi).char != quote.char {
		return
	}
	if isOpaque(s.src[lo:hi], opaqueRun) {
		return // a session's key that happens to end in "jwt7"
	}
	k := named{entry: s.promise(lo, hi), lo: lo, hi: hi, quote: byte(quote.char), escape: slashesOf(quote, s.src)}
	if k.entry.known {
		s.takeSecond(k)
	}
}

// takeSecond takes the second element of a tuple under the name in the first.
func (s *Scanner) takeSecond(k named) {
	s.under(k.lo, k.hi)
	i := k.hi
	if i < len(s.src) {
		i = skipBlanks(s.src, unitAt(s.src, i).hi, len(s.src))
	}
	if i >= len(s.src) {
		return
	}
	comma := unitAt(s.src, i)
	if i = skipBlanks(s.src, comma.hi, len(s.src)); comma.char != ',' || i >= len(s.src) {
		return
	}
	if k.entry.flags&(keyAuth|keyCrumbs|keyFirst) == 0 && bytes.IndexByte(s.src[k.lo:k.hi], '-') < 0 {
		k.entry.flags |= keyWeak | keyOwned // it may as well be a list of names
	}
	if v, ok := s.openValue(i, k.entry, true); ok && v.quoted {
		comma.hi = comma.lo + 1 // the quotes tell where the value ends
		s.takeUnder(k, comma, i)
	}
}
