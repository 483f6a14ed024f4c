package verify

import "scrim/bench/chaos/promise"

// way is a stretch on which records keep their order: from a partition of the
// source to a place of the output.
type way struct{ from, to int32 }

// arrivals are which records came, and in which order.
type arrivals struct {
	ledger     *promise.Ledger
	seen       [][]bool
	last       map[way]int64
	arrived    int64
	expected   int64
	duplicates int64
}

func newArrivals(ledger *promise.Ledger, counts []int64) *arrivals {
	a := &arrivals{ledger: ledger, last: map[way]int64{}}
	for _, n := range counts {
		a.seen = append(a.seen, make([]bool, n))
		a.expected += n
	}
	return a
}

// add notes a record and says whether it came for the first time. One that was
// never sent is false.
func (a *arrivals) add(partition int32, seq int64, to int32) (first, known bool) {
	at := place{partition: partition, seq: seq}
	known = partition >= 0 && int(partition) < len(a.seen) && seq >= 0 && seq < int64(len(a.seen[partition]))
	if !a.ledger.Check(Known, known, at) {
		return false, false
	}
	if a.seen[partition][seq] {
		a.duplicates++
		return false, true
	}
	a.seen[partition][seq] = true
	a.arrived++
	w := way{partition, to}
	last, begun := a.last[w]
	a.ledger.Check(Ordered, !begun || last < seq, at)
	a.last[w] = max(last, seq)
	return true, true
}

// missing checks that all have come.
func (a *arrivals) missing() {
	for partition, seen := range a.seen {
		for seq, here := range seen {
			a.ledger.Check(Complete, here, place{partition: int32(partition), seq: int64(seq)})
		}
	}
}
