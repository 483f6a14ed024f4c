package detectors

import "bytes"

// The stub of a JWT tells two things of it: the algorithm of its header, if it
// is a registered one, and whether it had expired when the line was written.
// The latter is decided by the bytes of the line and never by a clock: what was
// true yesterday must be written again today.

// jwtAlgorithms are the algorithms of RFC 7518 §3.1 and §4.1, RFC 8037, RFC 8812
// and RFC 9864, as stubs show them: letters and digits only, at most 16.
// Whatever else stands in a header may be anything, so it is not shown.
var jwtAlgorithms = func() (all []algorithm) {
	for _, name := range []string{
		"HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "ES256K", "PS256", "PS384", "PS512",
		"none", "EdDSA", "Ed25519", "Ed448",
		"RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512", "A128KW", "A192KW", "A256KW", "dir",
		"ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW", "A128GCMKW", "A192GCMKW", "A256GCMKW",
		"PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW",
	} {
		a := algorithm{quoted: `"` + name + `"`}
		for _, c := range []byte(name) {
			if isAlnum(c) {
				a.shown += string(rune(c))
			}
		}
		all = append(all, a)
	}
	return all
}()

// algorithm is one of them as a JSON string and as a stub shows it.
type algorithm struct{ quoted, shown string }

const (
	stubExpired = "_EXPIRED"
	stubValid   = "_VALID"
)

// stubParts are the parts of a stub: [JWT], [JWT_RS256], [JWT_RS256_VALID],
// [JWT_RS256_EXPIRED].
func stubParts() []maskPart {
	return []maskPart{literal("[JWT"), {form: partStub}, literal("]")}
}

// appendStub writes what is known of a token.
func (s *Scanner) appendStub(dst []byte, w Window, f *Finding) []byte {
	token := s.valueText(w, f)
	header, rest, dotted := bytes.Cut(token, dot)
	s.name = decodeBase64(s.name[:0], header)
	if alg := algorithmOf(s.name); alg != "" {
		dst = append(append(dst, '_'), alg...)
	}
	if _, encrypted := jsonMember(s.name, "enc"); encrypted || !dotted {
		return dst
	}
	payload, _, _ := bytes.Cut(rest, dot)
	s.name = decodeBase64(s.name[:0], payload)
	expiry, ok := expiryOf(s.name)
	if !ok {
		return dst
	}
	now, ok := timestampBefore(w.Data, f.Lo)
	switch {
	case !ok:
		return dst
	case now >= expiry:
		return append(dst, stubExpired...)
	}
	return append(dst, stubValid...)
}

// algorithmOf is the algorithm of a decoded header as stubs show it, or "".
func algorithmOf(header []byte) string {
	alg, _ := jsonMember(header, "alg")
	for i := range jwtAlgorithms {
		if string(alg) == jwtAlgorithms[i].quoted {
			return jwtAlgorithms[i].shown
		}
	}
	return ""
}

// expiryOf is the exp claim of a decoded payload (RFC 7519 §4.1.4) in
// milliseconds since 1970.
func expiryOf(payload []byte) (int64, bool) {
	exp, ok := jsonMember(payload, "exp")
	if !ok {
		return 0, false
	}
	seconds, n := readDigits(exp, 0, maxExpiryDigits)
	if n == 0 {
		return 0, false
	}
	millis, end := readFraction(exp, n)
	return seconds*1000 + millis, end == len(exp)
}

// maxExpiryDigits is how many digits seconds may have, so that nothing
// overflows.
const maxExpiryDigits = 15

// matchStub is the length of what appendStub writes at the beginning of src. It
// may be nothing.
func matchStub(src []byte) int {
	n := 0
	if hasPrefixAt(src, 0, "_") {
		for i := range jwtAlgorithms {
			if m := len(jwtAlgorithms[i].shown) + 1; m > n && hasPrefixAt(src, 1, jwtAlgorithms[i].shown) {
				n = m
			}
		}
	}
	for _, word := range [...]string{stubExpired, stubValid} {
		if hasPrefixAt(src, n, word) {
			return n + len(word)
		}
	}
	return n
}
