package pipeline

import "scrim/pipeline/setting"

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
