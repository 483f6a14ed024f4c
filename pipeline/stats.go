package pipeline

import (
	"sync/atomic"
)

// linkStats counts what goes through a source or a sink.
type linkStats struct {
	retries atomic.Int64
	down    atomic.Bool // it waits to try again
}
