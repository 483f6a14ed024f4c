package load

import "math/rand/v2"

// block writes the line with this number of a private key.
func (r *Record) block(rnd *rand.Rand, n int64) {
	r.Block = true
	switch n {
	case 0:
		r.Value = []byte("-----BEGIN RSA PRIVATE KEY-----")
	case blockLines - 1:
		r.Value = []byte("-----END RSA PRIVATE KEY-----")
	default:
		r.Value = random(rnd, base64Digits, 64)
		r.Secret = r.Value
	}
}
