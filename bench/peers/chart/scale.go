package chart

import "math"

// scale maps values to places of the picture.
type scale struct {
	low, high float64 // values at the two ends
	from, to  float64 // places of the two ends
	log       bool
}

func (s scale) at(v float64) float64 {
	low, high := s.low, s.high
	if s.log {
		v, low, high = math.Log10(v), math.Log10(low), math.Log10(high)
	}
	return s.from + (v-low)/(high-low)*(s.to-s.from)
}

// decades are the powers of ten from the one at or below the lowest value to
// the one at or below the highest; values must be above zero.
func decades(low, high float64) []float64 {
	var ticks []float64
	for e := math.Floor(math.Log10(low)); e <= math.Log10(high); e++ {
		ticks = append(ticks, math.Pow(10, e))
	}
	return ticks
}

// steps are from three to seven round values from zero to at least high.
func steps(high float64) []float64 {
	if high <= 0 {
		high = 1
	}
	size := math.Pow(10, math.Floor(math.Log10(high)))
	for _, part := range []float64{0.2, 0.5, 1, 2} {
		if n := math.Ceil(high/(size*part) - 1e-9); n <= 6 {
			var ticks []float64
			for i := range int(n) + 1 {
				ticks = append(ticks, float64(i)*size*part)
			}
			return ticks
		}
	}
	return []float64{0, high}
}
