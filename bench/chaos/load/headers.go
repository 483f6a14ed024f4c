package load

import (
	"fmt"
	"math/rand/v2"
)

// headers has names that repeat, and in every tenth record a credential.
func headers(rnd *rand.Rand, partition int32, seq int64) []Header {
	const credentials = 10
	hs := []Header{
		{Name: "seq", Value: []byte(Mark(partition, seq))},
		{Name: "via", Value: []byte("edge")},
		{Name: "trace", Value: fmt.Appendf(nil, "00-%s-01", random(rnd, hexDigits, 16))},
		{Name: "via", Value: []byte("shop")},
	}
	if one(rnd, credentials) {
		secret := random(rnd, alphanumeric, 40)
		hs = append(hs, Header{Name: "authorization", Value: append([]byte("Bearer "), secret...), Secret: secret})
	}
	return hs
}
