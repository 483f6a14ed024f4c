package json

import (
	"io"

	"scrim/pipeline/leaks"
)

// bufferSize is how much is written at once, in bytes.
const bufferSize = 64 << 10

// Lines writes a line for each finding.
type Lines struct {
	w      io.Writer
	keyID  string
	buffer []byte
}

// NewLines writes findings to w, with the id of the key of their fingerprints.
func NewLines(w io.Writer, keyID string) *Lines {
	return &Lines{w: w, keyID: keyID, buffer: make([]byte, 0, bufferSize)}
}

// NeedsEach is true.
func (*Lines) NeedsEach() bool { return true }

// Add writes a finding that is not accepted. It allocates nothing in the steady
// state.
func (f *Lines) Add(l *leaks.Leak) error {
	if l.Accepted {
		return nil
	}
	f.buffer = append(appendFinding(f.buffer, l, f.keyID), '\n')
	return f.flushIfFull()
}

// End writes what is left.
func (f *Lines) End(*leaks.Summary) error { return f.flush() }

// flushIfFull leaves room for a finding, so that the buffer seldom grows.
func (f *Lines) flushIfFull() error {
	if len(f.buffer) < bufferSize-bufferSize/8 {
		return nil
	}
	return f.flush()
}

func (f *Lines) flush() error {
	_, err := f.w.Write(f.buffer)
	f.buffer = f.buffer[:0]
	return err
}
