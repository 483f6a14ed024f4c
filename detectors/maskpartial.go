package detectors

// Partial masks show the ends of personal data. They have no brackets, so that
// what is recognised is their form: a few letters and digits, at least twice as
// many stars, a few letters and digits.

const (
	// maxShown is how many bytes are shown at each end.
	maxShown = 4
	// shownShare is which part of a value one end may be: both together are
	// never more than a third.
	shownShare = 6
	// minPartialStars is how many stars a mask has that shows anything.
	minPartialStars = 4
	// maxPartial is the longest decoded value, in bytes, that gets a star for
	// each byte and shows its end; no address in use is longer (RFC 5321
	// §4.5.3.1.3).
	maxPartial = 256
)

// fourStars are in every partial mask that shows anything.
const fourStars = "****"

// appendPartial writes the ends of a value and stars between them. Only ASCII
// letters and digits are shown, and a plus at the beginning: no at sign, by
// which an address would be found again, no part of an escape or of a longer
// character, nothing that would have to be escaped.
func (s *Scanner) appendPartial(dst []byte, w Window, f *Finding) []byte {
	text := s.valueText(w, f)
	n, head, tail := len(text), 0, 0
	share := min(maxShown, n/shownShare)
	if !joinsEscape(w.Data, f.Lo) {
		head = headOf(text, share)
	}
	dst = append(dst, text[:head]...)
	if isLong(f) || n > maxPartial {
		return appendRun(dst, maxStars)
	}
	if f.Hi == len(w.Data) || !isAlnum(w.Data[f.Hi]) {
		tail = tailOf(text, share)
	}
	dst = appendRun(dst, n-head-tail)
	return append(dst, text[n-tail:]...)
}

// appendRun appends n stars.
func appendRun(dst []byte, n int) []byte {
	for range n {
		dst = append(dst, '*')
	}
	return dst
}

// headOf is how many of the first bytes of text may be shown, at most limit.
func headOf(text []byte, limit int) int {
	n := 0
	for n < limit && n < len(text) && (isAlnum(text[n]) || n == 0 && text[0] == '+') {
		n++
	}
	return n
}

// tailOf is how many of the last bytes of text may be shown, at most limit.
func tailOf(text []byte, limit int) int {
	n := 0
	for n < limit && n < len(text) && isAlnum(text[len(text)-1-n]) {
		n++
	}
	return n
}

// escapeHead is how many bytes of an escape may stand before its last two.
const escapeHead = 6

// joinsEscape tells whether the value at src[lo] begins with an escape, and so
// close behind another one that its first character, written as itself, could
// make one with what is before.
func joinsEscape(src []byte, lo int) bool {
	if lo == len(src) || !escapeLeads.has(src[lo]) {
		return false
	}
	for _, c := range src[max(0, lo-escapeHead):lo] {
		if escapeLeads.has(c) {
			return true
		}
	}
	return false
}

// escapeLeads are the bytes that escapes begin with.
var escapeLeads = newByteSet("%\\&")

// partial is what a partial mask consists of, in bytes.
type partial struct{ head, stars, tail int }

// share is how much a mask of this length may show at each end.
func (p partial) share() int { return min(maxShown, (p.head+p.stars+p.tail)/shownShare) }

// isMask tells whether no more is shown than a mask of this length shows.
func (p partial) isMask() bool {
	return p.hasStars() && p.head <= p.share() && p.tail <= p.share()
}

func (p partial) hasStars() bool { return p.stars >= minPartialStars && p.stars <= maxPartial }

// partialAt is the length of the partial mask that text begins with, or 0.
func partialAt(text []byte) int {
	p := partial{head: headOf(text, maxShown)}
	i := p.head
	for ; i < len(text) && text[i] == '*' && p.stars <= maxPartial; i++ {
		p.stars++
	}
	p.tail = tailBefore(text[i:])
	if !p.isMask() {
		return 0
	}
	return i + p.tail
}

// tailBefore is how many letters and digits rest begins with; more than maxShown
// are all the same.
func tailBefore(rest []byte) int {
	n := 0
	for n < len(rest) && n <= maxShown && isAlnum(rest[n]) {
		n++
	}
	return n
}

// partialShape is called at four stars. A partial mask there is stepped over, so
// that what it shows does not become a part of anything else: the same cursor
// as when its value was masked.
func partialShape(s *Scanner, at int) {
	if at > 0 && s.src[at-1] == '*' {
		return // not where the stars begin
	}
	p := partial{}
	for p.head < min(at, maxShown) && (isAlnum(s.src[at-1-p.head]) || s.src[at-1-p.head] == '+') {
		p.head++ // perhaps of the word before the mask
	}
	i := at
	for ; i < len(s.src) && s.src[i] == '*' && p.stars <= maxPartial; i++ {
		p.stars++
	}
	p.tail = tailBefore(s.src[i:])
	if p.hasStars() && p.tail <= p.share() {
		s.skip(at, i+p.tail)
	}
}

// beginsMasked tells whether a mask of any form begins at src[i].
func (s *Scanner) beginsMasked(i int) bool {
	return s.maskAt(i) > 0 || s.engine.partial && partialAt(s.src[i:]) > 0
}

// showsBefore tells whether what ends before src[i] may be what a partial mask
// shows: digits there belong to no other number.
func (s *Scanner) showsBefore(i int) bool {
	return s.engine.partial && hasPrefixAt(s.src, i, fourStars)
}
