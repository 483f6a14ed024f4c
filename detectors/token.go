package detectors

import "bytes"

var tokenKind = Kind{
	Name:     "token",
	Summary:  "opaque tokens: bearer, DRF's Token, OAuth codes and tokens, secret keys, reset and magic links, PASETO",
	CWE:      []int{532, 522, 598},
	Severity: SeverityCritical,
	Keys: []string{
		"secret key", "auth key", "private key", "account key", "shared key", "master key",
		"encryption key", "signing key", "service key", "server key", "license key", "admin key",
		"authorization code", "auth code", "verification code", "reset code", "device code", "code verifier",
		"client credentials", "credential", "credentials", "saml response", "assertion",
		"x auth", "api secret", "consumer key", "token hint", "token value", "token string", "token data", "oauth verifier", "recovery code", "backup code", "secret id", "hawk key", "app secret", "refresh", "ticket", "otp", "totp", "mfa code", "passcode",
	},
	Glued: []string{"token", "secret", "secrets", "secretkey", "accesskey", "authkey"},
	Weak: []string{
		"code", "key", "access", "tokens", "invite", "invitation", "magic", "key error", "magic link", "login link", "sso", "sonar login", "verifier", "share", "confirm", "confirmation", "activate", "activation", "verify", "verification", "unlock",
		"recover", "recovery", "restore", "grant", "cred", "creds", "proof", "signed request", "sas", "voucher", "otp code", "one time code", "unsubscribe", "reset",
		"response", "cnonce", "mac", "bearer", "auth data", "jti",
	},
	Auth:     []string{"authorization", "proxy authorization", "x authorization", "http authorization"},
	WeakAuth: []string{"auth", "authentication", "auth header", "authorization header"},
	Triggers: []Trigger{
		{Literal: "bearer", Fold: true, Shape: schemeShape},
		{Literal: "token", Fold: true, Shape: schemeShape},
	},
	Proves: func(text []byte) Reason {
		return keepUnless(len(text) > 0 && pasetoLength(text) == len(text), MaskedIssuer, KeptForm)
	},
	Judge: judgeToken,
}

// minTokenNumber is the shortest number that can be a token: an index is
// shorter.
const minTokenNumber = 4

// judgeToken decides on a value under a key that promises an opaque token.
func judgeToken(v judged) Reason {
	if v.flags&keyWeak != 0 {
		least := minOpaque
		if v.quoted {
			least = minOpaqueQuoted
		}
		return keepUnless(isOpaque(firstField(v.text), least) || v.flags&keyOwned != 0 && isUUID(v.text), MaskedForm, KeptForm)
	}
	switch {
	case isNumber(v.text):
		return keepUnless(len(v.text) >= minTokenNumber, MaskedKey, KeptNumber)
	case v.place == PlaceQuery:
	case v.quoted:
		return keepUnless(!saysVerdict(v.text), MaskedKey, KeptProse)
	case isCode(v.text):
		return KeptCode
	case v.prose:
		return keepUnless(!isWord(v.text) && len(v.text) >= minProseToken, MaskedKey, KeptProse)
	}
	return MaskedKey
}

// isNumber tells whether text is a decimal number.
func isNumber(text []byte) bool {
	for _, c := range text {
		if !isDigit(c) && c != '.' && c != '-' {
			return false
		}
	}
	return true
}

// minProseToken is the shortest token after a colon or an assignment in prose.
const minProseToken = 4

// isCode tells whether an unquoted value is source code: it opens a bracket,
// calls something, or is a dotted name without a digit, as r.headers.get( and
// self.request.auth are.
func isCode(text []byte) bool {
	last := text[len(text)-1]
	if last == '(' || last == '{' || last == '[' || isCall(text) {
		return true
	}
	dots := 0
	for i, c := range text {
		switch {
		case c == '.':
			dots++
		case c == '(' && i > 0 && dots > 0:
			return true
		case !isLetter(c) && c != '_':
			return false
		}
	}
	return dots > 0
}

// isCall: a name, then something in parentheses.
func isCall(text []byte) bool {
	n := 0
	for n < len(text) && (isLetter(text[n]) || text[n] == '_') {
		n++
	}
	return n > 0 && n < len(text) && text[n] == '(' && bytes.IndexByte(text[n:], ')') > 0
}

// firstField is text up to a semicolon or an ampersand: what follows is another
// parameter that somebody has not split off.
func firstField(text []byte) []byte {
	if i := bytes.IndexAny(text, ";&"); i > 0 {
		return text[:i]
	}
	return text
}
