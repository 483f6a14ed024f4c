package detectors

import (
	"bytes"

	"scrim/detectors/prefilter"
)

// The opaque shape: a long run of letters and digits in a place where Django
// puts secrets without any key: a segment of a path, the word after "code".

// opaqueRun is how many word bytes in a row start a look. No common word, and
// few identifiers, are as long; UUIDs and hexadecimal tokens are.
const opaqueRun = 16

const (
	// minPathToken is the shortest token in a path; names of pages are longer
	// only if they are words.
	minPathToken = 20
	// resetStamp and resetDigest are the lengths of the parts of a token of
	// Django's PasswordResetTokenGenerator: base 36 seconds, half of a SHA-256.
	resetStamp  = 6
	resetDigest = 32
	// maxSegments is how many path segments before a token are looked at:
	// /reset/<uid>/<token>/ has one between.
	maxSegments = 2
)

// tokenPaths are segments of a URL's path after which a token stands.
var tokenPaths = [...]string{
	"reset", "password-reset", "password_reset", "reset-password", "reset_password", "set-password", "confirm",
	"confirmation", "confirm-email", "activate", "activation", "verify", "verification", "verify-email", "email-verify",
	"unsubscribe", "magic", "magic-link", "magiclink", "token", "tokens", "invite", "invites", "invitation",
	"invitations", "i", "join", "accept", "login", "sso", "optin", "opt-in", "share", "shared", "signup", "register",
	"passwordless", "unlock", "approve", "recover", "recovery", "restore", "redeem", "claim", "validate", "authorize", "oauth", "pay", "ticket", "otl", "hooks", "webhook", "webhooks", "account-confirm-email", "key", "session", "s", "l",
}

// tokenWords are words of prose after which a token stands.
var tokenWords = [...]string{
	"token", "code", "session", "invite", "invitation", "secret", "key", "apikey", "cookie", "sessionid", "jwt",
	"credential", "credentials", "link", "csrf", "ticket", "otp", "nonce", "grant",
}

var tokenPathWords, plainPathWords = newWordSet(tokenPaths[:]), newWordSet(plainPaths[:])

// opaqueShape is called where a run of word bytes has become opaqueRun long.
func opaqueShape(s *Scanner, at int) {
	lo := at - opaqueRun + 1
	if lo < s.cursor || s.isPlainRun(lo) {
		return
	}
	floor := max(0, lo-maxBack)
	if u := unitAt(s.src, max(floor, lo-1)); lo > floor && u.encoded() && u.hi <= lo+5 {
		lo = max(lo, u.hi) // the run began inside an escape
	}
	if lo > 1 && (s.src[lo-1] == '[' || s.src[lo-1] == ';') {
		lo = s.afterColour(lo, at)
	}
	for _, shape := range s.engine.runs {
		if shape(s, lo); lo < s.cursor {
			return
		}
	}
	if free := max(floor, s.cursor); s.issuedKey(lo, free) || s.signedValue(lo, free) || s.formattedKey(lo, free) || s.terraformKey(lo, free) || s.accessUser(lo, free) {
		return
	}
	lo = s.credentialBegin(lo, floor)
	if lo == 0 || lo < s.cursor {
		return
	}
	u := unitBefore(s.src, lo, floor)
	v := value{lo: lo, end: delimiter{form: endCredential}, prose: true}
	switch {
	case u.char == '/':
		s.pathToken(v, u, floor)
	case u.char == ' ' || isQuote(byte(u.char)) && u.char < 0x80:
		s.wordToken(v, u, floor)
	}
	s.missRun(v)
}

// Bytes before a run that say whether it needs a look for more than an issuer's
// prefix.
const (
	runLook    = iota // anything that is part of a format, ends an escape or may stand in a path
	runPlain          // nothing that is taken stands behind it without a prefix
	runQuote          // what is before the quote decides
	runBracket        // it may be that of a colour
)

var beforeRun = func() (t [256]uint8) {
	for _, c := range "=,({<>?#@\n\t" {
		t[c] = runPlain
	}
	t['"'], t['\''], t['['] = runQuote, runQuote, runBracket
	return t
}()

// isPlainRun is a cheap test that fails for every run of which opaqueShape takes
// anything: the run at src[lo] is no issuer's, is not signed, and stands where
// only a key could promise something.
func (s *Scanner) isPlainRun(lo int) bool {
	if lo < 3 || len(s.engine.runs) > 0 || s.notes != nil {
		return false
	}
	switch beforeRun[s.src[lo-1]] {
	case runLook:
		return false
	case runQuote:
		c := s.src[lo-2]
		if c == ' ' {
			c = s.src[lo-3]
		}
		if isLetter(c) || c == '(' || c == '\\' || c <= ' ' || c >= 0x80 {
			return false
		}
	case runBracket:
		if c := s.src[lo-2]; c == 0x1b || isHex(c) {
			return false
		}
	}
	if s.src[lo] == 'v' || issuedLength(s.src[lo:]) > 0 {
		return false
	}
	hi := s.runEnd(lo + opaqueRun)
	return !s.maySign(hi) && !isMailchimp(s.src[lo:hi])
}

// runEnd is where the run of word bytes ends that goes on at src[i], which is the
// place after a candidate.
func (s *Scanner) runEnd(i int) int {
	if place := i - s.base; place < prefilter.BlockSize {
		if n := s.bitmaps.WordsAfter(s.block, place); n < prefilter.BlockSize-place {
			return i + n // fast path
		}
	}
	return i + s.wordRun(i)
}

// maySign tells whether what stands at src[i] may be the time of a signed value.
func (s *Scanner) maySign(i int) bool {
	if i >= len(s.src) {
		return false
	}
	switch c := s.src[i]; c {
	case '%':
		return true
	case ':', '.':
		return i+1+signedTime < len(s.src) && s.src[i+1+signedTime] == c
	}
	return false
}

// maxBeforeRun is how far before its long run a token may begin.
const maxBeforeRun = 64

// credentialBegin walks back from a run over what else a base64 value has in
// it, up to a slash, a blank or a quote.
func (s *Scanner) credentialBegin(lo, floor int) int {
	for i := lo; i > floor && lo-i < maxBeforeRun; {
		u := unitBefore(s.src, i, floor)
		if u.char == '/' && !u.encoded() || u.char == ' ' || u.char == '"' || u.char == '\'' {
			return i
		}
		if u.char >= 0x80 || u.char == ':' || u.char == '=' || byteClass[byte(u.char)]&isCredBit == 0 {
			break
		}
		i = u.lo
	}
	return lo
}

// pathToken takes a segment of a path if what is before promises a token.
func (s *Scanner) pathToken(v value, slash unit, floor int) {
	v.end, v.place, v.key = delimiter{form: endSegment}, PlacePath, keyEntry{kind: kindToken, flags: keyWeak}
	if begin := s.hookBegin(v.lo, floor); begin < v.lo && begin >= s.cursor {
		v.lo, v.end, v.key = begin, delimiter{form: endCredential}, keyEntry{kind: kindAPIKey}
		s.take(v)
		return
	}
	promised := s.afterTokenPath(slash, floor)
	if !promised && s.segmentOfCode(slash, floor) {
		v.lo, v.end, promised = slash.lo-1, delimiter{form: endCredential}, true
	}
	got := s.find(v.end, v.lo, maxRecognise)
	if promised && got.done && s.endsPadded(v.lo, v.lo+got.at) {
		v.end.form = endCredential
	}
	text := s.decode(v.lo, v.lo+got.at)
	if !isResetToken(text) && !(promised && isOpaque(text, minPathToken)) && !s.isBarePathToken(v, got, text, slash, floor) {
		if promised {
			s.missValue(v, KeptForm)
		}
		return
	}
	s.take(v)
}

// plainPaths are segments of a URL's path after which a digest stands that
// everybody may know.
var plainPaths = [...]string{
	"commit", "commits", "tree", "blob", "raw", "objects", "static", "assets", "media", "files", "file", "cache", "bundles", "bundle", "build", "builds",
	"digest", "layers", "blobs", "manifests", "images", "image", "img", "css", "js", "dist", "chunks", "fonts", "avatar", "avatars", "gravatar", "thumb", "thumbs",
	"document", "documents", "d", "videos", "video", "sha", "sha1", "sha256", "compare", "archive", "revision", "revisions", "rev", "tx", "block", "hash", "tags",
}

// minMixedToken is the shortest segment of capitals, small letters and digits
// that is a token wherever it stands; identifiers of that sort are shorter.
const minMixedToken = 40

// isBarePathToken tells whether a segment is a token by its form alone: as many
// hexadecimal digits as tokens have (Django REST framework's, token_hex), or a
// long mixture, and nothing before it says that it is the digest of a file.
func (s *Scanner) isBarePathToken(v value, got scan, text []byte, slash unit, floor int) bool {
	hex := (len(text) == 40 || len(text) == 64) && isHexRun(text) && isOpaque(text, minMixedToken)
	f := formOf(text)
	if !hex && (len(text) < minMixedToken || f.other > 0 || f.digits == 0 || f.upper < 4 || f.lower < 4 || f.words > 1) {
		return false // fast path
	}
	if hi := v.lo + got.at; hi < len(s.src) && s.src[hi] == '.' || bytes.IndexByte(text, '.') >= 0 {
		return false
	}
	if s.isAsset(v.lo + got.at) {
		return false
	}
	hi := slash.lo
	for range maxSegments + 1 {
		lo := hi
		for lo > floor && hi-lo < longWord && (isAlnum(s.src[lo-1]) || s.src[lo-1] == '-' || s.src[lo-1] == '_') {
			lo--
		}
		if plainPathWords.has(s.src[lo:hi]) {
			return false
		}
		if lo == floor || s.src[lo-1] != '/' {
			break
		}
		hi = lo - 1
	}
	return true
}

// isAsset tells whether the segment after the slash at src[i] is the name of a
// file, so that the one before it is its version.
func (s *Scanner) isAsset(i int) bool {
	if i >= len(s.src) || s.src[i] != '/' {
		return false
	}
	for j := i + 1; j < len(s.src) && j-i < maxKey; j++ {
		if s.src[j] == '.' {
			return j+1 < len(s.src) && isLetter(s.src[j+1])
		}
		if byteClass[s.src[j]]&isBase64Bit == 0 {
			break
		}
	}
	return false
}

// endsPadded tells whether the segments from src[lo] on, the first of which ends
// before src[hi], are one base64 value with slashes in it: its end is padded.
func (s *Scanner) endsPadded(lo, hi int) bool {
	if hi >= len(s.src) || s.src[hi] != '/' {
		return false // fast path
	}
	whole := s.find(delimiter{form: endCredential}, lo, maxRecognise)
	if lo+whole.at <= hi {
		return false
	}
	return unitBefore(s.src, lo+whole.at, hi).char == '='
}

// segmentOfCode: Google's OAuth codes are 4/0A… and follow a word.
func (s *Scanner) segmentOfCode(slash unit, floor int) bool {
	if slash.lo-2 < floor || s.src[slash.lo-1] != '4' || s.src[slash.lo-2] != ' ' {
		return false
	}
	return s.isTokenWord(slash.lo-2, floor)
}

// afterTokenPath tells whether one of the segments before src[slash] is a
// token path.
func (s *Scanner) afterTokenPath(slash unit, floor int) bool {
	hi := slash.lo
	for range maxSegments {
		lo := hi
		for lo > floor && hi-lo < longWord && (isAlnum(s.src[lo-1]) || s.src[lo-1] == '-' || s.src[lo-1] == '_') {
			lo--
		}
		if lo == floor || unitBefore(s.src, lo, floor).char != '/' {
			return false
		}
		if tokenPathWords.has(s.src[lo:hi]) {
			return true
		}
		hi = unitBefore(s.src, lo, floor).lo
	}
	return false
}

// wordToken takes an opaque word of prose after a word that announces it.
func (s *Scanner) wordToken(v value, blank unit, floor int) {
	hi := blank.lo
	if blank.char == ' ' && (hi == 0 || s.src[hi-1] == '\n') {
		if !s.announcedBefore(hi) {
			return
		}
	} else if blank.char != ' ' {
		if s.quotedAfterKey(v, blank, floor) {
			return
		}
		if hi == floor || !s.isErrorCall(hi, floor) {
			return
		}
	} else if !s.isTokenWord(hi, floor) {
		return
	}
	v.key = keyEntry{kind: kindToken, flags: keyWeak}
	s.take(v)
}

// quotedAfterKey takes a quoted word after the name of a key and blanks, as in
// "no refresh_token 'X'". It reports whether there is one.
func (s *Scanner) quotedAfterKey(v value, quote unit, floor int) bool {
	hi := quote.lo
	for hi > floor && isSpace(s.src[hi-1]) {
		hi--
	}
	if hi == quote.lo || hi-minKey < floor || !isLetter(s.src[hi-1]) {
		return false // fast path
	}
	lo := s.keyRun(hi, floor)
	if lo < s.cursor || hi-lo < minKey {
		return false
	}
	key := s.promise(lo, hi)
	if !key.known || key.flags&^keyWeak != 0 {
		return false
	}
	opened, ok := s.openValue(quote.lo, key, false)
	if !ok || !opened.quoted || opened.lo != v.lo {
		return false
	}
	opened.key.flags |= keyWeak
	return s.take(opened) >= 0
}

// isTokenWord tells whether the word that ends before src[hi] announces a token.
func (s *Scanner) isTokenWord(hi, floor int) bool {
	lo := hi
	for lo > floor && hi-lo < longWord && isLetter(s.src[lo-1]) {
		lo--
	}
	if lo < hi && s.colourBefore(lo+1, floor) <= lo {
		lo++ // the m that ends a colour
	} else if lo > floor && !s.wordBegins(lo) {
		return false
	}
	for _, w := range tokenWords {
		if equalFolded(s.src[lo:hi], w) {
			return w != "key" || !s.afterPlainWord(lo, floor)
		}
	}
	return false
}

// afterPlainWord tells whether the word before the one at src[lo] says that a
// key is no secret, as in "cache key".
func (s *Scanner) afterPlainWord(lo, floor int) bool {
	hi := lo
	for hi > floor && isSpace(s.src[hi-1]) {
		hi--
	}
	begin := hi
	for begin > floor && hi-begin < longWord && isLetter(s.src[begin-1]) {
		begin--
	}
	return plainKeyWords.has(s.src[begin:hi])
}

// announcedBefore tells whether the line before the folded one at src[hi] ends
// in a word that announces a token.
func (s *Scanner) announcedBefore(hi int) bool {
	if hi == 0 {
		return s.lo == 0 && s.announced
	}
	end := hi - 1
	if end > 0 && s.src[end-1] == '\r' {
		end--
	}
	return s.isTokenWord(end, max(0, end-longWord))
}

// isErrorCall tells whether src[hi] is preceded by KeyError( or the like.
func (s *Scanner) isErrorCall(hi, floor int) bool {
	return s.src[hi-1] == '(' && (hasFoldedAt(s.src, max(floor, hi-1-len("error")), "error") || hasFoldedAt(s.src, max(floor, hi-1-len("exception ")), "exception "))
}

// isResetToken tells whether text is what PasswordResetTokenGenerator makes,
// for instance c2bv8q-0123456789abcdef0123456789abcdef.
func isResetToken(text []byte) bool {
	if len(text) != resetStamp+1+resetDigest || text[resetStamp] != '-' {
		return false
	}
	for _, c := range text[:resetStamp] {
		if !isDigit(c) && !isLowerCase(c) {
			return false
		}
	}
	for _, c := range text[resetStamp+1:] {
		if !isHex(c) {
			return false
		}
	}
	return true
}
