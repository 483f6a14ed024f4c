package pipeline

import "context"

// Sink is where redacted records go. The pipeline calls a sink from one
// goroutine.
type Sink interface {
	// Deliver hands on batches, in their order, and returns when every record
	// is where it has to be: written, or acknowledged by the other end. What
	// fails for a while is tried again here, after link.Retry; a SetupError
	// comes back from that if nothing has ever worked. Records that
	// the other end never takes are returned as refused; the others count as
	// acknowledged. A sink that is called again after an error of ctx gets
	// records that it may have delivered already. Any other error ends the
	// pipeline.
	Deliver(ctx context.Context, link *Link, batches []*Batch) (refused []Refused, err error)
	// Close gives everything back. No Deliver follows.
	Close() error
}

// Refused is a record that a sink's other end does not take, for instance
// because it is too large.
type Refused struct {
	Batch  *Batch
	Record int
	// Why is short, lower case, and without a byte of the record.
	Why string
}

// Reopener is a sink that opens its files again after a hangup signal. It is
// called concurrently with Deliver.
type Reopener interface{ Reopen() error }

// FindingsReader is a sink that reads Batch.Findings.
type FindingsReader interface{ ReadsFindings() bool }

// PathWriter is the settings of a sink that writes a file. Path is where, empty if
// that is not known; devices and pipes are left out.
type PathWriter interface{ WritesPath() string }

// Single is the settings of a source of which there can be only one: two that read
// the same input would get pieces of lines, in which no secret can be told.
type Single interface{ IsSingle() }

// PathReader is the settings of a source that reads files.
type PathReader interface{ ReadsPath(path string) bool }

// Checker is a source or sink that can tell whether its other end is there and
// lets it in, without moving a record or changing anything. The pipeline calls it
// before Run or Deliver, and that of a sink also between two of them.
type Checker interface {
	Check(ctx context.Context) error
}
