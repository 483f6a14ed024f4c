package pipeline

import "context"

// Source is where records come from.
type Source interface {
	// Run reads until ctx ends. Then it stops reading, waits for what it has
	// sent with Lane.Drain, commits, and returns nil. What fails for a while
	// is tried again here, after lanes.Retry; a source that has come to its
	// end returns nil once its lanes are drained. Any other error ends the
	// pipeline.
	Run(ctx context.Context, lanes *Lanes) error
}

// Mark is a position of a lane up to which every sink has acknowledged.
type Mark struct {
	// Position is where to go on reading: the next offset of a partition, or
	// in bytes of a file.
	Position int64
	// Resume is what the lane carries there, to be kept beside the position
	// and given to Lanes.Open after a restart. It is empty nearly always and
	// has at most some hundred bytes, none of a record.
	Resume []byte
}

// InDoubt is a Mark.Resume of a lane of which nobody can tell what it carries: the
// next record is withheld.
var InDoubt = []byte("?")

// Opening describes a lane that is to be opened.
type Opening struct {
	Origin
	// Resume is what the Mark held that the lane goes on from, or nil.
	Resume []byte
	// Keys says what becomes of keys in which something is found.
	Keys KeyPolicy
	// Ack is called with each further position up to which everything is
	// acknowledged, in order, never concurrently. It must be quick: it notes the
	// mark for the next commit.
	Ack func(Mark)
}
