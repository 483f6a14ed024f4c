package stdout

import (
	"context"
	"errors"
	"os"

	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/line"
)

// Settings is the table of a sink of type "stdout". There is nothing to set.
type Settings struct{}

// NewSettings returns the defaults.
func NewSettings() pipeline.SinkSettings { return new(Settings) }

// Problems has none.
func (*Settings) Problems() []setting.Problem { return nil }

// Open makes the sink.
func (*Settings) Open(pipeline.Environment) (pipeline.Sink, error) { return NewSink(os.Stdout), nil }

// bufferBytes is how much is written at once.
const bufferBytes = 256 << 10

// Sink writes a line a record. It waits for a full disk behind standard output;
// a closed pipe ends the pipeline with ErrClosed.
type Sink struct {
	out   *Writer
	lines line.Lines
	buf   []byte

	// A reader that has stalled keeps a write for ever, so that a goroutine is
	// left with it at the end. It has buf from todo until done.
	todo    chan []byte
	done    chan written
	writing bool
}

// written is the outcome of a write.
type written struct {
	n   int
	err error
}

// NewSink writes to f.
func NewSink(f *os.File) *Sink {
	s := &Sink{out: New(f), todo: make(chan []byte), done: make(chan written, 1)}
	go s.write()
	return s
}

func (s *Sink) write() {
	for p := range s.todo {
		n, err := s.out.Write(p)
		s.done <- written{n, err}
	}
}

// Deliver writes the values of the records. What ctx cuts off is written before
// anything that follows, and as whole lines.
func (s *Sink) Deliver(ctx context.Context, link *pipeline.Link, batches []*pipeline.Batch) ([]pipeline.Refused, error) {
	err := s.deliver(ctx, link, batches)
	if err != nil {
		s.buf = s.lines.End(s.buf)
	}
	return nil, err
}

func (s *Sink) deliver(ctx context.Context, link *pipeline.Link, batches []*pipeline.Batch) error {
	if err := s.flush(ctx, link); err != nil {
		return err
	}
	var records line.Records
	for _, b := range batches {
		for i := range records.Len(b) {
			s.buf = s.lines.Append(s.buf, records, b, i)
			if len(s.buf) < bufferBytes {
				continue // fast path
			}
			if err := s.flush(ctx, link); err != nil {
				return err
			}
		}
	}
	return s.flush(ctx, link)
}

// flush writes the buffer, and all of it: what was written already cannot be
// taken back.
func (s *Sink) flush(ctx context.Context, link *pipeline.Link) error {
	for len(s.buf) > 0 {
		if !s.writing {
			s.todo <- s.buf
			s.writing = true
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case w := <-s.done:
			s.writing = false
			s.buf = append(s.buf[:0], s.buf[w.n:]...)
			if err := s.failed(ctx, link, w.err); err != nil {
				return err
			}
		}
	}
	return nil
}

// failed waits after a write that may work later.
func (s *Sink) failed(ctx context.Context, link *pipeline.Link, err error) error {
	if err == nil {
		link.Works()
		return nil
	}
	if errors.Is(err, ErrClosed) {
		return ErrClosed
	}
	return link.Retry(ctx, err, 0)
}

// Close ends a line that is open. Standard output itself stays open.
func (s *Sink) Close() error {
	close(s.todo)
	if s.writing {
		return nil // its reader has stalled
	}
	if end := s.lines.End(nil); len(end) > 0 && s.out.Err() == nil {
		_, err := s.out.Write(end)
		return err
	}
	return nil
}
