package detectors

var tokenKind = Kind{
	Name:     "token",
	Summary:  "opaque tokens: bearer, DRF's Token, OAuth codes and tokens, API keys, reset and magic links",
	CWE:      []int{532, 522, 598},
	Severity: SeverityCritical,
	Keys: []string{
		"api key", "secret key", "access key", "auth key", "private key", "account key", "shared key", "master key",
		"encryption key", "signing key", "service key", "server key", "license key", "admin key", "app key",
		"authorization code", "auth code", "verification code", "reset code", "device code", "code verifier",
		"client credentials", "credential", "credentials", "saml response", "saml request", "assertion",
		"x auth", "api secret", "app secret", "refresh", "ticket", "otp", "totp", "mfa code", "passcode",
	},
	Glued: []string{"token", "tokens", "secret", "secrets", "apikey", "secretkey", "accesskey", "authkey"},
	Weak: []string{
		"code", "key", "access", "session token id", "invite", "invitation", "magic", "hash", "key error",
		"response", "cnonce", "bearer", "auth data", "jti",
	},
	Auth:     []string{"authorization", "proxy authorization", "x authorization", "http authorization"},
	WeakAuth: []string{"auth", "authentication", "auth header", "authorization header"},
	Triggers: []Trigger{
		{Literal: "bearer", Fold: true, Shape: schemeShape},
		{Literal: "token", Fold: true, Shape: schemeShape},
		{Literal: "apikey", Fold: true, Shape: schemeShape},
		{Literal: "jwt", Fold: true, Shape: schemeShape},
	},
	Judge: judgeToken,
}

// minTokenNumber is the shortest number that can be a token: counts of tokens,
// status codes and versions are shorter.
const minTokenNumber = 8

// judgeToken decides on a value under a key that promises an opaque token.
func judgeToken(v judged) bool {
	if v.flags&keyWeak != 0 {
		return isOpaque(v.text, minOpaque)
	}
	if v.place == PlaceCookie {
		return true
	}
	if isNumber(v.text) {
		return len(v.text) >= minTokenNumber || v.place == PlaceQuery && len(v.text) >= 4
	}
	switch {
	case v.place == PlaceQuery:
		return true
	case v.quoted:
		return !isSentence(v.text)
	case v.prose:
		return !isWord(v.text) && len(v.text) >= 4
	}
	return !isTypeLike(v.text)
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

// isTypeLike tells whether text opens or closes a bracket, as code does after
// a key: a call, a type, a list.
func isTypeLike(text []byte) bool {
	last := text[len(text)-1]
	return last == '(' || last == '{' || last == '['
}
