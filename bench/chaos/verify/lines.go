package verify

import (
	"regexp"
	"strconv"
	"sync"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/promise"
)

// Whole is that a line of the output is a line of the input.
const Whole promise.Promise = "no line is torn"

// Lines checks the lines of an output. It is safe for concurrent use; order is
// that of the calls.
type Lines struct {
	load   *load.Load
	ledger *promise.Ledger
	mark   *regexp.Regexp

	mu       sync.Mutex
	arrivals *arrivals
}

// NewLines makes the check of an output to which counts[p] records of each
// partition p were sent. The load must not have blocks or tombstones, whose
// lines do not say which they are.
func NewLines(ledger *promise.Ledger, l *load.Load, counts []int64) *Lines {
	ledger.Declare(Complete, Ordered, Known, Whole, NoSecret, Untouched, ValidJSON)
	return &Lines{load: l, ledger: ledger, mark: regexp.MustCompile(`seq=(\d+)-(\d+) `), arrivals: newArrivals(ledger, counts)}
}

// Add checks a line, without its line end.
func (c *Lines) Add(line []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	marks := c.mark.FindAllSubmatch(line, 2)
	if !c.ledger.Check(Whole, len(marks) == 1, place{-1, c.arrivals.arrived, "lines had come before this one, which has not one mark"}) {
		return
	}
	// Neither can fail but for numbers that were never sent.
	p, err := strconv.ParseInt(string(marks[0][1]), 10, 32)
	seq, err2 := strconv.ParseInt(string(marks[0][2]), 10, 64)
	if err != nil || err2 != nil {
		p, seq = -1, -1
	}
	if _, known := c.arrivals.add(int32(p), seq, 0); !known {
		return
	}
	sent := c.load.Record(int32(p), seq)
	checkValue(c.ledger, &sent, line, place{partition: int32(p), seq: seq})
}

// Finish checks that everything came.
func (c *Lines) Finish() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.arrivals.missing()
}

// Arrived is how many different lines came, of how many, and how many came
// again.
func (c *Lines) Arrived() (arrived, expected, duplicates int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.arrivals.arrived, c.arrivals.expected, c.arrivals.duplicates
}
