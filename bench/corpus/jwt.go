package corpus

import (
	"encoding/base64"
	"fmt"
)

// jwt makes a signed token: a real header, a payload that looks like that of
// an identity provider, a signature of random bytes.
func (g *Generator) jwt() string {
	return segment(g.jwtHeader()) + "." + segment(g.jwtPayload()) + "." + g.base64url(32)
}

func (g *Generator) jwtHeader() string {
	alg := pick(g, []string{"HS256", "RS256", "ES256"})
	if g.oneIn(3) {
		return fmt.Sprintf(`{"alg":"%s","typ":"JWT","kid":"%s"}`, alg, g.run(alphaNum, 12))
	}
	return fmt.Sprintf(`{"alg":"%s","typ":"JWT"}`, alg)
}

func (g *Generator) jwtPayload() string {
	issued := g.now.Unix()
	p := fmt.Sprintf(`{"sub":"%d","iat":%d,"exp":%d,"jti":"%s"`, g.between(1000, 99999), issued, issued+3600, g.run(hexDigits, 32))
	if g.oneIn(2) {
		p += fmt.Sprintf(`,"email":"%s","scope":"openid profile email","token_type":"access"`, g.email())
	}
	return p + "}"
}

func segment(json string) string { return base64.RawURLEncoding.EncodeToString([]byte(json)) }
