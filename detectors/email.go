package detectors

import (
	"unicode"
	"unicode/utf8"

	"scrim/detectors/domains"
)

var emailKind = Kind{
	Name:     "email",
	Summary:  "e-mail addresses under real top-level domains, in any encoding",
	CWE:      []int{359, 532},
	Severity: SeverityMedium,
	Personal: true,
	Triggers: []Trigger{{Literal: "@", Shape: addressShape}},
	Judge:    func(judged) Reason { return MaskedAddress },
}

const (
	// maxLocal is the longest local part in characters: twice what RFC 5321
	// §4.5.3.1.1 allows, since systems accept more.
	maxLocal = 128
	// maxDomain is the longest domain in characters (RFC 5321 §4.5.3.1.2).
	maxDomain = 255
	// maxLabel is the longest label (RFC 1035 §2.3.4), twice for UTF-8.
	maxLabel = 126
)

func addressShape(s *Scanner, at int) { address(s, unitAt(s.src, at)) }

// address takes the addr-spec around an at sign.
func address(s *Scanner, at unit) {
	floor := max(s.cursor, at.lo-maxBack, 0)
	// Fast path: nothing that a local part can end in stands before.
	if at.lo == floor || !isLocal(rune(s.src[at.lo-1])) && escapeEnds[s.src[at.lo-1]] == 0 && s.src[at.lo-1] != '"' {
		return
	}
	hi := s.domainEnd(at.hi)
	if hi == 0 {
		s.miss(Finding{Lo: at.lo, Hi: at.hi, Kind: kindEmail, Reason: KeptAddress})
		return
	}
	lo := s.localBegin(at.lo, floor)
	if lo == at.lo {
		lo = s.quotedLocalBegin(at.lo, floor)
	}
	lo = s.wholeLocalBegin(lo, hi, floor)
	f := Finding{Lo: lo, Hi: hi, Kind: kindEmail, Place: PlaceText, Reason: MaskedAddress}
	if lo == at.lo || s.isRemote(lo, at.lo, hi) {
		f.Reason = KeptAddress
	}
	if begin := s.relativePassword(lo, floor); begin > 0 && f.Reason.Masks() {
		f = Finding{Lo: lo, Hi: at.lo, Kind: kindPassword, Place: PlaceText, Reason: MaskedURL}
	}
	s.emitUnlessKept(f)
}

// wholeLocalBegin is where the local part begins that ends in the one at
// src[lo], if a string holds nothing but the address up to src[hi]: then it may
// have every character of atext (RFC 5322 §3.2.3).
func (s *Scanner) wholeLocalBegin(lo, hi, floor int) int {
	if lo <= floor || hi >= len(s.src) || !oddLocal.has(s.src[lo-1]) {
		return lo // fast path
	}
	closing := unitAt(s.src, hi)
	if closing.char >= 0x80 || !isQuote(byte(closing.char)) {
		return lo
	}
	for i, n := lo, 0; i > floor && n < maxLocal; n++ {
		u := unitBefore(s.src, i, floor)
		if u.char == closing.char {
			if isAlnum(s.src[i]) {
				return i
			}
			break
		}
		if u.char >= 0x80 || u.encoded() || !isLocal(u.char) && !oddLocal.has(byte(u.char)) {
			break
		}
		i = u.lo
	}
	return lo
}

// oddLocal are the characters of atext that a local part has only where its
// beginning is sure.
var oddLocal = newByteSet("/#$*^`{|}~")

// relativePassword tells, by where the user name begins, whether the local part
// at src[lo] is the password of a URL without a scheme: //user:password@host.
func (s *Scanner) relativePassword(lo, floor int) int {
	i := lo - 1
	if i <= floor || s.src[i] != ':' {
		return 0 // fast path
	}
	for i > floor && (isAlnum(s.src[i-1]) || s.src[i-1] == '_' || s.src[i-1] == '-' || s.src[i-1] == '.') {
		i--
	}
	if i-2 >= floor && i < lo-1 && s.src[i-1] == '/' && s.src[i-2] == '/' {
		return i
	}
	return 0
}

// isLocal tells whether c can stand in a local part as people have them; the
// rest of RFC 5322's atext is punctuation of logs and URLs.
func isLocal(c rune) bool {
	if c >= 0x80 {
		return true
	}
	return isAlnum(byte(c)) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%' || c == '!' || c == '\''
}

// plainLocal are the bytes of a local part that always stand for themselves,
// but for those at the end of an escape.
var plainLocal = newByteSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+")

// localBegin walks back over the local part that ends before src[hi].
func (s *Scanner) localBegin(hi, floor int) int {
	// Fast path: nothing encoded, nothing odd.
	lo := hi
	for lo > floor && plainLocal.has(s.src[lo-1]) {
		lo--
	}
	if hi-lo > maxLocal || lo > floor && (s.src[lo-1] == '/' || s.src[lo-1] == '=') && isDigit(s.src[lo]) || lo > floor && (isLocal(rune(s.src[lo-1])) || escapeBegins.has(s.src[lo-1])) {
		return s.oddLocalBegin(hi, floor)
	}
	for lo < hi && !isAlnum(s.src[lo]) && s.src[lo] != '_' {
		lo++
	}
	return lo
}

// escapeBegins are the bytes that an escape begins or ends with and a local
// part does not.
var escapeBegins = newByteSet("%\\&;#")

// oddLocalBegin is localBegin for a local part in any view.
func (s *Scanner) oddLocalBegin(hi, floor int) int {
	lo, letters := hi, 0
	n := s.plainLocalEnd(hi, floor)
	for _, c := range s.src[hi-n : hi] {
		if isAlnum(c) {
			letters++
		}
	}
	for lo -= n; lo > floor && n < maxLocal; n++ {
		u := unitBefore(s.src, lo, floor)
		if u.char == '\'' && s.isDoubled(u, floor) {
			lo = u.lo - 1
			continue
		}
		if (u.char == '/' || u.char == '=') && n > 0 && s.isNumberedLocal(u, hi, floor) {
			lo = u.lo
			continue
		}
		if !isLocal(u.char) || u.char == '\'' && !s.isApostrophe(u, floor) {
			break
		}
		if u.char >= 0x80 || isAlnum(byte(u.char)) {
			letters++
		}
		lo = u.lo
	}
	for lo < hi { // an address does not begin with a dot, a quote or a hyphen
		u := unitAt(s.src, lo)
		if u.char >= 0x80 || isAlnum(byte(u.char)) || u.char == '_' {
			break
		}
		lo = u.hi
	}
	if letters == 0 {
		return hi
	}
	return min(lo, hi)
}

// plainLocalEnd is how many bytes at the end of the local part before src[hi]
// stand for themselves, and are not the end of an escape that begins before them.
func (s *Scanner) plainLocalEnd(hi, floor int) int {
	lo := hi
	for lo > floor && hi-lo < maxLocal && plainLocal.has(s.src[lo-1]) {
		lo--
	}
	for i := lo; i > floor && lo-i < maxPlainEscape; i-- {
		if c := s.src[i-1]; escapeBegins.has(c) || c >= utf8.RuneSelf {
			return 0
		}
	}
	return hi - lo
}

// maxQuotedLocal is the longest quoted local part in characters.
const maxQuotedLocal = 64

// quotedLocalBegin walks back over a quoted local part, "jane doe"@example.com
// (RFC 5322 §3.4.1), written in any view; hi if there is none.
func (s *Scanner) quotedLocalBegin(hi, floor int) int {
	closing := unitBefore(s.src, hi, floor)
	if closing.char != '"' {
		return hi
	}
	for i, n := closing.lo, 0; i > floor && n < maxQuotedLocal; n++ {
		u := unitBefore(s.src, i, floor)
		switch {
		case u.char == '"':
			if n == 0 || u.hi-u.lo != closing.hi-closing.lo {
				return hi
			}
			return u.lo
		case u.char != ' ' && !isLocal(u.char):
			return hi
		}
		i = u.lo
	}
	return hi
}

// isNumberedLocal tells whether a slash or an equals sign stands inside of a
// local part: a name before it and a number behind it, as in jane.doe/42@. With
// words on both sides it would be a path or a parameter.
func (s *Scanner) isNumberedLocal(joint unit, hi, floor int) bool {
	for i := joint.hi; i < hi; i++ {
		if !isDigit(s.src[i]) {
			return false
		}
	}
	lo, dots := joint.lo, 0
	for lo > floor && (isAlnum(s.src[lo-1]) || s.src[lo-1] == '.') {
		lo--
		if s.src[lo] == '.' {
			dots++
		}
	}
	if lo == joint.lo || lo == floor || joint.char == '=' && dots == 0 {
		return false
	}
	c := unitBefore(s.src, lo, floor).char
	return c == ' ' || c == '"' || c == '\'' || c == '=' || c == ':' || c == '<'
}

// isDoubled tells whether a quote is the second one of a doubled apostrophe
// inside of a name, as SQL writes o'brien.
func (s *Scanner) isDoubled(quote unit, floor int) bool {
	i := quote.lo
	return i-2 >= floor && !quote.encoded() && s.src[i-1] == '\'' && isLetter(s.src[i-2]) && isLetter(s.src[quote.hi])
}

// isApostrophe tells whether a quote belongs to a name like o'brien, and does
// not open the string that the address is in.
func (s *Scanner) isApostrophe(quote unit, floor int) bool {
	if quote.lo == floor || quote.hi >= len(s.src) {
		return false
	}
	if s.colourBefore(quote.lo, floor) < quote.lo {
		return false
	}
	before, after := unitBefore(s.src, quote.lo, floor), unitAt(s.src, quote.hi)
	if before.char >= 0x80 || after.char >= 0x80 || !isLetter(byte(before.char)) || !isLetter(byte(after.char)) {
		return false
	}
	if c := before.char | 0x20; c != 'b' && c != 'u' && c != 'r' && c != 'f' {
		return true
	}
	// One letter alone is the prefix of a Python string.
	return before.lo > floor && isLocal(unitBefore(s.src, before.lo, floor).char)
}

// domainEnd is the end of the domain that begins at src[i]: after the last
// label that is a top-level domain. 0 if there is none.
func (s *Scanner) domainEnd(i int) (end int) {
	first, begin, labels := i, i, 0
	for limit := min(len(s.src), i+maxLabel); i < limit; i++ {
		c := s.src[i]
		if byteClass[c]&(isLetterBit|isDigitBit) != 0 {
			continue
		}
		if c == '-' || c == '=' || c >= utf8.RuneSelf || unitBegins[c] && unitAt(s.src, i).encoded() {
			break
		}
		// Fast path: the end of a label, and nothing encoded up to there.
		if i == begin {
			return end
		}
		if labels++; labels > 1 && isTopLevel(s.src[begin:i]) {
			end = i
		}
		if c != '.' {
			return end
		}
		begin = i + 1
	}
	return s.oddDomainEnd(first)
}

// oddDomainEnd is domainEnd for a domain in any view.
func (s *Scanner) oddDomainEnd(i int) (end int) {
	var label [maxLabel]byte
	n, labels := 0, 0
	for chars := 0; chars < maxDomain; chars++ {
		u := unit{char: -1, lo: i, hi: i}
		if i < len(s.src) {
			u = unitAt(s.src, i)
		}
		switch {
		case u.char >= 0 && u.char < 0x80 && isAlnum(byte(u.char)) && n < maxLabel: // fast path
			label[n] = byte(u.char)
			n, i = n+1, u.hi
			continue
		case u.char >= 0x80 || u.char == '-' && n > 0:
			if labels > 0 && isTopLevel(label[:n]) {
				end = i // .com- and .com， unless a longer label is one too
			}
			if n+4 > maxLabel {
				return end
			}
			n = len(appendDecoded(label[:n], s.src[u.lo:u.hi], maxLabel))
			i = u.hi
			continue
		case n == 0:
			return end
		case u.char == '=' && isQuotedByte(s.src, i) && n+1 < maxLabel:
			label[n] = hexValue(s.src[i+1])<<4 | hexValue(s.src[i+2])
			n, i = n+1, i+len("=C3")
			continue
		}
		if labels++; labels > 1 && isTopLevel(label[:n]) {
			end = i
		}
		if u.char != '.' {
			return end
		}
		n, i = 0, u.hi
	}
	return end
}

// isTopLevel tells whether a label ends a real domain, or one that private
// networks and documents use.
func isTopLevel(label []byte) bool {
	for _, c := range label {
		if c >= 0x80 {
			var lower [maxLabel]byte
			return domains.TopLevelUnicode(appendLower(lower[:0], label))
		}
	}
	return domains.TopLevel(label) || domains.Special(label)
}

// appendLower appends label in small letters, as far as dst has room.
func appendLower(dst, label []byte) []byte {
	for len(label) > 0 && len(dst)+utf8.UTFMax <= cap(dst) {
		r, n := utf8.DecodeRune(label)
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
		label = label[n:]
	}
	return dst
}

// isRemote tells whether the address is a repository: git@host:path, or
// ssh://git@host/path.
func (s *Scanner) isRemote(lo, at, hi int) bool {
	if equalFolded(s.src[lo:at], "celery") {
		return true // the name of a worker
	}
	return equalFolded(s.src[lo:at], "git") && hi < len(s.src) && (s.src[hi] == ':' || s.src[hi] == '/')
}
