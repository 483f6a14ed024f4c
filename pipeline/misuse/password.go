package misuse

import (
	"bytes"
	"slices"
	"strings"
)

// passwordChange is how sure it is that requests for an endpoint change a password.
type passwordChange uint8

const (
	// passwordByForm: the path ends with the password, as /me/password does, so
	// that writing there replaces it. Forms that were not filled in well answer there too.
	passwordByForm passwordChange = iota + 1
	// passwordByName: the path says so, as /password/change does.
	passwordByName
)

// The words of paths about passwords.
var (
	passwordWords  = []string{"password", "passwd", "passphrase"}
	replaceWords   = []string{"change", "set", "update", "changepassword", "setpassword", "updatepassword", "passwordchange"}
	forgottenWords = []string{"reset", "forgot", "forgotten", "forget", "lost", "recover", "recovery"}
	otherwiseWords = []string{"login", "signin", "logon", "verify", "confirm", "check", "validate", "oauth", "oauth2", "token", "policy", "register", "signup"}
)

// passwordOf tells whether a path is that of a password's change. A reset is asked
// for by people who have no session that it could end.
func passwordOf(method []byte, segments []segment) (change passwordChange) {
	if string(method) == "DELETE" {
		return 0
	}
	named, replaces, otherwise, last := false, false, false, false
	for i := range segments {
		s := &segments[i]
		if s.id {
			continue
		}
		last = false
		for part := range bytes.FieldsFuncSeq(bytes.ToLower(s.text), func(r rune) bool { return strings.ContainsRune("-_.", r) }) {
			word := string(part)
			if slices.Contains(forgottenWords, word) {
				return 0
			}
			joined := strings.HasSuffix(word, "password") && slices.Contains(replaceWords, word) || word == "passwordchange"
			isPassword := joined || slices.Contains(passwordWords, word)
			named = named || isPassword
			last = isPassword
			replaces = replaces || joined || slices.Contains(replaceWords, word)
			otherwise = otherwise || slices.Contains(otherwiseWords, word)
		}
	}
	switch {
	case named && replaces:
		return passwordByName
	case named && last && !otherwise:
		return passwordByForm
	}
	return 0
}

// whosePassword is whom the path of a password's change names, if it is somebody else
// than who asks for it: an administrator goes on with a session of their own.
func (a *Auditor) whosePassword(o *observation) digest {
	for i := 1; i < len(o.segments); i++ {
		s := &o.segments[i-1]
		if !isPasswordPart(&o.segments[i]) || !s.id {
			continue
		}
		if known := a.aliases.get(s.value); o.is(s.value) || known != nil && *known == o.subject {
			return none
		}
		return s.value
	}
	return none
}

// isPasswordPart tells whether a part of a path is the first that is about a password.
func isPasswordPart(s *segment) bool {
	return !s.id && (bytes.Contains(bytes.ToLower(s.text), []byte("passw")) || bytes.EqualFold(s.text, []byte("passphrase")))
}
