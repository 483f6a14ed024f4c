package misuse

import "slices"

// quantile is the value below which that part of the counts lies. If there are
// few, it is what is left when as many of the largest as are under suspicion, a
// tenth of all at most, are put aside.
func quantile(counts []int64, part float64, suspects int) int64 {
	if len(counts) == 0 {
		return 0
	}
	slices.Sort(counts)
	at := int(part * float64(len(counts)-1))
	at = min(at, len(counts)-1-min(suspects, (len(counts)+9)/10))
	return counts[max(at, 0)]
}
