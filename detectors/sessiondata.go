package detectors

import "bytes"

var sessionDataKind = Kind{
	Name:     "session_data",
	Summary:  "values that Django or Flask signed, payload:time:signature: sessions, cookies, links",
	CWE:      []int{532, 200},
	Severity: SeverityHigh,
	Keys:     []string{"session data"},
	Proves:   func(text []byte) Reason { return keepUnless(signedLength(text) == len(text), MaskedSigned, KeptForm) },
	Judge:    judgeToken,
}

const (
	// signedTime is the length of the time in base 62 (django.core.signing) or
	// base64url (itsdangerous) in the middle.
	signedTime = 6
	// signedSHA1 and signedSHA256 are the lengths of signatures in base64url.
	signedSHA1   = 27
	signedSHA256 = 43
	signedSHA512 = 86
	// maxSignature is more than the longest time and signature have, encoded.
	maxSignature = 128
)

// signedLength is the length of the signed value that begins text, or 0: a
// payload, the time, the signature, with colons (Django) or dots (Flask)
// between them.
func signedLength(text []byte) int {
	n := 0
	if n < len(text) && text[n] == '.' {
		n++ // a compressed payload
	}
	for n < len(text) && byteClass[text[n]]&isBase64Bit != 0 {
		n++
	}
	if n == 0 || n == len(text) {
		return 0
	}
	if m := signatureLength(text[n:]); m > 0 {
		return n + m
	}
	return 0
}

// signatureLength is the length of :time:signature at the begin of text, or 0.
func signatureLength(text []byte) int {
	joint := text[0]
	if joint != ':' && joint != '.' || len(text) < 2+signedTime || text[1+signedTime] != joint || bytes.IndexByte(text[1:1+signedTime], joint) >= 0 {
		return 0
	}
	for _, c := range text[1 : 1+signedTime] {
		if byteClass[c]&isBase64Bit == 0 {
			return 0
		}
	}
	n := 2 + signedTime
	for n < len(text) && byteClass[text[n]]&isBase64Bit != 0 {
		n++
	}
	if f := formOf(text[2+signedTime : n]); f.upper < 2 || f.lower < 2 || joint == '.' && f.digits == 0 {
		return 0 // words
	}
	switch size := n - 2 - signedTime; {
	case size == signedSHA1, size == signedSHA256, size == signedSHA512:
		return n
	case joint == '.' && size > signedSHA1 && size < signedSHA256: // bots of Discord
		return n
	}
	return 0
}

// signedValue takes a signed value of which a run of word bytes at src[lo] is
// the payload or the signature. It reports whether there is one.
func (s *Scanner) signedValue(lo, floor int) bool {
	begin := lo
	if lo > floor && s.src[lo-1] == '.' && (lo-1 == floor || !isAlnum(s.src[lo-2])) {
		begin-- // a compressed payload
	}
	if s.takeSigned(begin) {
		return true
	}
	begin = s.payloadBegin(lo, floor)
	return begin < lo && s.takeSigned(begin)
}

func (s *Scanner) takeSigned(lo int) bool {
	text := s.src[lo:min(len(s.src), lo+maxRecognise)]
	n := 0
	for n < len(text) && (byteClass[text[n]]&isBase64Bit != 0 || n == 0 && text[0] == '.') {
		n++
	}
	if n == 0 || n == len(text) {
		return false
	}
	hi := lo + n
	switch text[n] {
	case ':', '.':
		hi += signatureLength(text[n:])
	case '%':
		s.text = appendDecoded(s.text[:0], text[n:min(len(text), n+maxSignature)], maxSignature)
		for range signatureLength(s.text) {
			hi = unitAt(s.src, hi).hi
		}
	}
	if hi == lo+n {
		return false // fast path
	}
	f := Finding{Lo: lo, Hi: hi, Kind: kindSessionData, Reason: MaskedSigned}
	s.emitUnlessKept(f)
	return true
}

// maxShortPayload is the longest payload that is not a run of word bytes long
// enough to start a look by itself.
const maxShortPayload = 2 * opaqueRun

// payloadBegin walks back from a signature over the time to a short payload.
func (s *Scanner) payloadBegin(lo, floor int) int {
	i := lo
	for joints := 0; i > floor && lo-i < maxShortPayload; {
		u := unitBefore(s.src, i, floor)
		switch {
		case u.char == ':' || u.char == '.' && !u.encoded():
			if joints++; joints > 2 {
				return i
			}
		case u.encoded() || u.char >= 0x80 || byteClass[byte(u.char)]&isBase64Bit == 0:
			return i
		}
		i = u.lo
	}
	return i
}
