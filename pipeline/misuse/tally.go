package misuse

// maxTallied is how many different values one tally holds: far more than the
// issuers, audiences or roles of one place. Beyond it the rarest value is replaced
// and its count goes on with the new one (Metwally's space saving), so that a count
// is too high by at most total/maxTallied and never too low.
const maxTallied = 24

// tally counts values, each by its digest.
type tally struct {
	total  int64
	values []tallied
}

type tallied struct {
	value digest
	count int64
	// over is by how much the count may be too high.
	over int64
}

func (t *tally) add(value digest) {
	t.total++
	for i := range t.values {
		if t.values[i].value == value {
			t.values[i].count++
			return
		}
	}
	if len(t.values) < maxTallied {
		t.values = append(t.values, tallied{value: value, count: 1})
		return
	}
	rarest := &t.values[0]
	for i := range t.values {
		if t.values[i].count < rarest.count {
			rarest = &t.values[i]
		}
	}
	*rarest = tallied{value: value, count: rarest.count + 1, over: rarest.count}
}

func (t *tally) count(value digest) int64 {
	for i := range t.values {
		if t.values[i].value == value {
			return t.values[i].count
		}
	}
	return 0
}

// share is the part of all that a value has, 0 to 1.
func (t *tally) share(value digest) float64 {
	if t.total == 0 {
		return 0
	}
	return float64(t.count(value)) / float64(t.total)
}

// settled tells whether there are habits at all: the values that are not rare are
// nearly all there is. Otherwise a rare one is one of many and nothing special.
func (t *tally) settled() bool {
	frequent := int64(0)
	for _, v := range t.values {
		if v.count-v.over > rareRequests {
			frequent += v.count
		}
	}
	return float64(frequent) >= settledShare*float64(t.total)
}

// isOne tells whether nearly all there is is one value.
func (t *tally) isOne() bool {
	for _, v := range t.values {
		if float64(v.count) >= settledShare*float64(t.total) {
			return true
		}
	}
	return false
}

// settledShare is nearly all.
const settledShare = 0.9

// digestSet is a small set that stops growing at a limit.
type digestSet []digest

func (s *digestSet) add(value digest, limit int) (fresh bool) {
	for _, have := range *s {
		if have == value {
			return false
		}
	}
	if len(*s) < limit {
		*s = append(*s, value)
	}
	return true
}

func (s digestSet) has(value digest) bool {
	for _, have := range s {
		if have == value {
			return true
		}
	}
	return false
}
