package corpus

import "encoding/base64"

const (
	digits    = "0123456789"
	hexDigits = "0123456789abcdef"
	lowerNum  = "abcdefghijklmnopqrstuvwxyz0123456789"
	alphaNum  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
)

// pick returns one of the choices.
func pick[T any](g *Generator, choices []T) T { return choices[g.rand.IntN(len(choices))] }

// oneIn is true once in n calls.
func (g *Generator) oneIn(n int) bool { return g.rand.IntN(n) == 0 }

// between returns a number of lo to hi inclusive.
func (g *Generator) between(lo, hi int) int { return lo + g.rand.IntN(hi-lo+1) }

// run returns n characters of an alphabet.
func (g *Generator) run(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[g.rand.IntN(len(alphabet))]
	}
	return string(b)
}

// bytes returns n random bytes.
func (g *Generator) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(g.rand.Uint32())
	}
	return b
}

func (g *Generator) base64(n int) string {
	return base64.StdEncoding.EncodeToString(g.bytes(n))
}

func (g *Generator) base64url(n int) string {
	return base64.RawURLEncoding.EncodeToString(g.bytes(n))
}

func (g *Generator) uuid() string {
	b := []byte(g.run(hexDigits, 36))
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	b[14] = '4'
	b[19] = "89ab"[g.rand.IntN(4)]
	return string(b)
}
