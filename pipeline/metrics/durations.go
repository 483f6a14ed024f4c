package metrics

import (
	"sync/atomic"
	"time"
)

// limits are the upper limits of the buckets, from a batch that stays in memory
// to one that waits for a sink that is away.
var limits = [...]time.Duration{
	time.Millisecond, 2500 * time.Microsecond, 5 * time.Millisecond, 10 * time.Millisecond, 25 * time.Millisecond,
	50 * time.Millisecond, 100 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond,
	time.Second, 2500 * time.Millisecond, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute, 5 * time.Minute,
}

// durations is a histogram of times. It is for any number of goroutines and costs
// two atomic additions.
type durations struct {
	counts [len(limits) + 1]atomic.Int64 // the last one is for what is over every limit
	sum    atomic.Int64                  // in nanoseconds
}

func (h *durations) observe(d time.Duration) {
	i := 0
	for i < len(limits) && d > limits[i] {
		i++
	}
	h.counts[i].Add(1)
	h.sum.Add(int64(d))
}

func (h *durations) read() (counts [len(limits) + 1]int64, sum time.Duration) {
	for i := range h.counts {
		counts[i] = h.counts[i].Load()
	}
	return counts, time.Duration(h.sum.Load())
}
