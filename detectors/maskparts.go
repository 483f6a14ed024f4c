package detectors

import (
	"bytes"
	"encoding/hex"
	"strconv"
)

// A mask other than stars is a sequence of parts. Each part has an exact
// grammar, so that the engine knows its own masks again: promise 4.

// partForm says what a part of a mask is.
type partForm uint8

const (
	partLiteral partForm = iota // the same for every value of the kind
	partLength                  // how many bytes the decoded value has
	partHash                    // the pseudonym
	partPlace                   // where the value stood
	partStub                    // what a JWT's stub says, see maskjwt.go
)

// maskPart is one part; text is a literal's.
type maskPart struct {
	form partForm
	text []byte
}

// literal makes one part of a text.
func literal(text string) maskPart { return maskPart{form: partLiteral, text: []byte(text)} }

// appendPart writes one part of the mask of a finding.
func (s *Scanner) appendPart(dst []byte, p *maskPart, w Window, f *Finding) []byte {
	switch p.form {
	case partLength:
		return strconv.AppendInt(dst, int64(s.valueLength(w, f)), 10)
	case partHash:
		return s.appendPseudonym(dst, w, f)
	case partPlace:
		return append(dst, placeNames[f.Place]...)
	case partStub:
		return s.appendStub(dst, w, f)
	}
	return append(dst, p.text...)
}

// valueText decodes what a mask may tell about a value, at most the first
// maxRecognise bytes as they are written: more is not in every window. The
// result is valid until the next use of s.text.
func (s *Scanner) valueText(w Window, f *Finding) []byte {
	s.text = s.AppendValue(s.text[:0], w, f)
	return s.text
}

// isLong tells whether the end of a value may be in a later window.
func isLong(f *Finding) bool { return f.Hi-f.Lo >= maxRecognise }

// valueLength is how many bytes the decoded value has; maxRecognise stands for
// itself and all that is longer.
func (s *Scanner) valueLength(w Window, f *Finding) int {
	if isLong(f) {
		return maxRecognise
	}
	return len(s.valueText(w, f))
}

// maxLengthDigits is how many digits maxRecognise has.
const maxLengthDigits = 4

// match is the length of a mask of these parts at the beginning of src, or 0.
func matchParts(parts []maskPart, src []byte) int {
	i := 0
	for k := range parts {
		n := parts[k].match(src[i:])
		if n < 0 {
			return 0
		}
		i += n
	}
	return i
}

// match is the length of the part at the beginning of src, or -1.
func (p *maskPart) match(src []byte) int {
	switch p.form {
	case partLength:
		return matchLength(src)
	case partHash:
		if n := hex.EncodedLen(fingerprintBytes); n <= len(src) && isHexRun(src[:n]) {
			return n
		}
		return -1
	case partPlace:
		for _, name := range placeNames {
			if hasPrefixAt(src, 0, name) {
				return len(name)
			}
		}
		return -1
	case partStub:
		return matchStub(src)
	}
	if !bytes.HasPrefix(src, p.text) {
		return -1
	}
	return len(p.text)
}

func matchLength(src []byte) int {
	n := 0
	for n < len(src) && n < maxLengthDigits && isDigit(src[n]) {
		n++
	}
	if n == 0 {
		return -1
	}
	return n
}

func isHexRun(b []byte) bool {
	for _, c := range b {
		if !isHex(c) {
			return false
		}
	}
	return true
}

// Examples of the parts that differ from value to value: with them New tries
// out what a template makes, also where a pseudonym looks like a number.
var (
	exampleLengths = []string{"20", "4096", "7"}
	exampleHashes  = []string{"0123456789abcdef01234567", "491511234567012345678901", "deadbeefdeadbeefdeadbeef"}
	exampleStubs   = []string{"_RS256_EXPIRED", "_HS512_VALID", ""}
)

// exampleCount is how many examples of a mask there are.
const exampleCount = 3

// example is one of the examples of what parts write.
func exampleParts(parts []maskPart, n int) string {
	var b []byte
	for _, p := range parts {
		switch p.form {
		case partLength:
			b = append(b, exampleLengths[n]...)
		case partHash:
			b = append(b, exampleHashes[n]...)
		case partPlace:
			b = append(b, placeNames[n]...)
		case partStub:
			b = append(b, exampleStubs[n]...)
		default:
			b = append(b, p.text...)
		}
	}
	return string(b)
}
