package stdout

import (
	"errors"
	"hash"
	"io/fs"
	"os"

	"scrim/pipeline/system"
)

// ErrClosed is the cause of an error when nobody reads any more.
var ErrClosed = errors.New("closed by its reader")

// Writer writes to standard output. Signals that a write to a closed pipe
// raises must be ignored by the program.
type Writer struct {
	f      *os.File
	first  error
	hash   hash.Hash // nil unless it was asked for
	hashed int64     // bytes
}

// New writes to f.
func New(f *os.File) *Writer { return &Writer{f: f} }

// Write writes p.
func (w *Writer) Write(p []byte) (int, error) {
	n, err := w.f.Write(p)
	if w.hash != nil {
		w.hash.Write(p[:n])
		w.hashed += int64(n)
	}
	err = failure(err)
	if w.first == nil {
		w.first = err
	}
	return n, err
}

// Err is the first error of a Write, for callers that could not look at it.
func (w *Writer) Err() error { return w.first }

// Commit closes standard output; some file systems report a full disk only
// then.
func (w *Writer) Commit() error { return failure(w.f.Close()) }

// Name is what errors call it.
const Name = "standard output"

func failure(err error) error {
	if err == nil {
		return nil
	}
	if closedByReader(err) {
		return ErrClosed
	}
	return &fs.PathError{Op: "write", Path: Name, Err: system.Cause(err)}
}
