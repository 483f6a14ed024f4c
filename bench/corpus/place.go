package corpus

import (
	"fmt"
	"strings"
)

// place is where in an exchange a secret stands.
type place uint8

const (
	nowhere place = iota
	inQuery
	inNestedQuery
	inPath
	inReferer
	inHeader
	inMessage
	inDetails
	inBlock
)

// spot is one way to write a kind of secret at a place. In a text the value
// stands for %s; otherwise the text is the name that the value goes by.
type spot struct {
	kind Kind
	text string
}

var spots = map[place][]spot{
	inQuery: {
		{JWT, "token"}, {JWT, "access_token"},
		{Token, "access_token"}, {Token, "api_token"}, {Token, "refresh_token"},
		{Password, "password"}, {Signature, "signature"}, {Signature, "X-Amz-Signature"},
		{Email, "email"}, {Email, "user"}, {Email, "to"}, {Email, "reply_to"}, {Email, "login"},
		{Phone, "phone"}, {Phone, "mobile"}, {Phone, "tel"},
	},
	inPath: {
		{Token, "/reset/MjMzNA/%s/"}, {JWT, "/verify/%s/"},
		{Email, "/api/users/%s/orders"}, {Email, "/unsubscribe/%s/"},
	},
	inHeader: {
		{JWT, "authorization"}, {Token, "authorization"}, {Basic, "authorization"},
		{Cookie, "cookie"}, {JWT, "cookie"}, {Signature, "signature"},
	},
	inMessage: {
		{JWT, "Authorization header: Bearer %s"}, {JWT, "refreshed access_token=%s"},
		{Token, "upstream call with Authorization: Token %s"},
		{Token, "reset link https://shop.example.com/reset/MjMzNA/%s/ created"},
		{Basic, "curl -H 'Authorization: Basic %s' https://api.example.com/v1/me"},
		{Cookie, "Set-Cookie: sessionid=%s; HttpOnly; Path=/; SameSite=Lax"},
		{Password, "login failed, password=%s"},
		{Password, "connecting to postgres://shop:%s@db.internal:5432/shop"},
		{Signature, "X-Hub-Signature-256: sha256=%s"},
		{Email, "sending 'Your order' to %s"}, {Email, "login ok user=%s"},
		{Email, "DETAIL:  Key (email)=(%s) already exists."},
		{Email, "contact form from %s (3 attachments)"}, {Email, "bounce: <%s> unknown user"},
		{Phone, "sms to %s queued"}, {Phone, "caller %s asked for a refund"},
	},
	inDetails: {
		{JWT, "access_token"}, {Token, "refresh_token"}, {Token, "api_token"},
		{Cookie, "sessionid"}, {Cookie, "csrftoken"}, {Password, "password"}, {Signature, "signature"},
		{Email, "email"}, {Email, "recipient"}, {Email, "user"}, {Email, "reply_to"},
		{Phone, "phone"}, {Phone, "mobile"}, {PrivateKey, "private_key"},
	},
	inBlock: {{PrivateKey, "block"}},
}

// plant puts a secret into the exchange, at a place that the format shows.
func (g *Generator) plant(x *exchange, f *format) {
	x.secretAt = pick(g, f.places)
	switch x.secretAt {
	case inQuery:
		s := pick(g, spots[inQuery])
		x.target = g.plantedQuery(s, percent)
	case inNestedQuery:
		s := pick(g, spots[inQuery])
		twice := func(v string) string { return percent(percent(v)) }
		x.target = "/accounts/login/?next=%2Forders%2F%3F" + percent(s.text) + "%3D" + g.value(s, twice) + "%26tab%3D1"
	case inReferer:
		s := pick(g, spots[inQuery])
		x.referer = "https://shop.example.com" + g.plantedQuery(s, percent)
	case inPath:
		s := pick(g, spots[inPath])
		x.target = fmt.Sprintf(s.text, g.value(s, percent))
	case inHeader:
		g.plantHeader(x, pick(g, spots[inHeader]))
	case inMessage:
		s := pick(g, spots[inMessage])
		x.message = fmt.Sprintf(s.text, g.value(s, plain))
	case inDetails:
		g.plantDetail(x, pick(g, spots[inDetails]))
	case inBlock:
		x.block = g.plantedBlock()
	}
}

// value makes a secret and notes how it is written. Encode must be the
// encoding of the place; the formats encode nothing in it any further.
func (g *Generator) value(s spot, encode func(string) string) string {
	v := g.secret(s.kind)
	if s.isResetLink() {
		v = g.resetToken()
	}
	v = encode(v)
	g.planted = append(g.planted, Planted{s.kind, v})
	return v
}

// isResetLink is true of Django's password reset links, whose tokens look like
// no other.
func (s spot) isResetLink() bool { return strings.Contains(s.text, "/reset/") }

func plain(v string) string { return v }

func (g *Generator) plantedQuery(s spot, encode func(string) string) string {
	path := pick(g, []string{"/api/profile", "/oauth/callback", "/magic/", "/accounts/verify"})
	first := g.fillHarmless(pick(g, []string{"", "v={d}&", "page={d}&limit=50&", "lang=en&"}))
	last := g.fillHarmless(pick(g, []string{"", "&v=1.2.{d}", "&state=done"}))
	return path + "?" + first + s.text + "=" + g.value(s, encode) + last
}

func (g *Generator) plantHeader(x *exchange, s spot) {
	v := g.value(s, plain)
	switch s.text {
	case "cookie":
		x.cookie = "lang=en; sessionid=" + v + "; theme=dark"
	case "signature":
		x.signature = "sha256=" + v
	default:
		x.authorization = scheme(s.kind) + v
	}
}

func scheme(k Kind) string {
	switch k {
	case Basic:
		return "Basic "
	case Token:
		return "Token "
	default:
		return "Bearer "
	}
}

func (g *Generator) plantDetail(x *exchange, s spot) {
	if s.kind == PrivateKey {
		x.details = append(x.details, field{s.text, g.plantedBlock()})
		return
	}
	x.details = append(x.details, field{s.text, g.value(s, plain)})
}

// plantedBlock makes a PEM block and notes each of its lines.
func (g *Generator) plantedBlock() string {
	block := g.secret(PrivateKey)
	for _, line := range pemLines(block) {
		g.planted = append(g.planted, Planted{PrivateKey, line})
	}
	return strings.TrimSuffix(block, "\n")
}
