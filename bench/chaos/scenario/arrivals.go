package scenario

import (
	"sync"
	"time"
)

// slot is how finely arrivals are counted.
const slot = 100 * time.Millisecond

// arrivals are how many records came when.
type arrivals struct {
	mu    sync.Mutex
	slots map[int64]int64
}

func (a *arrivals) add() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.slots == nil {
		a.slots = map[int64]int64{}
	}
	a.slots[time.Now().UnixNano()/int64(slot)]++
}

// between counts the records that came from one time to another.
func (a *arrivals) between(from, to time.Time) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	sum := int64(0)
	for at := from.UnixNano() / int64(slot); at <= to.UnixNano()/int64(slot); at++ {
		sum += a.slots[at]
	}
	return sum
}
