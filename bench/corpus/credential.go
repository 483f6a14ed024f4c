package corpus

import (
	"encoding/base64"
	"fmt"
)

const (
	// sessionKeyLen is the length of Django's session keys.
	sessionKeyLen = 32
	// sha256HexLen is the length of a SHA-256 HMAC in hex.
	sha256HexLen = 64
	// drfKeyLen is the length of the keys of Django REST framework.
	drfKeyLen = 40
)

// token makes an opaque bearer token in one of the styles in use.
func (g *Generator) token() string {
	switch g.rand.IntN(3) {
	case 0:
		return g.run(hexDigits, drfKeyLen)
	case 1:
		return g.base64url(g.between(24, 48))
	default:
		return g.run(alphaNum, g.between(30, 48))
	}
}

// resetToken makes what Django's password reset puts into its link.
func (g *Generator) resetToken() string {
	return g.run(lowerNum, 6) + "-" + g.run(hexDigits, 32)
}

// basic makes the credentials of HTTP's Basic scheme.
func (g *Generator) basic() string {
	pair := fmt.Sprintf("%s:%s", pick(g, firstNames), g.password())
	return base64.StdEncoding.EncodeToString([]byte(pair))
}

// password makes a password without quotes, spaces or backslashes, so that it
// reads the same in JSON, in a repr and in a URL's user part.
func (g *Generator) password() string {
	word := pick(g, passwordWords)
	return fmt.Sprintf("%s%s%s%s", word, pick(g, []string{"-", "_", "!", "."}), g.run(digits, 4), g.run(alphaNum, g.rand.IntN(8)))
}

var passwordWords = []string{"Winter", "correcthorse", "Sommer", "letmein", "Tr0ub4dor", "kaffee", "Qwertz", "monkey"}
