package pipeline

import (
	"sync/atomic"
	"time"

	"scrim/detectors"
)

// parcel is a batch on its way from a source to every sink and back.
type parcel struct {
	Batch
	content
	lane    *Lane
	engines *engines // that it was scanned with
	size    int64    // of the room that it takes
	sent    time.Time
	// next is the position after it, or unknown if it ends inside a line.
	next  int64
	carry detectors.Carry // what the lane carries after it

	scanned, acked bool         // under the lane's lock
	pending        atomic.Int32 // how many have yet to acknowledge it
}

// unknown is no position.
const unknown = -1

// content is what a batch holds: lines of text, or messages.
type content interface {
	// scan finds and masks, if the lane carries in into it.
	scan(s *scanners, in detectors.Carry)
	// settle makes sure that it was scanned with what the lane carries, and
	// that nothing gets through raw if that failed.
	settle(s *scanners, st *settler)
	// fill makes records of it.
	fill(b *Batch, g *engines, wantFindings bool)
	// counts calls f for every value that was masked.
	counts(f func(detectors.KindID))
	// withheldRecords are those that were withheld.
	withheldRecords() []withheldRecord
	// free gives its memory back.
	free()
}

// withheldRecord is a record on which detection failed, or whose key may not be shown.
type withheldRecord struct {
	position int64
	raw      []byte // for its length and hash only
	why      string
}

// Why records are withheld.
const (
	whyFailed = "detection failed"
	whyKey    = "something was found in the key"
)
