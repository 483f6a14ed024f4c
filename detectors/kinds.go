package detectors

// The kinds, in the order in which they are listed and in which names that
// several of them have are given away.
const (
	kindJWT KindID = iota
	kindToken
	kindBasic
	kindCookie
	kindPassword
	kindSignature
	kindEmail
	kindPhone
	kindPrivateKey
	kindAPIKey
	kindPasswordHash
	kindSessionData
	kindCard
	kindIBAN
	kindIP
	builtinKinds
)

var builtin = [builtinKinds]*Kind{
	kindJWT:          &jwtKind,
	kindToken:        &tokenKind,
	kindBasic:        &basicKind,
	kindCookie:       &cookieKind,
	kindPassword:     &passwordKind,
	kindSignature:    &signatureKind,
	kindEmail:        &emailKind,
	kindPhone:        &phoneKind,
	kindPrivateKey:   &privateKeyKind,
	kindAPIKey:       &apiKeyKind,
	kindPasswordHash: &passwordHashKind,
	kindSessionData:  &sessionDataKind,
	kindCard:         &cardKind,
	kindIBAN:         &ibanKind,
	kindIP:           &ipKind,
}

// sharedTriggers start the shapes that serve every kind.
var sharedTriggers = []Trigger{
	{Literal: "=", AfterKey: true, Shape: keyValueShape},
	{Literal: ":", AfterKey: true, Shape: keyValueShape},
	{Literal: ">", AfterKey: true, Shape: markupShape},
	{Literal: "<", AfterKey: true, Shape: markupShape},
	{Literal: "</", Shape: endTagShape},
	{Literal: `("`, Shape: pairShape}, {Literal: `('`, Shape: pairShape}, {Literal: `(\`, Shape: pairShape},
	{Literal: `(&`, Shape: pairShape}, {Literal: `[&`, Shape: pairShape},
	{Literal: `(b`, Shape: pairShape}, {Literal: `(u`, Shape: pairShape},
	{Literal: `["`, Shape: pairShape}, {Literal: `['`, Shape: pairShape}, {Literal: `[\`, Shape: pairShape},
	{Literal: `[b`, Shape: pairShape}, {Literal: `[u`, Shape: pairShape},
	{Literal: "%2", Shape: encodedShape}, // 0x2X: blank, punctuation, %25
	{Literal: "%3", Shape: encodedShape}, // 0x3X: : = and digits
	{Literal: "%40", Shape: encodedShape},
	{Literal: "=40", Shape: quotedAtShape},
	{Literal: `\u00`, Shape: encodedShape},
	{Literal: `\x`, Shape: encodedShape},
	{Literal: "&#", Shape: encodedShape},
	{Literal: "\x1b[", Shape: colourShape},
	{Literal: "--", Shape: flagShape}, {Literal: "-u", Shape: userShape},
	{Literal: "\xe2\x80\x8b", Shape: obscuredShape}, {Literal: "\xe2\x80\x8c", Shape: obscuredShape}, {Literal: "\xe2\x80\x8d", Shape: obscuredShape},
	{Literal: "\xe2\x81\xa0", Shape: obscuredShape}, {Literal: "\xef\xbb\xbf", Shape: obscuredShape}, {Literal: "\xc2\xad", Shape: obscuredShape},
	{Literal: "\xef\xbc", Shape: obscuredShape}, {Literal: "\xef\xbd", Shape: obscuredShape}, // full-width forms
	{Literal: "values", Fold: true, Shape: valuesShape},
}

// encodedShape is called at an escape and follows the character behind it.
func encodedShape(s *Scanner, at int) {
	// Fast path: a blank, a comma, a slash and the like, and no number behind it.
	if s.src[at] == '%' && at+3 < len(s.src) && s.src[at+1] != '4' && !isDigit(s.src[at+3]) && plainPercent.has(s.src[at+2]) {
		return
	}
	u := unitAt(s.src, at)
	if !u.encoded() {
		return
	}
	for u.lo > s.cursor && at-u.lo < maxEscape && s.src[at] == '\\' && s.src[u.lo-1] == '\\' {
		u.lo-- // all backslashes of a deeper level
	}
	if u.hi < len(s.src) && isDigit(s.src[u.hi]) && u.char < 0x80 && !isGlue(byte(u.char)) {
		phoneShape(s, u.hi)
	}
	switch u.char {
	case '(', '[':
		pairAt(s, u.hi)
	case '@':
		address(s, u)
	case '=':
		keyValue(s, u)
	case '$':
		hashAt(s, u)
	case '<', '>':
		markup(s, u)
	case ':':
		encodedURL(s, u)
		if s.cursor <= at {
			keyValue(s, u)
		}
	}
}

// plainPercent are the last digits of %2X and %3X of which no X begins a look
// by itself.
var plainPercent = newByteSet("012367bBfF")

// pairKeys are the members of a name and value pair.
var pairKeys = []struct {
	name  string
	flags keyFlags
}{{"name", keyMemberName}, {"type", keyMemberName}, {"key", keyMemberName | keyWeak}, {"header", keyMemberName}, {"value", keyMemberValue},
	{"args", keyArgs}, {"params", keyArgs}, {"parameters", keyArgs}}

// The names of KindGroups.
const (
	// DefaultKinds are those that are on when nothing is said.
	DefaultKinds = "default"
	// AllKinds are all of them.
	AllKinds = "all"
)

// KindGroups lists the names that stand for several kinds in Options.Only.
func KindGroups() []string { return []string{DefaultKinds, AllKinds} }

// KindNames lists the names of all built-in kinds.
func KindNames() []string {
	names := make([]string, 0, builtinKinds)
	for _, k := range builtin {
		names = append(names, k.Name)
	}
	return names
}
