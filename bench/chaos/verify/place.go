package verify

import "fmt"

// place is where a promise was broken.
type place struct {
	partition int32
	seq       int64
	detail    string
}

func (p place) String() string {
	if p.detail == "" {
		return fmt.Sprintf("record %d-%d", p.partition, p.seq)
	}
	return fmt.Sprintf("record %d-%d: %s", p.partition, p.seq, p.detail)
}
