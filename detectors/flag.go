package detectors

import "bytes"

// The flag shape: an option of a command line is the key of the argument after
// it, in a shell's line and in a list of arguments: --token X, '--token', 'X',
// -u user:password.

// flagShape is called at the two hyphens before an option's name.
func flagShape(s *Scanner, at int) {
	lo := at + len("--")
	if lo >= len(s.src) || !isLetter(s.src[lo]) || at > 0 && !s.beginsArgument(at) {
		return
	}
	hi := lo
	for hi < len(s.src) && hi-lo <= maxKey && byteClass[s.src[hi]]&isKeyBit != 0 {
		hi++
	}
	if hi == len(s.src) {
		return
	}
	if equalFolded(s.src[lo:hi], "user") || equalFolded(s.src[lo:hi], "proxy-user") {
		s.userArgument(hi)
		return
	}
	if !s.mayFollowKey(hi) {
		return // fast path
	}
	k := named{entry: s.engine.keys.find(s.src[lo:hi]), lo: lo, hi: hi}
	if !k.entry.known || k.entry.flags&(keyMember|keyPhone) != 0 {
		return
	}
	s.takeArgument(k, hi)
}

// beginsArgument tells whether an argument may begin at src[at].
func (s *Scanner) beginsArgument(at int) bool {
	u := unitBefore(s.src, at, max(0, at-maxEscape))
	return u.char == 'm' && s.colourBefore(at, max(0, at-maxColour)) < at || u.char == ' ' || u.char == '\t' || u.char == '\n' || u.char == '"' || u.char == '\'' || u.char == '[' || u.char == ','
}

// takeArgument takes the argument after an option that ends at src[hi].
func (s *Scanner) takeArgument(k named, hi int) {
	s.under(k.lo, k.hi)
	i := s.nextArgument(hi)
	if i < 0 || s.src[i] == '-' {
		s.missAfter(k, hi)
		return
	}
	v, ok := s.openValue(i, k.entry, false)
	if !ok {
		return
	}
	v.prose = !v.quoted
	s.take(v)
}

// nextArgument is where the argument after src[hi] begins: behind blanks, or
// behind a quote, a comma and blanks in a list. -1 if there is none.
func (s *Scanner) nextArgument(hi int) int {
	if hi >= len(s.src) {
		return -1
	}
	i := hi
	if u := unitAt(s.src, hi); u.char == '"' || u.char == '\'' {
		i = skipBlanks(s.src, u.hi, len(s.src))
		if i >= len(s.src) || s.src[i] != ',' {
			return -1
		}
		i++
	}
	next := s.skipEscapedSpace(i)
	if next == hi || next >= len(s.src) || s.src[next] == '\n' {
		return -1
	}
	return next
}

// userShape is called at a -u that may be curl's.
func userShape(s *Scanner, at int) {
	if at == 0 || !s.beginsArgument(at) {
		return
	}
	s.userArgument(at + len("-u"))
}

// userArgument takes the password of user:password after an option that ends
// at src[hi], as curl's -u and --user have it.
func (s *Scanner) userArgument(hi int) {
	s.underNameBefore(hi)
	i := s.nextArgument(hi)
	if i < 0 || !s.isCurl(hi) && s.isWordPair(i) {
		return
	}
	v, ok := s.openValue(i, keyEntry{kind: kindPassword, known: true}, false)
	if !ok {
		return
	}
	colon := bytes.IndexByte(s.src[v.lo:min(len(s.src), v.lo+maxUser)], ':')
	got := s.find(v.end, v.lo, maxRecognise)
	switch {
	case colon < 0:
	case colon+1 == got.at && colon == 0: // nothing but the colon
	case !v.quoted && v.lo+colon+1 < len(s.src) && isQuote(s.src[v.lo+colon+1]) && colon <= got.at+1: // user:'password'
		if v, ok = s.openValue(v.lo+colon+1, v.key, false); ok && !closesOuter(s.src, v.lo) {
			s.take(v)
			return
		}
		fallthrough
	case colon+1 == got.at: // a token as the user name, and no password
		s.take(value{lo: i + len(s.src[i:v.lo]), end: v.end, key: v.key, quoted: v.quoted})
	case colon < got.at:
		v.lo, v.part = v.lo+colon+1, true
		s.take(v)
	}
}

// isCurl tells whether the command that the argument at src[hi] belongs to is curl's.
func (s *Scanner) isCurl(hi int) bool {
	line := s.src[max(0, hi-maxBack):hi]
	if i := bytes.LastIndexByte(line, '\n'); i >= 0 {
		line = line[i:]
	}
	return bytes.Contains(line, curlWord)
}

var curlWord = []byte("curl")

// minChanges is how often a word that is no name changes between capitals and
// small letters.
const minChanges = 3

// isWordPair tells whether the argument at src[i] is a pair of numbers or
// words, as user:group is.
func (s *Scanner) isWordPair(i int) bool {
	text := s.src[i:min(len(s.src), i+maxUser)]
	for n, c := range text {
		if c <= ' ' {
			text = text[:n]
			break
		}
	}
	f := formOf(text)
	return f.other == 0 && (f.digits == 0 && f.changes < minChanges || f.digits+f.joints == len(text))
}
