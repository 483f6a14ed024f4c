package misuse

import (
	"strconv"
	"time"
)

// scatter is how many unrelated networks a token came from in how short a time. A
// telephone has a new address of its carrier's every few minutes and some of them
// are far apart, but its carriers are few; so networks are as wide as a provider's.
type scatter struct {
	arrivals []arrival // the last one from each network
	last     digest
	// hourly and rushed are the most networks within the windows.
	hourly, rushed int
}

type arrival struct {
	wide digest
	time int64
}

// The windows, in nanoseconds: a journey has some networks within an hour; within
// minutes there are those of a place and of a telephone, for both families of
// addresses.
const (
	scatterHour = int64(time.Hour)
	scatterRush = int64(5 * time.Minute)
)

// minRush is the least that is too many within minutes.
const minRush = 5

// arrive counts a request from a network, and tells whether there were never so many.
func (s *scatter) arrive(wide digest, at int64) (more bool) {
	// Fast path: it came from the same one as the last.
	one := s.of(wide)
	if one != nil {
		one.time = at
	}
	if s.last == wide {
		return false
	}
	s.last = wide
	if one == nil && len(s.arrivals) < maxCounted {
		s.arrivals = append(s.arrivals, arrival{wide, at})
		more = true
	}
	hourly, rushed := 0, 0
	for _, one := range s.arrivals {
		if at-one.time <= scatterHour {
			hourly++
		}
		if at != 0 && at-one.time <= scatterRush {
			rushed++
		}
	}
	more = more || hourly > s.hourly || rushed > s.rushed
	s.hourly, s.rushed = max(s.hourly, hourly), max(s.rushed, rushed)
	return more
}

// of is the last arrival from a network, or nil.
func (s *scatter) of(wide digest) *arrival {
	for i := range s.arrivals {
		if s.arrivals[i].wide == wide {
			return &s.arrivals[i]
		}
	}
	return nil
}

// within is how many networks are too many within which time.
type within struct {
	limit int
	words string
	of    func(*scatter) int
	// unusual is how many there must be where so many are usual.
	unusual func(usual int64) int64
}

func (w *mobility) judgeScatter(a *Auditor, tell func(kind, *candidate, string)) {
	limit := a.settings.Addresses
	twice := func(usual int64) int64 { return 2 * usual }
	// Nearly as many are too many within minutes, and twice as many ever.
	ways := [...]within{
		{min(limit, max(minRush, limit-1)), " unrelated networks within 5 min", func(s *scatter) int { return s.rushed }, func(usual int64) int64 { return usual + 2 }},
		{limit, " unrelated networks within an hour", func(s *scatter) int { return s.hourly }, twice},
		{2 * limit, " unrelated networks", func(s *scatter) int { return len(s.arrivals) }, twice},
	}
	var atLeast [len(ways)]int64
	for i, way := range ways {
		counts := a.counts(func(t *token) int64 { return int64(way.of(&t.route.scatter)) })
		suspects := 0
		for _, n := range counts {
			if n >= int64(way.limit) {
				suspects++
			}
		}
		atLeast[i] = max(int64(way.limit), way.unusual(quantile(counts, suspects)))
	}
	w.addresses.each(func(c *candidate) {
		if c.token.isService() {
			return
		}
		for i, way := range ways {
			if n := int64(way.of(&c.token.route.scatter)); n >= atLeast[i] {
				tell(manyAddresses, c, "one token from "+strconv.FormatInt(n, 10)+way.words)
				return
			}
		}
	})
}
