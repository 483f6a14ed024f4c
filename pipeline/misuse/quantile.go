package misuse

import (
	"slices"

	"scrim/detectors"
)

// usualPart is the part of all that shows what is usual.
const usualPart = 0.98

// quantile is the value below which that part of the counts lies. If there are
// few, it is what is left when as many of the largest as are under suspicion, a
// tenth of all at most, are put aside.
func quantile(counts []int64, suspects int) int64 {
	if len(counts) == 0 {
		return 0
	}
	slices.Sort(counts)
	at := int(usualPart * float64(len(counts)-1))
	at = min(at, len(counts)-1-min(suspects, (len(counts)+9)/10))
	return counts[max(at, 0)]
}

// minUses is how many requests of a token tell anything of what tokens do.
const minUses = 3

// counts are what the tokens have that are in use.
func (a *Auditor) counts(of func(*token) int64) (all []int64) {
	a.tokens.all(func(_ detectors.Fingerprint, t *token) {
		if t.requests >= minUses {
			all = append(all, of(t))
		}
	})
	return all
}
