package detectors

import "bytes"

var jwtKind = Kind{
	Name:     "jwt",
	Summary:  "JSON Web Tokens: signed (JWS), encrypted (JWE), unsigned, cut by a log limit",
	CWE:      []int{532, 522},
	Severity: SeverityCritical,
	Keys:     []string{"id token", "client assertion"},
	Glued:    []string{"jwt"},
	Triggers: []Trigger{{Literal: "eyJ", Shape: jwtShape}},
	Proves:   func(text []byte) Reason { return keepUnless(provesJWT(text), MaskedJWT, KeptForm) },
	Judge:    judgeToken, // what stands under its keys; a JWT itself is proved by its header
}

const (
	// jwtBegin is base64url for {" as every compact header begins that a
	// serialiser wrote without blanks (RFC 7515 §3.1).
	jwtBegin = "eyJ"
	// maxJWTHeader is how many bytes of a header, encoded, are decoded to
	// prove it. Certificates in x5c make headers longer, but alg comes early.
	maxJWTHeader = 256
	// shortJWTHeader is how many of them are decoded at first.
	shortJWTHeader = 32
	// minJWTHeader is the shortest header: {"alg":"x"}
	minJWTHeader = 15
)

// jwtShape finds a JWT that no key and no scheme announces.
func jwtShape(s *Scanner, at int) {
	if at > 0 && isAlnum(s.src[at-1]) && !unitBefore(s.src, at, max(0, at-maxEscape)).encoded() {
		return // inside a longer run
	}
	if !provesJWT(s.src[at:min(len(s.src), at+maxJWTHeader)]) {
		s.missValue(value{lo: at, end: delimiter{form: endJWT}, key: keyEntry{kind: kindJWT}}, KeptForm)
		return
	}
	s.take(value{lo: at, end: delimiter{form: endJWT}, key: keyEntry{kind: kindJWT, flags: keyProof}})
}

// jwtMembers are parameters of which a header has at least one (RFC 7515 §4.1,
// RFC 7516 §4.1). Only alg proves a token that has no second part.
var jwtMembers = [...][]byte{[]byte(`"alg"`), []byte(`"enc"`), []byte(`"typ"`), []byte(`"kid"`)}

// provesJWT tells whether text begins with a JOSE header.
func provesJWT(text []byte) bool {
	if !hasPrefixAt(text, 0, jwtBegin) {
		return false
	}
	n := 0
	for n < len(text) && byteClass[text[n]]&isBase64Bit != 0 {
		n++
	}
	if n < minJWTHeader {
		return false
	}
	members := jwtMembers[:]
	if n == len(text) || text[n] != '.' {
		members = members[:1]
	}
	// Fast path: most headers begin with their alg.
	return hasMember(text[:min(n, shortJWTHeader)], members) || n > shortJWTHeader && hasMember(text[:min(n, maxJWTHeader)], members)
}

// hasMember tells whether one of the members is in what text encodes.
func hasMember(text []byte, members [][]byte) bool {
	var buf [maxJWTHeader]byte
	header := decodeBase64(buf[:0], text)
	for _, m := range members {
		if bytes.Contains(header, m) {
			return true
		}
	}
	return false
}

// trimJWT takes a full stop of the sentence away: a JWS has two dots and a JWE
// four, and only the last part of an unsigned JWS is empty.
func trimJWT(src []byte, lo, hi int) int {
	if src[hi-1] == '.' && bytes.Count(src[lo:hi], dot) != 2 {
		return hi - 1
	}
	return hi
}

var dot = []byte(".")

// base64Values maps the letters of both base64 alphabets to their values plus
// one.
var base64Values = func() (t [256]uint8) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	for i := range len(letters) {
		t[letters[i]] = uint8(i + 1)
	}
	t['+'], t['-'], t['/'], t['_'] = 63, 63, 64, 64
	return t
}()

// decodeBase64 appends what src encodes, up to its first letter that is of
// neither alphabet of RFC 4648. An incomplete last group gives its whole bytes.
func decodeBase64(dst, src []byte) []byte {
	acc, bits := uint32(0), 0
	for _, c := range src {
		v := base64Values[c]
		if v == 0 {
			break
		}
		acc, bits = acc<<6|uint32(v-1), bits+6
		if bits >= 8 {
			bits -= 8
			dst = append(dst, byte(acc>>bits))
		}
	}
	return dst
}
