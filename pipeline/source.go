package pipeline

import (
	"context"

	"scrim/pipeline/setting"
)

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

// KeyPolicy says what becomes of a message's key.
type KeyPolicy string

// The policies for keys. Keys never get labels: these would make different keys
// equal, and compaction would delete records.
const (
	// KeyHash replaces what is found by its keyed hash: equal stays equal,
	// different stays different.
	KeyHash KeyPolicy = "hash"
	// KeyKeep leaves keys as they are.
	KeyKeep KeyPolicy = "keep"
	// KeyWithhold withholds a record in whose key something is found.
	KeyWithhold KeyPolicy = "withhold"
)

// KeyPolicies are all of them.
var KeyPolicies = []string{string(KeyHash), string(KeyKeep), string(KeyWithhold)}

// SourceSettings is the table of a source in the configuration.
type SourceSettings interface {
	// Problems is what is wrong with it, beyond types and unknown keys. It
	// does no input or output.
	Problems() []setting.Problem
	// Open makes the source. It does not talk to the network.
	Open(Environment) (Source, error)
}

// KeyReader is the SourceSettings of a source whose records have keys.
type KeyReader interface {
	// KeyPolicy is what is to become of keys, or empty if it does not say.
	KeyPolicy() KeyPolicy
}

// LoopFinder is the SourceSettings of a source that could read what a sink
// writes.
type LoopFinder interface {
	// Reads says whether records of this source come back to it if a sink with
	// these settings gets them. It does no input or output.
	Reads(SinkSettings) bool
}

// SinkSettings is the table of a sink in the configuration.
type SinkSettings interface {
	Problems() []setting.Problem
	// Open makes the sink. It opens files and does not talk to the network.
	Open(Environment) (Sink, error)
}

// Environment is what the pipeline tells a source or a sink.
type Environment struct {
	// Name is that of the source or sink: "kafka", or "kafka-2" for the second.
	Name string
	// StateDir is the folder for checkpoints. It may not exist yet.
	StateDir string
	// Version is that of scrim.
	Version string
}
