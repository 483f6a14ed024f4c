package leaks

import (
	"encoding/binary"
	"math"
	"math/bits"

	"scrim/detectors"
)

// registerBits is the logarithm of how many registers of a byte a sketch has,
// which gives a standard error of 1.6 %.
const registerBits = 12

// sketchError is that error: 1.04/√m (Flajolet et al., HyperLogLog, 2007).
var sketchError = 1.04 / math.Sqrt(1<<registerBits)

// sketch estimates how many different words it was shown. They are parts of
// fingerprints, so they are uniformly distributed already.
type sketch [1 << registerBits]uint8

func (s *sketch) add(word uint64) {
	at := word >> (64 - registerBits)
	rank := uint8(bits.LeadingZeros64(word<<registerBits|1<<(registerBits-1)) + 1)
	s[at] = max(s[at], rank)
}

// estimate is the number, by the formula of the paper with its correction for
// small ones.
func (s *sketch) estimate() int64 {
	const m = float64(1 << registerBits)
	sum, empty := 0.0, 0
	for _, r := range s {
		sum += math.Ldexp(1, -int(r))
		if r == 0 {
			empty++
		}
	}
	e := 0.7213 / (1 + 1.079/m) * m * m / sum
	if e <= 2.5*m && empty > 0 {
		e = m * math.Log(m/float64(empty))
	}
	return int64(math.Round(e))
}

// word is the part of a fingerprint that is counted by.
func word(f detectors.Fingerprint) uint64 { return binary.BigEndian.Uint64(f[:]) }

// distinct counts different words: exactly as long as somebody knows which are
// new, and then by a sketch that has seen those as well.
type distinct struct {
	exact int64
	est   *sketch
}

// lose goes over to the sketch.
func (d *distinct) lose() {
	if d.est == nil {
		d.est = new(sketch)
	}
}

func (d *distinct) estimate() Estimate {
	if d.est == nil {
		return Estimate{N: d.exact}
	}
	return Estimate{N: max(d.exact, d.est.estimate()), Error: sketchError}
}
