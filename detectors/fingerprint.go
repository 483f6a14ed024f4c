package detectors

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
)

// fingerprintBytes is the length of a fingerprint: 96 bits, of which two are
// equal by chance in one of 2^48 values.
const fingerprintBytes = 12

// Fingerprint stands for a value of a kind in reports and pseudonyms. Equal
// values have equal ones under one key; without the key a guess cannot be tried.
type Fingerprint [fingerprintBytes]byte

// String is the fingerprint as reports and masks write it, in hexadecimal.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:]) }

// AppendHex appends what String returns.
func (f Fingerprint) AppendHex(dst []byte) []byte { return hex.AppendEncode(dst, f[:]) }

// ErrNoFingerprint is returned for a text that is none.
var ErrNoFingerprint = errors.New("a fingerprint is 24 hexadecimal digits")

// ParseFingerprint reads what String wrote.
func ParseFingerprint(text string) (f Fingerprint, err error) {
	if len(text) != hex.EncodedLen(len(f)) {
		return f, ErrNoFingerprint
	}
	if _, err := hex.Decode(f[:], []byte(text)); err != nil {
		return Fingerprint{}, ErrNoFingerprint
	}
	return f, nil
}

// Fingerprinter makes fingerprints with one key, for one goroutine. It
// allocates nothing once its buffers have grown.
type Fingerprinter struct {
	mac  hash.Hash
	name []byte
	sum  [sha256.Size]byte
}

// NewFingerprinter makes one for a key, of at least MinKeyBytes.
func NewFingerprinter(key []byte) *Fingerprinter {
	return &Fingerprinter{mac: hmac.New(sha256.New, key)}
}

// Of is the fingerprint of a decoded value: the beginning of HMAC-SHA-256
// (RFC 2104) over the kind's name, a zero byte and at most maxRecognise bytes of
// the value.
func (p *Fingerprinter) Of(kind string, value []byte) (f Fingerprint) {
	p.name = append(append(p.name[:0], kind...), 0)
	p.mac.Reset()
	p.mac.Write(p.name)
	p.mac.Write(value[:min(len(value), maxRecognise)])
	copy(f[:], p.mac.Sum(p.sum[:0]))
	return f
}

// KeyID is shown beside fingerprints in place of their key: four hexadecimal
// digits that are derived from it, so that fingerprints under different keys are
// never compared by mistake.
func KeyID(key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("key id"))
	return hex.EncodeToString(mac.Sum(nil)[:2])
}

// AppendValue appends the value of a finding that Scan returned for w, decoded,
// of which at most its first 4 KiB. It is for those who compare values, and must
// never be written anywhere.
func (s *Scanner) AppendValue(dst []byte, w Window, f *Finding) []byte {
	return appendDecoded(dst, w.Data[f.Lo:min(f.Hi, f.Lo+maxRecognise)], len(dst)+maxRecognise)
}
