package detectors

import "bytes"

// The key/value shape: a name, a separator, a value, in JSON, in Python's
// repr, in logfmt, in headers, in query strings and forms. It knows every kind
// only through the key table.

const (
	// maxKeySpace is how many blanks may stand between a key and its separator.
	maxKeySpace = 32
	// minInside is the shortest name that a key's word can stand inside of.
	minInside = len("secretX")
)

// keyValueShape is called at a raw separator that may follow a key, unless it
// follows a plain word.
func keyValueShape(s *Scanner, at int) {
	sep := unit{rune(s.src[at]), at, at + 1}
	k, ok := s.plainKey(at)
	if ok { // fast path
		if k.lo >= s.cursor {
			s.valueAfter(k, sep)
		}
	} else if s.mayFollowKey(at) {
		keyValue(s, sep)
	}
}

// keyValue reads the key before the separator and takes the value after it.
func keyValue(s *Scanner, sep unit) {
	if k, ok := s.keyBefore(sep.lo); ok {
		s.valueAfter(k, sep)
	}
}

// valueAfter takes the value after a key and its separator.
func (s *Scanner) valueAfter(k named, sep unit) {
	s.under(k.lo, k.hi)
	i, spaced, ok := s.afterSeparator(sep, k)
	if !ok {
		s.missAfter(k, i)
		return
	}
	if s.saysNothing(&k, sep, i) || s.takePlain(&k, sep, i, spaced) {
		return // fast path
	}
	if k.entry.flags&keyAuth != 0 && s.awaitCredentials(k, sep, i) {
		return
	}
	if c := s.src[i]; c == '\n' || c == '\r' || c == '|' || c == '>' || c == '\\' && lineEndAt(s.src, i) > 0 {
		if s.awaitBlock(k, sep, i); s.region.mode != regionBlock {
			s.missAfter(k, i)
		}
		return
	}
	k.spaced = spaced
	s.takeUnder(k, sep, i)
}

// named is a key as it was found before a separator.
type named struct {
	entry      keyEntry
	lo, hi     int
	quote      byte  // around the key, 0 if none
	paren      bool  // the key stands in parentheses, as in Key (token)=(X)
	halfQuoted bool  // no quote opens the key
	plainQuote bool  // that quote stands for itself, behind backslashes or not
	escape     uint8 // how many backslashes stand before that quote
	apart      bool  // blanks stand between the key and the separator
	spaced     bool  // blanks stand between the separator and the value
	query      bool  // the key is a parameter of a query string
}

// keyBefore finds the key that ends before a separator at src[at].
func (s *Scanner) keyBefore(at int) (k named, ok bool) {
	floor := max(0, at-maxBack)
	bracket := s.nameEnd(&k, at, floor)
	if k.hi-minKey < floor {
		return k, false
	}
	k.lo = s.keyRun(k.hi, floor)
	switch {
	case bracket && !s.isSubscript(k.lo, floor), k.paren && (k.lo == floor || s.src[k.lo-1] != '('):
		return k, false
	case k.hi-k.lo < minKey, k.hi-k.lo > maxKey, k.lo < s.cursor:
		return k, false
	}
	name := s.src[k.lo:k.hi]
	u := unitBefore(s.src, max(k.lo, floor+1), floor)
	if k.quote != 0 {
		switch opening := s.quoteBefore(u, floor); {
		case opening == 0:
			k.halfQuoted = true
		case opening != k.quote:
			return k, false // the quotes of two strings
		}
	}
	if u.encoded() && u.hi == k.lo && isKeyChar(u.char) {
		k.lo, name = s.encodedName(k.lo, k.hi, floor)
	}
	k.entry = s.engine.keys.find(name).inHeader(s.src[k.lo:k.hi])
	k.query = k.quote == 0 && s.beginsParameter(k.lo, floor)
	if !k.entry.known && k.apart && k.quote == 0 && isTypeName(s.src[k.lo:k.hi]) {
		k, ok = s.keyBefore(s.annotated(k.lo, floor))
		k.apart = true
		return k, ok
	}
	return k, k.entry.known
}

// nameEnd steps back from a separator at src[at] over blanks, operators,
// colours, a quote and brackets to the end of a name. It reports whether the
// name has to stand in brackets.
func (s *Scanner) nameEnd(k *named, at, floor int) (bracket bool) {
	i := at
	for i > floor && at-i < maxKeySpace && isSpace(s.src[i-1]) {
		i--
	}
	k.apart = i < at
	if j := s.operatorBefore(s.colourBefore(i, floor), at, floor); j < i {
		k.apart = true
		i = s.colourBefore(j, floor)
	}
	if k.hi = i; i-1 <= floor {
		return false
	}
	if s.src[i-1] == ')' && s.src[at] == '=' {
		k.paren, k.hi = true, i-1
		return false
	}
	u := unitBefore(s.src, i, floor)
	if u.char != '"' && u.char != '\'' && u.char != '`' && u.char != ']' {
		return false
	}
	k.quote, k.escape = byte(u.char), slashesOf(u, s.src)
	k.plainQuote = s.src[u.hi-1] == k.quote
	i = u.lo
	if bracket = u.char == ']'; bracket {
		k.quote = 0
		if j := s.beforeIndex(i, floor); j > 0 && s.src[at] == '=' {
			i, bracket = j, false // token[], password[0]
		}
		i = s.beforeBracketQuote(i, floor)
	} else if i > floor && s.src[i-1] == ']' {
		i, bracket = i-1, true // "user[password]"
	}
	k.hi = s.colourBefore(i, floor)
	return bracket
}

// inHeader is what an entry means under the name of a header: X-Auth holds
// credentials for sure, X-Partner-Key a key.
func (e keyEntry) inHeader(name []byte) keyEntry {
	if e.flags == keyAuth|keyWeak && isHeaderName(name) {
		e.flags = keyAuth
	}
	if e.flags == keyWeak|keyOwned && isHeaderName(name) {
		e.flags = 0
	}
	return e
}

func isKeyChar(c rune) bool { return c < 0x80 && byteClass[byte(c)]&isKeyBit != 0 }

// encodedName walks on over a name of which some characters are escaped, as in
// X%2DApi%2DKey and p\u0061ssword, and decodes it.
func (s *Scanner) encodedName(lo, hi, floor int) (int, []byte) {
	for lo > floor && hi-lo < maxKey {
		u := unitBefore(s.src, lo, floor)
		if !isKeyChar(u.char) {
			break
		}
		lo = u.lo
	}
	s.name = appendDecoded(s.name[:0], s.src[lo:hi], maxKey)
	return lo, s.name
}

// quoteBefore is the quote before a name, or 0 if something else stands there;
// u is what stands before the name's last word.
func (s *Scanner) quoteBefore(u unit, floor int) byte {
	for n := 0; n < maxKey && u.lo > floor && (isKeyChar(u.char) || u.char == ' '); n++ {
		u = unitBefore(s.src, u.lo, floor)
	}
	if u.char >= 0x80 || !isQuote(byte(u.char)) {
		return 0
	}
	return byte(u.char)
}

// operatorBefore steps back over the other characters of an assignment such as
// ::=, ?=, .= or ->, whose last one is the separator at src[at], and the blanks
// before them.
func (s *Scanner) operatorBefore(i, at, floor int) int {
	j := i
	for j > floor && i-j < maxOperator && s.isOperator(s.src[j-1], s.src[at]) {
		j--
	}
	if j == i {
		return i // fast path
	}
	for n := j; j > floor && n-j < maxKeySpace && isSpace(s.src[j-1]); j-- {
	}
	return j
}

// maxOperator is how many characters stand before the last one of an operator.
const maxOperator = 3

func (s *Scanner) isOperator(c, last byte) bool {
	switch last {
	case '=':
		return c == ':' || c == '?' || c == '|' || c == '+' || c == '.'
	case '>':
		return c == '-'
	}
	return false
}

// isTypeName tells whether a name is the type of a variable that has its own
// name before it, as in Go's var token string = and Python's token: str =.
func isTypeName(name []byte) bool {
	for _, t := range typeNames {
		if equalFolded(name, t) {
			return true
		}
	}
	return false
}

var typeNames = [...]string{"string", "str", "bytes", "text", "secretstr", "char"}

// annotated is the end of the name before its type, which begins at src[lo].
func (s *Scanner) annotated(lo, floor int) int {
	i := lo
	for i > floor && lo-i < maxKeySpace && s.src[i-1] == '*' {
		i-- // of a pointer; a star with a blank behind it is a mask
	}
	for i > floor && lo-i < maxKeySpace && (isSpace(s.src[i-1]) || s.src[i-1] == ':') {
		i--
	}
	return i
}

// mayFollowKey is a cheap test that holds for the separator after every key:
// the name before it ends in letters that a key ends in, or is long enough to
// have a key's word inside.
func (s *Scanner) mayFollowKey(at int) bool {
	if at <= minKey {
		return at == minKey
	}
	i := at
	if c := s.src[i-1]; c == '"' || c == '\'' {
		i--
	}
	switch c := s.src[i-1]; {
	case isLetter(c) && s.engine.keys.ends.rejects(s.src, i):
		return s.mayHoldKey(i) // fast path
	case isDigit(c):
		return s.isNumbered(i)
	case !isLetter(c):
		return byteClass[c]&isKeyBit != 0 || isSpace(c) || c == ']' || c == ';' || c == '\\' || c == '`' || c == ')' && s.src[at] == '=' || s.isOperator(c, s.src[at])
	case s.engine.keys.ends.has(s.src, i), s.src[i-3] == '%':
		return true
	case c == 'm' && (isDigit(s.src[i-2]) || s.src[i-2] == '['):
		return true // perhaps a colour
	}
	return s.mayHoldKey(i)
}

// maxNumber is how many digits may follow a key, as in password2.
const maxNumber = 4

// isNumbered tells whether a key may end before the digits that end at src[hi]:
// password2, %22, but not 10:15 or 2026:.
func (s *Scanner) isNumbered(hi int) bool {
	if hasPrefixAt(s.src, hi-len(`\u0022`), `\u00`) {
		return true
	}
	i := hi
	for i > minKey && hi-i < maxKey && (isDigit(s.src[i-1]) || s.src[i-1] == '_' || s.src[i-1] == '-') {
		i--
	}
	if s.src[i-1] == '%' {
		return true
	}
	return isLetter(s.src[i-1]) && s.engine.keys.ends.mayHave(s.src, i) || s.mayHoldKey(hi)
}

// mayHoldKey is a cheap test that holds for every name, ending before src[hi],
// that has a word of Kind.Inside before its last one: it is long enough and has
// the letters of "passwd" or of "secret".
func (s *Scanner) mayHoldKey(hi int) bool {
	if hi < minInside || byteClass[s.src[hi-minInside]]&isKeyBit == 0 {
		return false
	}
	const password, secret = 1<<('p'&31) | 1<<('a'&31) | 1<<('s'&31) | 1<<('w'&31) | 1<<('d'&31),
		1<<('s'&31) | 1<<('e'&31) | 1<<('c'&31) | 1<<('r'&31) | 1<<('t'&31)
	seen := uint32(0)
	for i := hi; i > 0 && hi-i < maxKey && byteClass[s.src[i-1]]&isKeyBit != 0; i-- {
		seen |= 1 << (s.src[i-1] & 31)
	}
	return seen&password == password || seen&secret == secret
}

// isHeaderName: a name that begins with X- or, in request.META, with HTTP_.
func isHeaderName(name []byte) bool {
	return hasFoldedAt(name, 0, "x-") || hasFoldedAt(name, 0, "http_")
}

// isSubscript tells whether the name at src[lo] stands in brackets behind
// another name, as in user[password], and not in those of a mask.
func (s *Scanner) isSubscript(lo, floor int) bool {
	i := s.beforeBracketQuote(lo, floor)
	if i-2 < floor {
		return false
	}
	u := unitBefore(s.src, i, floor)
	if u.char != '[' || u.lo == floor || s.maskAt(u.lo) > 0 {
		return false
	}
	c := s.src[u.lo-1]
	return byteClass[c]&isKeyBit != 0 || c == ']'
}

// beforeIndex is the end of the name before the bracket of an index, an empty
// one or a number, that ends at src[i]; 0 if there is none.
func (s *Scanner) beforeIndex(i, floor int) int {
	lo := i
	for lo > floor && i-lo < maxNumber && isDigit(s.src[lo-1]) {
		lo--
	}
	if lo == floor {
		return 0
	}
	if u := unitBefore(s.src, lo, floor); u.char == '[' && s.maskAt(u.lo) == 0 {
		return u.lo
	}
	return 0
}

// beforeBracketQuote steps over the quote of user['password'].
func (s *Scanner) beforeBracketQuote(i, floor int) int {
	if i > floor {
		if u := unitBefore(s.src, i, floor); u.char == '"' || u.char == '\'' {
			return u.lo
		}
	}
	return i
}

// keyRun is where the name that ends at src[hi] begins. The last byte of an
// escape before it, as in %26token or \ntoken, does not belong to it.
func (s *Scanner) keyRun(hi, floor int) int {
	i := hi
	for i > floor && hi-i <= maxKey && byteClass[s.src[i-1]]&isKeyBit != 0 {
		i--
	}
	if i == floor {
		return i
	}
	switch s.src[i-1] {
	case '%', '\\', '&':
		if u := unitAt(s.src, i-1); u.encoded() && u.hi <= hi {
			return u.hi
		}
	case '[':
		if j := colourEnd(s.src, i-1, hi); j > 0 {
			return j
		}
	case ';':
		return s.afterColourParameter(i, hi)
	}
	return i
}

// beginsParameter tells whether the name at src[lo] follows ?, & or the like.
func (s *Scanner) beginsParameter(lo, floor int) bool {
	if lo <= floor {
		return false
	}
	switch u := unitBefore(s.src, lo, floor); u.char {
	case '?', '&', '#':
		return true
	case ';':
		return !isSpace(s.src[lo]) && u.lo > floor && !isSpace(s.src[u.lo-1])
	}
	return false
}

// skipSpace steps over blanks, at most n of them.
func (s *Scanner) skipSpace(i, n int) int {
	for end := min(len(s.src), i+n); i < end && isSpace(s.src[i]); i++ {
	}
	return i
}

// afterSeparator is where the value begins, or not ok if the separator is an
// operator or nothing follows.
func (s *Scanner) afterSeparator(sep unit, k named) (i int, spaced, ok bool) {
	i = sep.hi
	if i >= len(s.src) {
		return i, false, false
	}
	switch c := s.src[i]; {
	case sep.char == '=' && (c == '=' || c == '~'), sep.char == ':' && c == ':':
		return i, false, false
	case sep.char == '=' && c == '>', sep.char == ':' && c == '=':
		i++
	case sep.char == '=' && (k.apart && hasPrefixAt(s.src, i, "3D ") || hasPrefixAt(s.src, i, `3D"`) || hasPrefixAt(s.src, i, "3D'")):
		i += len("3D") // quoted-printable
	case sep.char == '=' && isSpace(c) && !k.apart && (s.beginsParameter(k.lo, max(0, k.lo-maxEscape)) || !s.beginsValue(s.skipSpace(i, maxKeySpace))):
		return i, false, false // an empty value: the next field is not eaten
	}
	j := i
	if sep.encoded() {
		j = s.skipEncodedBlanks(i)
	} else {
		j = s.skipColour(s.skipSpace(i, maxGap))
	}
	return j, j > i, j < len(s.src)
}

// beginsValue tells whether what stands at src[i], after an equals sign and
// blanks, is its value and not the next field: it is quoted, or a word with
// digits that no separator follows.
func (s *Scanner) beginsValue(i int) bool {
	if i >= len(s.src) {
		return false
	}
	if isQuote(s.src[i]) {
		return i+1 < len(s.src) && !closesOuter(s.src, i+1)
	}
	j, digits := i, 0
	for j < len(s.src) && j-i < maxKey && byteClass[s.src[j]]&isCredBit != 0 && s.src[j] != '=' && s.src[j] != ':' && s.src[j] != '/' {
		if isDigit(s.src[j]) {
			digits++
		}
		j++
	}
	return digits > 1 && j-i >= minWeakPassword && digits < j-i && (j == len(s.src) || s.src[j] <= ' ')
}

// skipEncodedBlanks steps over %20 and + after an encoded separator; a raw blank
// there ends the URL.
func (s *Scanner) skipEncodedBlanks(i int) int {
	for end := min(len(s.src), i+maxGap); i < end; {
		u := unitAt(s.src, i)
		if u.char != '+' && !(u.encoded() && u.char == ' ') {
			break
		}
		i = u.hi
	}
	return i
}

// takeUnder takes the value at src[i] under a key, by what the key means.
func (s *Scanner) takeUnder(k named, sep unit, i int) {
	switch f := k.entry.flags; {
	case f&keyArgs != 0:
		s.args(i)
		return
	case f&keyMemberName != 0:
		if s.rememberName(k, i) || f&keyWeak == 0 {
			return
		}
	case f&keyMemberValue != 0:
		if !s.underName(&k, i) {
			return
		}
	}
	switch {
	case k.entry.flags&(keyCrumbs|keyFirst) != 0 && s.src[i] != '[':
		s.cookieHeader(k, sep, i)
	case k.entry.flags&keyPhone != 0 && k.quote == 0 && !k.query && !sep.encoded() && s.numberUnderKey(i):
	case k.entry.flags&keyAuth != 0 && s.authHeader(k, sep, i):
	case s.beginsMasked(i):
		s.missAfter(k, i)
	case s.src[i] == '[', s.src[i] == '(' && (k.paren || s.opensTuple(i)):
		s.listUnder(k, i)
	case s.src[i] == '(': // (known after apply), (self, request)
		s.missAfter(k, i)
	case s.src[i] == '{' && k.quote != 0 && k.entry.flags == 0:
		s.paired = pairing{key: k.entry, from: i + 1, live: true} // {"password": {"value": …}}
		s.missAfter(k, i)
	default:
		if v, ok := s.valueUnder(k, sep, i); ok && !s.isSameName(k, v) && !s.isStatement(k, v) {
			if s.fillsLine(k, sep, v) {
				v.end = delimiter{form: endLine, level: 1}
			}
			if end := s.take(v); end >= 0 && v.quoted && k.apart && sep.char == '=' {
				s.remember(k.entry, v.lo, end)
			}
		} else {
			s.missAfter(k, i)
		}
	}
}

// isSameName tells whether an unquoted value is its key again, as in a call
// with password=password.
func (s *Scanner) isSameName(k named, v value) bool {
	lo := k.lo + bytes.LastIndexByte(s.src[k.lo:k.hi], '.') + 1 // of self.password
	n := k.hi - lo
	return !v.quoted && v.place != PlaceQuery && v.lo+n < len(s.src) && equalFold(s.src[lo:k.hi], s.src[v.lo:v.lo+n]) && (s.src[v.lo+n] == ',' || s.src[v.lo+n] == ')' || s.src[v.lo+n] == ';')
}

// isStatement tells whether an unquoted value is the right side of an
// assignment in source code: it has braces, and a semicolon ends it.
func (s *Scanner) isStatement(k named, v value) bool {
	if v.quoted || v.end.form != endWord && v.end.form != endPassword || !k.apart {
		return false
	}
	got := s.find(v.end, v.lo, maxConfigLine)
	hi := v.lo + got.at
	return got.done && hi < len(s.src) && s.src[hi] == ';' && bytes.IndexByte(s.src[v.lo:hi], '{') >= 0
}

// maxConfigLine is the longest rest of a line that is one password.
const maxConfigLine = 128

// fillsLine tells whether a password is the rest of its line, blanks and all:
// its key begins the line, as in YAML, and nothing like another key follows.
func (s *Scanner) fillsLine(k named, sep unit, v value) bool {
	if v.quoted || sep.char != ':' || k.quote != 0 || sep.encoded() || !s.beginsHeader(k.lo) {
		return false
	}
	if k.entry.kind == kindSignature {
		return true // t=…,v1=…,v0=…
	}
	if k.entry.kind != kindPassword && !k.compound(s.src) || k.entry.flags&(keyWeak|keyPlain|keyPhone) != 0 || s.isMasked(v.lo) {
		return false
	}
	rest := s.src[v.lo:min(len(s.src), v.lo+maxConfigLine)]
	hi := len(rest)
	for i, c := range rest {
		if c == '\n' || c == '\r' {
			hi = i
			break
		}
		if c == '=' || c == ':' || c == ',' || c == '#' || c == ';' || isQuote(c) || c == '{' || c == '(' {
			return false
		}
	}
	return hi < maxConfigLine && !(hi == len(rest) && s.cut) && hi > 0 && !saysVerdict(rest[:hi]) && !beginsPasswordProse(rest[:hi])
}

// compound tells whether a name has several words, as nothing in a sentence has.
func (k named) compound(src []byte) bool {
	for i := k.lo + 1; i < k.hi-1; i++ {
		if c := src[i]; c == '-' || c == '_' || isUpper(c) && isLowerCase(src[i-1]) {
			return true
		}
	}
	return false
}

// opensTuple tells whether strings or numbers follow a parenthesis.
func (s *Scanner) opensTuple(i int) bool {
	j := s.skipPrefix(s.skipSpace(i+1, maxKeySpace))
	if j >= len(s.src) {
		return false
	}
	u := unitAt(s.src, j)
	return u.char < 0x80 && (isQuote(byte(u.char)) || isDigit(byte(u.char)) || isOpening(byte(u.char)))
}

// placeOf is where a value under this key stands.
func (k named) placeOf() Place {
	switch {
	case k.entry.flags&keyAuth != 0:
		return PlaceHeader
	case k.query:
		return PlaceQuery
	case k.quote != 0:
		return PlaceBody
	}
	return PlaceText
}

// valueUnder describes the value at src[i].
func (s *Scanner) valueUnder(k named, sep unit, i int) (value, bool) {
	v, ok := s.openValue(s.skipWrapper(i), k.entry, k.quote != 0 && sep.char == ':')
	if !ok {
		return v, false
	}
	v.place, v.prose = k.placeOf(), k.quote == 0 && (k.spaced || sep.char == ':') && !s.isSetting(k, v)
	switch {
	case v.quoted && sep.encoded() && v.end.form == endQuote,
		v.quoted && k.quote != 0 && v.end.form == endQuote && v.end.level < k.escape && (v.end.quote == k.quote || closesOuter(s.src, v.lo)),
		v.quoted && k.quote == 0 && !sep.encoded() && (k.query || closesOuter(s.src, v.lo)),
		v.quoted && k.quote != 0 && v.end.quote != k.quote && closesOuter(s.src, v.lo):
		return v, false // an empty value, and the end of the string around it
	case v.quoted:
		if (k.quote == 0 || k.halfQuoted) && v.end.form == endQuote && v.end.quote == '\'' {
			v.end.form = endApostrophe
		}
	case !v.quoted && i > sep.hi && s.src[i-1] == 'm' && s.colourBefore(i, sep.hi) < i:
		v.end = delimiter{form: endColour}
	case k.query || sep.encoded():
		v.place = PlaceQuery
		v.end = delimiter{form: endQuery, level: percentLevel(sep, s.src)}
	case k.entry.kind == kindPassword && v.end.form == endWord && v.end.level == 0:
		v.end.form = endPassword
	case k.quote != 0 && sep.char == ':' && k.plainQuote:
		v.quote, v.escape = k.quote, k.escape
	}
	return v, true
}

// isSetting tells whether a line is nothing but a key of several words and one
// word: a header, a setting, and no prose.
func (s *Scanner) isSetting(k named, v value) bool {
	if v.quoted || !k.compound(s.src) || !s.beginsHeader(k.lo) {
		return false
	}
	got := s.find(v.end, v.lo, maxRecognise)
	hi := s.skipSpace(v.lo+got.at, maxKeySpace)
	return got.done && (hi == len(s.src) || lineEndAt(s.src, hi) > 0)
}

// closesOuter tells whether a quote before src[i] ends the string that a key
// is in, instead of opening its value: what follows cannot begin a value.
func closesOuter(src []byte, i int) bool {
	if i >= len(src) {
		return true
	}
	switch src[i] {
	case ',', '}', ']', ')', ' ', '\n', '\r', ':':
		return true
	}
	return false
}

// openValue describes the value that begins at src[i]: quoted in some view, or
// bare. Inside brackets a bare value ends also at a comma or a bracket.
func (s *Scanner) openValue(i int, key keyEntry, inside bool) (value, bool) {
	v, begin := value{key: key}, i
	i = s.skipPrefix(i)
	if i >= len(s.src) || s.src[i] == '\n' || s.src[i] == '\r' {
		return v, false
	}
	u := unitAt(s.src, i)
	if u.char != '"' && u.char != '\'' && u.char != '`' {
		v.lo, v.end = i, delimiter{form: endWord}
		if inside {
			v.end.level = 1
		}
		c := s.src[i]
		return v, c != '{' && !(inside && isOpening(c)) && c != ',' && c != ']' && c != ')' && c != '}'
	}
	if i > begin && closesOuter(s.src, u.hi) {
		return v, false // a word of one letter at the end of a string
	}
	v.quoted, v.lo = true, u.hi
	v.end = delimiter{form: endEncodedQuote, quote: byte(u.char)}
	if s.src[u.hi-1] == byte(u.char) {
		v.end = delimiter{form: endQuote, quote: byte(u.char), level: slashesOf(u, s.src)}
	}
	return v, true
}

// wrappers are constructors that hold a secret.
var wrappers = [...]string{"secretstr(", "secretbytes(", "secret(", "password(", "token("}

// skipWrapper steps over the name and the parenthesis of SecretStr('X').
func (s *Scanner) skipWrapper(i int) int {
	switch s.src[i] | 0x20 {
	case 's', 'p', 't':
	default:
		return i // fast path
	}
	for _, w := range wrappers {
		if hasFoldedAt(s.src, i, w) {
			if j := i + len(w); j < len(s.src) && isQuote(s.src[j]) {
				return j
			}
		}
	}
	return i
}

// slashesOf is how many backslashes stand before a quote.
func slashesOf(quote unit, src []byte) uint8 {
	if src[quote.lo] != '\\' {
		return 0
	}
	return uint8(quote.hi - quote.lo - 1)
}

// skipPrefix steps over the letter of b'…', u'…' and r'…'.
func (s *Scanner) skipPrefix(i int) int {
	if i+1 >= len(s.src) {
		return i
	}
	switch s.src[i] {
	case 'b', 'u', 'r', 'f', 'B', 'U', 'R', 'N', 'E', 'e', '@', '$':
		if u := unitAt(s.src, i+1); u.char == '\'' || u.char == '"' {
			return i + 1
		}
	}
	return i
}

// listUnder takes every element of the list or tuple at src[i].
func (s *Scanner) listUnder(k named, i int) {
	r := region{mode: regionList, depth: 1, key: k.entry, place: k.placeOf(), quote: k.quote, escape: k.escape}
	s.enter(r, s.skipSpace(i+1, maxGap))
}
