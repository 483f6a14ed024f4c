package detectors

// The scheme shape: a word that names an HTTP authentication scheme, blanks,
// credentials (RFC 7235 §2.1). The word is kept.

// scheme is an authentication scheme and how its credentials are written.
type scheme uint8

const (
	schemeNone   scheme = iota
	schemeBearer        // one opaque token
	schemeBasic         // base64 of user:password, RFC 7617
	schemeToken         // Django REST framework's word, also a common noun
	schemeParams        // name="value" parameters, which are keys of their own
)

var schemes = [...]struct {
	word   string
	scheme scheme
}{
	{"bearer", schemeBearer}, {"basic", schemeBasic}, {"token", schemeToken},
	{"jwt", schemeBearer}, {"apikey", schemeBearer}, {"api-key", schemeBearer},
	{"dpop", schemeBearer}, {"negotiate", schemeBearer}, {"ntlm", schemeBearer},
	{"key", schemeToken}, {"bot", schemeToken}, {"splunk", schemeBearer},
	{"session", schemeToken}, {"sharedkey", schemeBearer}, {"snowflake", schemeBearer},
	{"digest", schemeParams}, {"aws4-hmac-sha256", schemeParams}, {"aws4-ecdsa-p256-sha256", schemeParams},
	{"signature", schemeParams}, {"hmac", schemeParams}, {"oauth", schemeParams},
	{"hawk", schemeParams}, {"mac", schemeParams}, {"vapid", schemeParams},
}

const (
	maxSchemeWord = 24
	// maxSchemeGap is how many blanks may stand after the word.
	maxSchemeGap = 64
)

// schemeAt finds a known scheme word at src[lo] and where its credentials
// begin, before hi.
func schemeAt(src []byte, lo, hi int) (scheme, int) {
	i := lo
	for i < hi && i-lo <= maxSchemeWord && (isAlnum(src[i]) || src[i] == '-') {
		i++
	}
	cred := skipBlanks(src, i, hi)
	if cred == i || cred == hi {
		return schemeNone, lo
	}
	if n := schemeWords.index(src[lo:i]); n >= 0 {
		return schemes[n].scheme, cred
	}
	return schemeNone, lo
}

var schemeWords = func() *wordSet {
	var words []string
	for _, s := range schemes {
		words = append(words, s.word)
	}
	return newWordSet(words)
}()

// isSchemeWord tells whether text is a scheme's word and nothing after it.
func isSchemeWord(text []byte) bool {
	return schemeWords.has(trimSpaces(text))
}

// skipBlanks steps over blanks as they are written in any view; a plus is one
// in a query string.
func skipBlanks(src []byte, i, hi int) int {
	for end := min(hi, i+maxSchemeGap); i < end; {
		c := src[i]
		if isSpace(c) || c == '+' {
			i++
			continue
		}
		u := unitAt(src, i)
		if !u.encoded() || u.char != ' ' && u.char != '\t' {
			break
		}
		i = u.hi
	}
	return min(i, hi)
}

// minScheme is the length of the shortest word that schemeShape is called at.
const minScheme = len("basic")

// blankBegins are the bytes that a blank begins with, in any view, and those that
// a scheme's word may have besides letters and digits.
var blankBegins = newByteSet(" \t+%\\&\xc2\xe2\xef-")

// schemeShape is called at a scheme word anywhere in the text.
func schemeShape(s *Scanner, at int) {
	hi := at + minScheme
	for hi < len(s.src) && isAlnum(s.src[hi]) {
		hi++
	}
	if hi == len(s.src) || !blankBegins.has(s.src[hi]) {
		return // fast path
	}
	if at > 0 && !s.wordBegins(at) {
		return
	}
	hi = min(len(s.src), at+maxGap)
	scheme, cred := schemeAt(s.src, at, hi)
	if scheme == schemeNone || scheme == schemeParams {
		return
	}
	v := value{lo: cred, end: delimiter{form: endCredential}, place: PlaceText, prose: true}
	v.key = keyEntry{kind: kindToken, flags: keyWeak}
	if q := unitAt(s.src, cred); isQuote(byte(q.char)) && q.char < 0x80 || beginsProse(s.src[cred:hi]) {
		s.missValue(v, KeptProse)
		return
	}
	s.takeCredentials(v, scheme)
}

// minProse is the shortest word that beginsProse takes for one.
const minProse = 3

// beginsProse tells whether text begins with a word in small letters that ends
// in a blank, as written in a query string: "token+expired".
func beginsProse(text []byte) bool {
	for i, c := range text {
		if !isLowerCase(c) {
			return i >= minProse && i < longWord && c == '+'
		}
	}
	return false
}

// wordBegins tells whether no word reaches over the boundary before src[at].
func (s *Scanner) wordBegins(at int) bool {
	c := s.src[at-1]
	if !isAlnum(c) && c != '_' && c != '-' {
		return true // fast path
	}
	if unitBefore(s.src, at, max(0, at-maxEscape)).encoded() {
		return true
	}
	return c == 'm' && s.colourBefore(at, max(0, at-maxColour)) < at
}

// takeCredentials takes a value that follows a scheme word.
func (s *Scanner) takeCredentials(v value, by scheme) {
	got := s.find(v.end, v.lo, maxRecognise)
	hi := v.lo + got.at
	if got.done && !v.quoted {
		hi = trimValue(s.src, v.lo, hi)
	}
	kind, lo, why := s.judgeCredentials(v, by, v.lo, hi)
	f := Finding{Lo: lo, Hi: hi, Kind: kind, Place: v.place, Reason: why}
	if s.keeps(f, got.done) {
		return
	}
	s.mask(v, f, got.done)
}

// judgeCredentials decides on what follows a scheme word. Without a key that
// promises credentials they have to look like some.
func (s *Scanner) judgeCredentials(v value, by scheme, cred, hi int) (KindID, int, Reason) {
	switch {
	case by == schemeParams && s.beginsParameters(cred, hi):
		return v.key.kind, cred, KeptField
	case hi <= cred:
		return v.key.kind, cred, KeptEmpty
	case s.isMask(cred, hi):
		return v.key.kind, cred, KeptMask
	}
	text := s.decode(cred, hi)
	if kind, why := s.proof(text); why.Masks() {
		return kind, cred, why
	}
	kind := kindToken
	switch {
	case isBlank(text):
		return v.key.kind, cred, KeptWord
	case by == schemeBasic:
		kind = kindBasic
		if looksBasic(text) {
			return kind, cred, MaskedScheme
		}
	}
	if v.key.flags&keyWeak == 0 {
		return kind, cred, keepUnless(!isSentence(text), MaskedScheme, KeptProse)
	}
	if equals(text) {
		return kind, cred, KeptField // auth=token key=…
	}
	if by == schemeBearer || by == schemeParams {
		return kind, cred, s.unlessLonger(keepUnless(looksBearer(text), MaskedScheme, KeptProse), v.key, cred, hi)
	}
	return kind, cred, s.unlessLonger(keepUnless(isOpaque(text, minOpaqueAfterWord), MaskedScheme, KeptProse), v.key, cred, hi)
}

// beginsParameters tells whether name=value parameters begin at src[i], and no
// credentials in one piece.
func (s *Scanner) beginsParameters(i, hi int) bool {
	j := i
	for j < hi && (isAlnum(s.src[j]) || s.src[j] == '_' || s.src[j] == '-') {
		j++
	}
	return j > i && j+1 < hi && s.src[j] == '=' && s.src[j+1] != '=' && s.src[j+1] > ' ' || j == i
}

// authHeader takes the value of an Authorization-like header. It reports
// whether it knew how to.
func (s *Scanner) authHeader(k named, sep unit, i int) bool {
	v, ok := s.openValue(i, k.entry, false)
	if !ok || v.quoted || k.quote != 0 || sep.char == '=' {
		return false // the general way: the value ends at its quote or at a blank
	}
	v.place, v.lo = PlaceHeader, i
	hi := min(len(s.src), i+maxGap)
	by, cred := schemeAt(s.src, i, hi)
	switch by {
	case schemeParams:
		if s.beginsParameters(cred, hi) {
			return true
		}
	case schemeNone:
		if k.entry.flags&keyWeak != 0 || !s.beginsHeader(k.lo) {
			return false
		}
		v.end = delimiter{form: endLine, level: 1}
		s.take(v)
		return true
	}
	if q := unitAt(s.src, cred); q.char == '"' || q.char == '\'' {
		return false
	}
	if by == schemeToken && s.beginsParameters(cred, hi) {
		return true // Token token="X"
	}
	v.lo, v.end = cred, delimiter{form: endCredential}
	s.takeCredentials(v, by)
	return true
}

// beginsHeader tells whether a name stands where a header of a dump begins: at
// the beginning of a line or of a string, also after a marker such as "> ".
func (s *Scanner) beginsHeader(lo int) bool {
	floor := max(0, lo-maxEscape)
	i := lo
	for n := 0; i > floor && n < 4; n++ {
		c := s.src[i-1]
		if c != ' ' && c != '>' && c != '<' && c != '*' && c != '#' && c != '\t' {
			break
		}
		i--
	}
	if i == floor {
		return i == 0
	}
	u := unitBefore(s.src, i, floor)
	return u.char == '\n' || u.char == '"' || u.char == '\'' || u.char == '\r'
}
