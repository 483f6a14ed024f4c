package detectors

import (
	"math/bits"

	"scrim/detectors/numbering"
)

var phoneKind = Kind{
	Name:     "phone",
	Summary:  "phone numbers: international, national for phone_regions, any 7 to 15 digits under a phone-like key",
	CWE:      []int{359, 532},
	Severity: SeverityMedium,
	Personal: true,
	Phone: []string{
		"phone", "phones", "mobile", "mobiles", "tel", "telephone", "cell", "cellphone", "fax", "msisdn", "whatsapp", "sms", "sms to",
		"phone no", "mobile no", "contact no", "phone nr", "phone number", "phone numbers", "mobile number", "contact number",
		"callback number", "telefon", "telefono", "telefone", "celular", "handy", "caller id", "called number", "from number", "to number",
	},
	Glued: []string{"phone", "phonenumber"},
	Judge: judgePhoneValue,
}

const (
	phoneMinDigits = 7
	phoneMaxDigits = 15 // E.164
	// phoneReach is within how many bytes a number that is written with the
	// widest separators has its first phoneMinDigits digits.
	phoneReach = 30
	// maxGroups is how many groups of digits a number is written in.
	maxGroups = 9
	// maxPhoneValue is how long a value under a phone-like key is at most.
	maxPhoneValue = 128
	// maxExtension is the longest extension in digits.
	maxExtension = 7
)

// judgePhoneValue: under a phone-like key any 7 to 15 digits count, with the
// punctuation of phone numbers and an extension.
func judgePhoneValue(v judged) Reason {
	return keepUnless(isPhoneValue(v), MaskedKey, KeptNumber)
}

func isPhoneValue(v judged) bool {
	digits, i := 0, 0
	for i < len(v.text) {
		c := v.text[i]
		switch {
		case isDigit(c):
			digits++
		case c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '+' || c == ':':
		case c == 0xc2 || c == 0xa0: // a no-break space in UTF-8
		case digits >= phoneMinDigits:
			return isExtension(v.text[i:])
		case hasFoldedAt(v.text, i, "tel:"), hasFoldedAt(v.text, i, "whatsapp:"):
			for v.text[i] != ':' {
				i++
			}
		default:
			return false
		}
		i++
	}
	return digits >= phoneMinDigits && digits <= phoneMaxDigits+maxExtension
}

// extensionWords announce an extension; the longest first.
var extensionWords = [...]string{"extension", "ext.", "ext", "x.", "x", ";ext=", "#", "durchwahl", "dw"}

// isExtension tells whether text is an extension: a word and digits.
func isExtension(text []byte) bool {
	for _, w := range extensionWords {
		if hasFoldedAt(text, 0, w) {
			rest := trimSpaces(text[len(w):])
			return len(rest) > 0 && len(rest) <= maxExtension && isNumber(rest)
		}
	}
	return false
}

// dialled is a run of digit groups as it was read from the text.
type dialled struct {
	digits [phoneMaxDigits + 5]byte
	n      int
	groups [maxGroups]group
	count  int
	lo     int
	plus   bool
}

// group is one run of digits.
type group struct {
	n     int  // digits up to the end of this group
	size  int  // digits of this group
	hi    int  // end in the source
	sep   rune // what stood before it
	paren bool // it stood in parentheses
}

// phoneShape is called at the beginning of a run of digits.
func phoneShape(s *Scanner, at int) {
	if !s.readNumber(at) {
		return
	}
	d := &s.number
	for n := d.count; n > 0; n-- {
		g := d.groups[n-1]
		if g.n < phoneMinDigits || g.n > phoneMaxDigits+2 {
			continue
		}
		if !s.isPhone(d, n) || !s.endsNumber(g.hi, n == d.count) {
			continue
		}
		hi := s.extensionEnd(g.hi)
		s.takeNumber(Finding{Lo: d.lo, Hi: hi, Reason: MaskedPlan})
		return
	}
	s.miss(Finding{Lo: d.lo, Hi: d.groups[d.count-1].hi, Kind: kindPhone, Reason: KeptPlan})
}

// takeNumber masks a number that is a phone's, unless the user wants to see it.
func (s *Scanner) takeNumber(f Finding) {
	f.Kind = kindPhone
	s.emitUnlessKept(f)
}

// plainDigits is how many digits a number that no plan knows has at least,
// before a blank after it ends it.
const plainDigits = 10

// numberUnderKey takes the unquoted number at src[i] under a phone-like key,
// with the blanks that are in it.
func (s *Scanner) numberUnderKey(i int) bool {
	at := i
	for at < len(s.src) && at-i < 4 && (s.src[at] == '+' || s.src[at] == '(') {
		at++
	}
	if at == len(s.src) || !isDigit(s.src[at]) {
		return false
	}
	d := &s.number
	d.reset(i)
	d.plus = at > i && s.src[i] == '+'
	s.readGroups(d, at)
	n := d.count
	for n > 0 && !(d.groups[n-1].n <= phoneMaxDigits && d.groups[n-1].n >= phoneMinDigits && s.isPhone(d, n)) {
		n--
	}
	if n == 0 { // no plan knows it: up to the first blank after enough digits
		for n = 1; n < d.count && (d.groups[n-1].n < plainDigits || d.groups[n].sep != ' '); n++ {
		}
	}
	g := d.groups[n-1]
	if g.n < phoneMinDigits || g.n > phoneMaxDigits || !s.endsNumber(g.hi, true) {
		return false
	}
	hi := s.extensionEnd(g.hi)
	s.takeNumber(Finding{Lo: i, Hi: hi, Reason: MaskedKey})
	return true
}

// dialledEnd is the end of the international number that an unquoted value at
// src[lo] is, whatever its key, if the first blank in it seemed to end the value
// at src[hi]; otherwise 0. What follows +49 is no number by itself.
func (s *Scanner) dialledEnd(end delimiter, lo, hi int) int {
	if hi-lo < len("+1") || s.src[lo] != '+' || hi == len(s.src) || s.src[hi] != ' ' || !isDigit(s.src[lo+1]) || end.form != endWord && end.form != endPassword {
		return 0 // fast path
	}
	d := &s.number
	d.reset(lo)
	d.plus = true
	s.readGroups(d, lo+1)
	for n := d.count; n > 0; n-- {
		g := d.groups[n-1]
		if g.n >= phoneMinDigits && g.n <= phoneMaxDigits && s.isPhone(d, n) && s.endsNumber(g.hi, n == d.count) {
			return s.extensionEnd(g.hi)
		}
	}
	return 0
}

// readNumber reads the groups of digits from src[at] on and what is before.
func (s *Scanner) readNumber(at int) bool {
	d := &s.number
	d.reset(at)
	if !s.beginsNumber(d, max(s.cursor, at-maxEscape, 0)) {
		return false
	}
	s.readGroups(d, at)
	return d.n >= phoneMinDigits
}

// reset begins a number at src[lo].
func (d *dialled) reset(lo int) {
	d.n, d.count, d.lo, d.plus, d.groups[0].paren = 0, 0, lo, false, false
}

// beginsNumber looks at what stands before the first digit: a plus and an
// opening parenthesis belong to the number; a letter, a digit, a decimal point
// or a hyphen make it a part of something else.
func (s *Scanner) beginsNumber(d *dialled, floor int) bool {
	at := d.lo
	if d.lo == floor {
		return floor == 0 || !isAlnum(s.src[floor-1])
	}
	u := unitBefore(s.src, d.lo, floor)
	if u.char == '(' {
		d.lo, d.groups[0].paren = u.lo, true
		if d.lo == floor {
			return true
		}
		u = unitBefore(s.src, d.lo, floor)
	}
	if u.char == '+' && (u.encoded() || !s.isQueryBlank(u.lo, floor)) {
		d.lo, d.plus = u.lo, true
		if d.lo > floor && s.src[d.lo-1] == '(' {
			d.lo--
			d.groups[0].paren = true
		}
		return true
	}
	if u.char >= 0x80 || u.lo == floor {
		return u.char >= 0x80 || u.encoded() || !isGlue(byte(u.char))
	}
	if u.char == ' ' && s.afterLostPlus(at) {
		d.plus = true
		return true
	}
	switch c := byte(u.char); {
	case isGlue(c) && !u.encoded():
		return d.groups[0].paren && c != '_' && !isAlnum(c) || c == 'm' && s.colourBefore(d.lo, floor) < d.lo
	case c == ':' || c == '/' || c == ',' || c == ' ':
		// 10:15, 4711/12, 1,234,567 and columns of numbers are not to dial.
		return !isDigit(s.src[u.lo-1]) || c == ' ' && (d.groups[0].paren || s.isTrunk(at) && !s.isFourth(u.lo, at))
	}
	return true
}

// isFourth tells whether the digits at src[at] are one of the groups of four of
// an account's or a card's number, another of which ends before src[hi].
func (s *Scanner) isFourth(hi, at int) bool {
	const size = 4
	for i := 1; i <= size; i++ {
		if hi-i < 0 || at+i > len(s.src) || !isDigit(s.src[hi-i]) || !isDigit(s.src[at+i-1]) {
			return false
		}
	}
	return (hi-size == 0 || !isDigit(s.src[hi-size-1])) && (at+size == len(s.src) || !isDigit(s.src[at+size]))
}

// afterLostPlus tells whether the digits at src[at] follow a quote
// and a blank, which is what a plus of a query string becomes, and are all
// that the string holds.
func (s *Scanner) afterLostPlus(at int) bool {
	if at < 2 || s.src[at-1] != ' ' || s.src[at] == '0' || s.src[at-2] != '\'' && s.src[at-2] != '"' {
		return false
	}
	n := 0
	for at+n < len(s.src) && n <= phoneMaxDigits && isDigit(s.src[at+n]) {
		n++
	}
	return n >= plainDigits && at+n < len(s.src) && s.src[at+n] == s.src[at-2]
}

// isTrunk: a group of at least three digits that begins with one 0.
func (s *Scanner) isTrunk(at int) bool {
	return s.src[at] == '0' && at+2 < len(s.src) && isDigit(s.src[at+1]) && s.src[at+1] != '0' && isDigit(s.src[at+2])
}

// mayDial is a cheap test that holds for the first digit of every number that
// phoneShape takes: there are enough digits near, the first group has a length
// that numbers begin with, and a separator and digits follow it.
func (s *Scanner) mayDial(at int, run uint64) bool {
	size := bits.TrailingZeros64(^run)
	if at == 0 || at+phoneReach > len(s.src) {
		return true
	}
	trunk := s.src[at] == '0'
	before := s.src[at-1]
	if before == ' ' && size >= plainDigits && s.afterLostPlus(at) {
		return true
	}
	if !trunk && s.engine.firstGroups>>size&1 == 0 && !numberOpens.has(before) {
		return false
	}
	if size > phoneMaxDigits+2 || bits.OnesCount64(run&(1<<phoneReach-1)) < phoneMinDigits {
		return false
	}
	after := s.src[at+size]
	switch {
	case before == '+' || before == ';':
		return size >= phoneMinDigits || dialSeparators.has(after)
	case before == '(' && !trunk:
		return size > 1 && dialSeparators.has(after)
	}
	switch after {
	case '.': // 01.23.45.67.89 and 555.123.4567, not 12.345678
		return size != 2 && run>>(size+1)&7 == 7 || trunk && (size > phoneMinDigits || run>>(size+1)&3 == 3)
	case ')':
		if s.src[at+size+1] == ' ' && run>>(size+2)&7 == 7 {
			return true // 862) 779-6051
		}
		fallthrough
	case '-', ' ', '/':
		return trunk && size > 1 || run>>(size+1)&7 == 7 || s.src[at+size+1] == '('
	}
	return dialSeparators.has(after) || trunk && size > phoneMinDigits
}

// dialSeparators are the bytes that may stand after a group of digits of a
// number, among them those that begin an escape or a no-break blank.
var dialSeparators = newByteSet("-. /()%+\\&\xc2\xe2")

// numberOpens are the bytes before a group of digits that may have any length:
// a plus, a parenthesis, and what ends an escape of either.
var numberOpens = newByteSet("+(;")

// isQueryBlank: in a query string a plus is a blank, unless it comes first.
func (s *Scanner) isQueryBlank(plus, floor int) bool {
	return plus > floor && isDigit(s.src[plus-1])
}

// readGroups reads digits and single separators.
func (s *Scanner) readGroups(d *dialled, i int) {
	sep := rune(0)
	paren := d.groups[0].paren
	for d.count < maxGroups {
		j := i
		for j < len(s.src) && isDigit(s.src[j]) && j-i <= phoneMaxDigits+2 {
			if d.n == len(d.digits) {
				return
			}
			d.digits[d.n] = s.src[j]
			d.n++
			j++
		}
		g := &d.groups[d.count]
		g.n, g.size, g.hi, g.sep, g.paren = d.n, j-i, j, sep, paren
		d.count++
		next, c, inside := s.betweenGroups(j)
		if next < 0 {
			return
		}
		i, sep, paren = next, c, inside
	}
}

// firmBlank is a blank that belongs to one value for sure, since it is encoded
// or does not break.
const firmBlank = '\u00a0'

// betweenGroups steps over what may stand between two groups: one separator,
// blanks around it, parentheses. It returns -1 if no digit follows.
func (s *Scanner) betweenGroups(i int) (next int, sep rune, paren bool) {
	sep = 0
	for n := 0; n < 4 && i < len(s.src); n++ {
		c := s.src[i]
		if isDigit(c) {
			return i, sep, paren
		}
		u := unitAt(s.src, i)
		switch u.char {
		case ' ', '-', '.', '/', 0xa0, '+', '\u2011', '\u2013':
			if u.char == ' ' && sep == '+' || sep != 0 && sep != ' ' && sep != ')' && u.char != ' ' {
				return -1, 0, false
			}
			switch {
			case sep == ')' && u.char == ' ': // (0151) 123: the parenthesis counts
			case u.char == ' ' && u.encoded():
				sep = firmBlank
			case u.char == '+' && !u.encoded():
				sep = ' '
			default:
				sep = u.char
			}
		case '(':
			paren = true
			if sep == 0 {
				sep = '('
			}
		case ')':
			if sep == 0 {
				sep = ')'
			}
		case 0xc2: // the first byte of a no-break space
			if i+1 < len(s.src) && s.src[i+1] == 0xa0 {
				sep, u.hi = firmBlank, i+2
				break
			}
			return -1, 0, false
		default:
			return -1, 0, false
		}
		if sep == '-' && u.char == '-' && s.src[i-1] == ' ' && u.hi < len(s.src) && isDigit(s.src[u.hi]) {
			return -1, 0, false // +12 -34
		}
		if sep == '+' && u.encoded() && u.char == '+' {
			return -1, 0, false
		}
		i = u.hi
	}
	return -1, 0, false
}

// endsNumber looks at what stands after the last digit.
func (s *Scanner) endsNumber(hi int, last bool) bool {
	if hi == len(s.src) {
		return true
	}
	u := unitAt(s.src, hi)
	if u.char >= 0x80 {
		return true
	}
	c := byte(u.char)
	if u.encoded() {
		return c != '@' && !(isDigit(c) && s.src[hi] >= 0x80)
	}
	switch {
	case isDigit(c), c == '_', c == '@', c == '%', c == '$':
		return false
	case c == '*' && s.showsBefore(hi):
		return false
	case isLetter(c):
		return s.extensionEnd(hi) > hi
	case c == ',' || c == ':' || c == '/':
		return hi+1 == len(s.src) || !isDigit(s.src[hi+1]) || !last && c == ':'
	case c == '.' || c == '-':
		return hi+1 == len(s.src) || !isAlnum(s.src[hi+1]) || !last && c != '.' && c != ':'
	}
	return true
}

// extensionEnd is the end of an extension after the number, or hi.
func (s *Scanner) extensionEnd(hi int) int {
	i := skipBlanks(s.src, hi, min(len(s.src), hi+maxEscape))
	if i < len(s.src) && s.src[i] == ',' {
		i = skipBlanks(s.src, i+1, min(len(s.src), i+maxEscape))
	}
	for _, w := range extensionWords {
		if !hasFoldedAt(s.src, i, w) {
			continue
		}
		j := skipBlanks(s.src, i+len(w), min(len(s.src), i+len(w)+maxEscape))
		k := j
		for k < len(s.src) && k-j < maxExtension && isDigit(s.src[k]) {
			k++
		}
		if k > j && (k == len(s.src) || !isAlnum(s.src[k]) && !s.showsBefore(k)) {
			return k
		}
		return hi
	}
	return hi
}

// isPhone tells whether the first n groups are a number by its plan, written
// as numbers are written.
func (s *Scanner) isPhone(d *dialled, n int) bool {
	digits := d.digits[:d.groups[n-1].n]
	switch {
	case n == 2 && d.groups[1].sep == '.':
		return false // a decimal
	case d.plus:
		return isInternational(digits) || isWrittenInternational(digits)
	case d.beginsLikeUUID():
		return false
	case digits[0] == '0' && digits[1] == '0' && d.groups[0].size > 1 && len(digits) > phoneMinDigits+2:
		return isInternational(digits[2:]) || n > 1 && d.groups[0].size <= 5 && isWrittenInternational(digits[2:])
	}
	return s.isNational(d, n)
}

// beginsLikeUUID tells whether the first groups are those of a UUID (RFC 9562
// §4): one in forty begins with twelve digits, and some of these with 00.
func (d *dialled) beginsLikeUUID() bool {
	return d.count > 1 && d.groups[0].size == 8 && d.groups[1].size == 4 && d.groups[1].sep == '-'
}

// isInternational also takes numbers that a plan keeps for fiction, as logs
// and tests have them.
func isInternational(digits []byte) bool {
	if len(digits) > phoneMaxDigits+1 {
		return false
	}
	return numbering.International(digits) || numbering.Reserved(digits)
}

// minPlusDigits is the shortest number after a plus that counts although its
// plan does not know it: plans change, and people mistype.
const minPlusDigits = 8

// isWrittenInternational tells whether digits after a plus have the length of a
// number and begin with a calling code.
func isWrittenInternational(digits []byte) bool {
	return len(digits) >= minPlusDigits && len(digits) <= phoneMaxDigits && numbering.CallingCodeLength(digits) > 0
}

// isNational tells whether the groups are a number of one of the engine's
// regions, in one of the ways in which people there write it.
func (s *Scanner) isNational(d *dialled, n int) bool {
	digits := d.digits[:d.groups[n-1].n]
	if n == 1 && digits[0] != '0' || len(digits) < 9 || len(digits) > 12 {
		return false // a bare number could be anything
	}
	for _, r := range s.engine.regions {
		if r.written(d.groups[:n], digits) {
			return true
		}
	}
	return false
}
