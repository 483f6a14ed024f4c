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
	if !ok || !v.quoted {
		return false
	}
	got := v.end.find(s.part(v.lo, maxKey))
	if !got.done {
		return false
	}
	name := s.src[v.lo : v.lo+got.at]
	var e keyEntry
	if isKeyName(name) {
		e = s.engine.keys.find(name)
	}
	s.paired = pairing{key: e, from: v.lo + got.at, live: e.known && e.flags&(keyMemberName|keyMemberValue) == 0}
	return s.paired.live
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
	if s.linesSince(k.lo) > maxPairLines {
		return false
	}
	k.entry = p.key
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

// pairShape is called at the comma of a tuple or list whose first element
// could be a header's name.
func pairShape(s *Scanner, at int) {
	if at == 0 || s.src[at-1] != '\'' && s.src[at-1] != '"' {
		return // fast path
	}
	k, ok := s.keyBefore(at)
	if !ok || k.quote == 0 || k.entry.kind == kindPassword || bytes.IndexByte(s.src[k.lo:k.hi], '.') >= 0 || !s.opensTuple(k.lo) {
		return
	}
	i := s.skipSpace(at+1, maxGap)
	if i >= len(s.src) {
		return
	}
	k.entry.flags |= keyWeak
	v, ok := s.openValue(i, k.entry, true)
	if ok && v.quoted {
		s.takeUnder(k, unit{',', at, at + 1}, i)
	}
}

// opensTuple tells whether the quoted name at src[lo] is the first element of
// a tuple or a list.
func (s *Scanner) opensTuple(lo int) bool {
	floor := max(0, lo-maxEscape)
	if lo == floor {
		return false
	}
	i := unitBefore(s.src, lo, floor).lo
	if i > floor && (s.src[i-1] == 'b' || s.src[i-1] == 'u') {
		i--
	}
	return i > floor && (s.src[i-1] == '(' || s.src[i-1] == '[')
}
