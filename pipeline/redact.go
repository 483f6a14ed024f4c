package pipeline

import (
	"context"
	"io"
	"runtime"

	"scrim/detectors"
)

// Options of one stream.
type Options struct {
	// Jobs is the number of workers; 0 means one per CPU.
	Jobs int
	// At, if set, reads the same bytes as src, from offset 0 on, and any number
	// of workers at the same time; src is not read then. It is for a file, whose
	// reads let nobody wait.
	At io.ReaderAt
	// Prompt says that no Read of src waits for its producer, so that several
	// may make one block.
	Prompt bool
	// Progress, if set, is called from time to time, never concurrently, with
	// the number of bytes written to the sink's order so far, as input bytes.
	Progress func(bytesRead int64)
	// Digest, if set, gets every byte of the stream as it was read, in order and
	// never concurrently; its errors are ignored. It is for a hash of the input.
	Digest io.Writer

	owned int // tests make batches small
	// behind and ahead are the context that the engine asks for.
	behind, ahead int
	// scanner makes the scanners; tests make them fail.
	scanner func() scanner
}

// scanner is what the stream needs of detectors.Scanner.
type scanner interface {
	Scan(in detectors.Carry, w detectors.Window) ([]detectors.Finding, detectors.Carry)
	AppendMasked(dst []byte, w detectors.Window, found []detectors.Finding) []byte
	RedactSeams(dst *detectors.Seams, w detectors.Window) []detectors.Finding
}

// Report counts what went through one stream.
type Report struct {
	BytesRead, BytesWritten, Lines int64
	// Findings counts the masked values by detectors.KindID.
	Findings [detectors.MaxKinds]int64
	// Withheld counts the records that were replaced by [WITHHELD] because
	// detection failed on them.
	Withheld int64
}

// Redact copies src to dst with every finding masked, line for line and in
// order. What arrives on an idle src is written at once; under load, lines are
// written in blocks. When ctx ends, Redact stops reading, writes what it has
// read and returns nil; a Read that blocks is then left behind. A failure to
// read is a *ReadError (what came before it is written), to write a
// *WriteError.
func Redact(ctx context.Context, e *detectors.Engine, dst io.Writer, src io.Reader, o Options) (Report, error) {
	o.prepare(e, func() scanner { return e.NewScanner() })
	return newStream(o, dst, src).run(ctx)
}

// prepare fills in what was not said.
func (o *Options) prepare(e *detectors.Engine, scanners func() scanner) {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if o.owned == 0 {
		o.owned = batchBytes
	}
	o.behind, o.ahead = e.Context()
	if o.scanner == nil {
		o.scanner = scanners
	}
}

// ReadError is a failure of the source.
type ReadError struct{ Err error }

func (e *ReadError) Error() string { return "cannot read: " + e.Err.Error() }

// Unwrap returns what the source said.
func (e *ReadError) Unwrap() error { return e.Err }

// WriteError is a failure of the sink.
type WriteError struct{ Err error }

func (e *WriteError) Error() string { return "cannot write: " + e.Err.Error() }

// Unwrap returns what the sink said.
func (e *WriteError) Unwrap() error { return e.Err }
