package detectors

import "bytes"

var passwordKind = Kind{
	Name:     "password",
	Summary:  "values under password-like keys, the password of scheme://user:password@host",
	CWE:      []int{532, 522, 312},
	Severity: SeverityCritical,
	Keys: []string{
		"pwd", "passwort", "contrasena", "senha", "mot de passe", "pass phrase", "passphrase", "pin", "pin code",
		"pswd", "priv key", "privkey", "community string", "community strings", "authentication key", "privacy key", "pass secure", "secret answer", "security answer", "pass word", "user pass", "db pass", "kennwort",
	},
	Plain:  []string{"pass"},
	Weak:   []string{"community"},
	Glued:  []string{"password", "passwd", "passwords"},
	Inside: []string{"password", "passwd", "secret"},
	Triggers: []Trigger{
		{Literal: "://", Shape: urlCredentialsShape}, {Literal: `:\`, Shape: escapedURLShape},
		{Literal: "passwo", Fold: true, Shape: passwordProseShape},
	},
	Judge: judgePassword,
}

// passwordProse are words that follow "password:" in a sentence.
var passwordProse = [...]string{
	"is", "was", "reset", "changed", "change", "required", "incorrect", "invalid", "expired", "missing", "must",
	"too", "ok", "failed", "not", "for", "and", "the", "please", "authentication", "field", "hash", "prompt", "option", "optional", "string", "text", "varchar", "char", "creating", "refreshing",
	"this", "your", "chauthtok", "session", "account", "auth", "no", "a", "an", "or", "to", "with", "has", "enter", "set", "updated", "forgotten", "protected",
}

// judgePassword decides on a value under a password-like key. Passwords have
// any form, so everything counts that is not plainly something else.
func judgePassword(v judged) Reason {
	if v.flags&keyWeak != 0 {
		f := formOf(v.text)
		return keepUnless(len(v.text) >= minWeakPassword && (f.digits > 0 || f.other > 0 && bytes.IndexByte(v.text, ' ') < 0) && !isNumber(v.text) && !isCode(v.text), MaskedForm, KeptForm)
	}
	if v.quoted {
		return keepUnless(!isErrorSentence(v.text), MaskedKey, KeptProse)
	}
	if v.flags&keyPlain != 0 && v.place != PlaceQuery && (isNumber(v.text) || formOf(v.text).digits == 0 || len(v.text) < minWeakPassword) {
		return KeptForm
	}
	if v.prose && beginsPasswordProse(v.text) {
		return KeptProse
	}
	return keepUnless(!isPath(v.text) && !isCode(v.text), MaskedKey, KeptCode)
}

// beginsPasswordProse tells whether text is, or begins with, a word of a
// sentence about a password.
func beginsPasswordProse(text []byte) bool {
	n := 0
	for n < len(text) && text[n] != ' ' {
		n++
	}
	for _, w := range passwordProse {
		if equalFolded(text[:n], w) {
			return true
		}
	}
	return false
}

// minWeakPassword is the shortest password that is told from a name by its
// form, where a list of names is as likely.
const minWeakPassword = 6

// isErrorSentence: Django's form errors stand under the field's name, as in
// {"password": ["This field is required."]}.
func isErrorSentence(text []byte) bool {
	n := len(text)
	return n > 12 && isUpper(text[0]) && text[n-1] == '.' && bytes.Count(text, []byte(" ")) > 1
}

// isPath: PWD=/srv/app, pass:/etc/shadow.
func isPath(text []byte) bool {
	return len(text) > 1 && text[0] == '/' && isLetter(text[1])
}

const (
	// maxUser is the longest user name in a URL that is stepped over.
	maxUser = 128
	// maxURLPassword is the longest password in a URL.
	maxURLPassword = 512
)

// urlCredentialsShape is called at the :// before an authority.
func urlCredentialsShape(s *Scanner, at int) {
	if i := at + len("://"); !s.isPlainHost(i) {
		urlCredentials(s, i, 0)
	}
}

// isPlainHost is a cheap test for most authorities: a host, perhaps with a port,
// and the end of the authority, nothing of it encoded.
func (s *Scanner) isPlainHost(i int) bool {
	end := min(len(s.src), i+maxUser)
	for i < end && byteClass[s.src[i]]&isKeyBit != 0 {
		i++
	}
	if i < end && s.src[i] == ':' {
		for i++; i < end && isDigit(s.src[i]); i++ {
		}
	}
	return i < end && hostEnds.has(s.src[i])
}

// hostEnds are bytes that end an authority and stand for themselves.
var hostEnds = newByteSet("/?# \t\n\"'<>`,)")

// escapedURLShape is called at a colon before a backslash, as in https:\/\/.
func escapedURLShape(s *Scanner, at int) { encodedURL(s, unit{':', at, at + 1}) }

// encodedURL takes what stands after the encoded colon of a URL's scheme.
func encodedURL(s *Scanner, colon unit) {
	i := colon.hi
	for range 2 {
		if i >= len(s.src) {
			return
		}
		u := unitAt(s.src, i)
		if u.char != '/' {
			return
		}
		i = u.hi
	}
	urlCredentials(s, i, percentLevel(colon, s.src))
}

// urlCredentials takes the password of the authority user:password@host that
// begins at src[i], written at a percent level.
func urlCredentials(s *Scanner, i int, level uint8) {
	sep, ok := s.userEnd(i, level)
	if !ok {
		return
	}
	hi, ok := s.passwordEnd(sep.hi, level)
	if !ok || hi <= sep.hi || hi+1 < len(s.src) && s.isPathAddress(sep.hi, hi, level) {
		if ok && hi == sep.hi {
			s.miss(Finding{Lo: hi, Hi: hi, Kind: kindPassword, Reason: KeptEmpty})
		}
		return
	}
	f := Finding{Lo: sep.hi, Hi: hi, Kind: kindPassword, Place: PlaceText, Reason: MaskedURL}
	switch {
	case s.isMask(sep.hi, hi):
		f.Reason = KeptMask
	case isBlank(s.decode(sep.hi, hi)):
		f.Reason = KeptWord
	}
	if s.keeps(f, true) {
		return
	}
	if isGenerated(s.src[i:sep.lo]) {
		f.Lo = i // one half of a pair of keys
	}
	s.emit(f)
}

// minGenerated is the shortest user name that counts as made by a machine.
const minGenerated = 8

// isGenerated tells whether a user name is one half of a pair of keys, and no
// name of a person or a service: hexadecimal, or random by its form.
func isGenerated(user []byte) bool {
	if len(user) < minGenerated {
		return false
	}
	return isHexRun(user) || isOpaque(user, minOpaque)
}

// userEnd finds the colon after the user name of an authority.
func (s *Scanner) userEnd(i int, level uint8) (unit, bool) {
	for end := min(len(s.src), i+maxUser); i < end; {
		u := unitAt(s.src, i)
		if percentLevel(u, s.src) > level {
			i = u.hi // a character of the name
			continue
		}
		if u.char == ':' {
			return u, true
		}
		if s.isMasked(i) {
			return u, false // no colon inside of it counts, and no name stood here
		}
		if endsAuthority(u.char) || u.char == '@' {
			return u, false
		}
		i = u.hi
	}
	return unit{}, false
}

// passwordEnd finds the last @ before the host: an unescaped @ in a password
// is common, a slash is not unless an @ follows it.
func (s *Scanner) passwordEnd(i int, level uint8) (int, bool) {
	at, found, begin, inPath := 0, false, i, false
	for end := min(len(s.src), i+maxURLPassword); i < end; {
		u := unitAt(s.src, i)
		switch {
		case percentLevel(u, s.src) > level:
		case u.char == '@':
			at, found = u.lo, true
		case u.char == '/' || u.char == '?' || u.char == '#':
			if found || inPath && u.char == '/' && i-begin > maxPathPassword || isNumber(s.src[begin:i]) {
				return at, found
			}
			inPath = true // perhaps a password that nobody has encoded
		case endsAuthority(u.char):
			return at, found
		}
		i = u.hi
	}
	return at, found
}

// maxPathPassword is how far into what looks like a path a password is
// followed.
const maxPathPassword = 48

// isPathAddress tells whether the at sign at src[hi] stands in a path or a
// query, and what is before the path is a host and its port.
func (s *Scanner) isPathAddress(lo, hi int, level uint8) bool {
	for i := lo; i < hi; {
		u := unitAt(s.src, i)
		if percentLevel(u, s.src) <= level && (u.char == '/' || u.char == '?' || u.char == '#') {
			return !s.beginsHost(hi + 1)
		}
		i = u.hi
	}
	return false
}

// beginsHost tells whether a host and what may follow one begin at src[i].
func (s *Scanner) beginsHost(i int) bool {
	j := i
	for j < len(s.src) && j-i < maxLabel && (isAlnum(s.src[j]) || s.src[j] == '.' || s.src[j] == '-') {
		j++
	}
	if j == i {
		return false
	}
	return j == len(s.src) || s.src[j] == '/' || s.src[j] == ':' || s.src[j] == '?' || s.src[j] <= ' ' || isQuote(s.src[j]) || s.src[j] == '\\'
}

// endsAuthority: what cannot stand between // and the path (RFC 3986 §3.2).
func endsAuthority(c rune) bool {
	switch c {
	case '/', '?', '#', ' ', '\t', '\n', '"', '\'', '<', '>', '`', ',', '\\', ')':
		return true
	}
	return c < ' '
}

// passwordVerbs stand between the word password and one in a sentence.
var passwordVerbs = [...]string{"is", "was", "to", "by", "of"}

// beginsPair tells whether a name and an equals sign stand at src[i].
func (s *Scanner) beginsPair(i int) bool {
	j := i
	for j < len(s.src) && j-i < maxKey && byteClass[s.src[j]]&isKeyBit != 0 {
		j++
	}
	return j < len(s.src) && s.src[j] == '='
}

// passwordProseShape is called at the word password in a sentence or in a
// statement: password "X", PASSWORD 'X', password was X.
func passwordProseShape(s *Scanner, at int) {
	if at > 0 && isAlnum(s.src[at-1]) {
		return
	}
	hi := at
	for hi < len(s.src) && hi-at < longWord && isLetter(s.src[hi]) {
		hi++
	}
	i := s.skipSpace(hi, maxKeySpace)
	if i == hi || i >= len(s.src) || !equalFolded(s.src[at:hi], "password") {
		return
	}
	v, ok := s.openValue(i, keyEntry{kind: kindPassword}, false)
	if ok && v.quoted && v.end.form == endQuote {
		if !closesOuter(s.src, v.lo) {
			s.take(v)
		}
		return
	}
	if ok && !v.quoted && (at == 0 || s.src[at-1] <= ' ') && isAlnum(s.src[i]) && !s.beginsField(i) && !s.beginsPair(i) { // netrc's login X password Y
		v.key.flags, v.prose = keyWeak, true
		if s.take(v) >= 0 {
			return
		}
	}
	for _, verb := range passwordVerbs {
		if j := s.skipSpace(i+len(verb), maxKeySpace); hasFoldedAt(s.src, i, verb) && j > i+len(verb) {
			if v, ok := s.openValue(j, keyEntry{kind: kindPassword, flags: keyWeak}, false); ok {
				v.prose = true
				s.take(v)
			}
			return
		}
	}
}
