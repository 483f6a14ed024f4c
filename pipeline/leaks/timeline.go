package leaks

import (
	"slices"
	"time"

	"scrim/detectors"
)

// lengths are the intervals that a timeline may have: those that people think in.
var lengths = []time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour, day, 7 * day, 30 * day, 365 * day,
}

const day = 24 * time.Hour

// earliest is the first time that is believed: 2000-01-01. Clocks that were never
// set tell 1970.
const earliest = 946_684_800 * int64(time.Second)

// timeline counts findings by time, in intervals that grow with what they span.
type timeline struct {
	level   int // of lengths
	counts  map[int64]*[detectors.SeverityCritical + 1]int64
	untimed int64
	last    *[detectors.SeverityCritical + 1]int64 // of lastAt: logs are in order
	lastAt  int64
	lo, hi  int64 // the intervals that are there
}

func (t *timeline) length() int64 { return int64(lengths[t.level]) }

func (t *timeline) add(at int64, s detectors.Severity) {
	if at < earliest {
		t.untimed++
		return
	}
	i := at / t.length()
	if i == t.lastAt && t.last != nil {
		t.last[s]++ // fast path
		return
	}
	if t.counts == nil {
		t.counts = map[int64]*[detectors.SeverityCritical + 1]int64{}
	}
	for len(t.counts) > 0 && max(t.hi, i)-min(t.lo, i) >= MaxIntervals && t.level+1 < len(lengths) {
		t.widen()
		i = at / t.length()
	}
	c := t.at(i)
	c[s]++
	t.last, t.lastAt = c, i
}

// at is the count of an interval.
func (t *timeline) at(i int64) *[detectors.SeverityCritical + 1]int64 {
	c := t.counts[i]
	if c == nil {
		if len(t.counts) == 0 {
			t.lo, t.hi = i, i
		}
		c = new([detectors.SeverityCritical + 1]int64)
		t.counts[i] = c
		t.lo, t.hi = min(t.lo, i), max(t.hi, i)
	}
	return c
}

// widen goes over to the next longer interval.
func (t *timeline) widen() {
	was, length := t.counts, t.length()
	t.level++
	t.counts, t.last = map[int64]*[detectors.SeverityCritical + 1]int64{}, nil
	for i, c := range was {
		to := t.at(i * length / t.length())
		for s, n := range c {
			to[s] += n
		}
	}
}

// intervals are all from the first to the last, empty ones too, unless they are
// too many even of the longest.
func (t *timeline) intervals() []Interval {
	if len(t.counts) == 0 {
		return nil
	}
	if t.hi-t.lo >= MaxIntervals {
		return t.sparse()
	}
	var all []Interval
	for i := t.lo; i <= t.hi; i++ {
		one := Interval{Start: i * t.length(), Length: t.length()}
		if c := t.counts[i]; c != nil {
			one.Severities = *c
		}
		all = append(all, one)
	}
	return all
}

// sparse are the last intervals that are not empty.
func (t *timeline) sparse() []Interval {
	var all []Interval
	for i, c := range t.counts {
		all = append(all, Interval{Start: i * t.length(), Length: t.length(), Severities: *c})
	}
	slices.SortFunc(all, func(a, b Interval) int { return int((a.Start - b.Start) / t.length()) })
	return all[max(0, len(all)-MaxIntervals):]
}
