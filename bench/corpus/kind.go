package corpus

// Kind is the kind of a secret, by the name that the detectors give it.
type Kind string

// The kinds that the generator plants.
const (
	JWT        Kind = "jwt"
	Token      Kind = "token"
	Basic      Kind = "basic"
	Cookie     Kind = "cookie"
	Password   Kind = "password"
	Signature  Kind = "signature"
	Email      Kind = "email"
	Phone      Kind = "phone"
	PrivateKey Kind = "private_key"
)

// Kinds lists every kind that the generator plants.
var Kinds = []Kind{JWT, Token, Basic, Cookie, Password, Signature, Email, Phone, PrivateKey}

// secret makes a new value of a kind.
func (g *Generator) secret(k Kind) string {
	switch k {
	case JWT:
		return g.jwt()
	case Token:
		return g.token()
	case Basic:
		return g.basic()
	case Cookie:
		return g.run(lowerNum, sessionKeyLen)
	case Password:
		return g.password()
	case Signature:
		return g.run(hexDigits, sha256HexLen)
	case Email:
		return g.email()
	case Phone:
		return g.phone()
	case PrivateKey:
		return g.privateKey()
	}
	panic("BUG: kind without a maker: " + string(k))
}
