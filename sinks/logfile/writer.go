package logfile

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"scrim/pipeline"
	"scrim/sinks/line"
)

// bufferBytes is how much is written at once. Larger ones fall out of the
// processor's cache.
const bufferBytes = 256 << 10

// Writer is a sink that writes lines to a file. It can be a part of other sinks,
// which say by an encoder what they write of a batch.
type Writer struct {
	settings Settings
	encoder  line.Encoder
	now      func() time.Time
	sweeper  sweeper
	hangup   atomic.Bool // the file is to be opened again
	armed    atomic.Bool // a sync is due, for fsync = "interval"

	mu    sync.Mutex // what follows is Deliver's while it runs
	out   *output    // nil: not open
	buf   []byte     // what is to be written next
	lines line.Lines // how the last line stands, buf included
	saved savepoint
	torn  bool      // out holds more than saved says
	half  bool      // a stream ends inside a line that was given up
	dirty bool      // something is written and not synced
	stuck time.Time // when a rotation failed, zero if none did
}

// savepoint is what an attempt that failed goes back to.
type savepoint struct {
	batch, piece int // what is to be written next
	size         int64
	lines        line.Lines
}

// NewWriter makes a Writer. It fails if the file could not be opened, and
// changes nothing.
func NewWriter(s Settings, e line.Encoder) (*Writer, error) {
	w := &Writer{settings: s, encoder: e, now: time.Now}
	w.sweeper.init(&s)
	return w, w.Check(context.Background())
}

// Check tells whether the file can be opened, without doing it.
func (w *Writer) Check(context.Context) error {
	return w.failure("open", check(string(w.settings.Path), w.settings.rotates()))
}

func (w *Writer) failure(op string, err error) error {
	return failure(op, string(w.settings.Path), err)
}

// Deliver writes what the encoder makes of the batches. It waits for whatever
// keeps it from that, except for mistakes that are there when the file is opened
// for the first time.
func (w *Writer) Deliver(ctx context.Context, link *pipeline.Link, batches []*pipeline.Batch) ([]pipeline.Refused, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.nothing(batches) {
		return nil, nil
	}
	w.saved.batch, w.saved.piece = 0, 0
	for {
		err := w.attempt(ctx, link, batches)
		if err == nil {
			w.save(0, 0)
			link.Works()
			return nil, nil
		}
		w.undo()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if isMistake(err) {
			err = &pipeline.SetupError{Err: err}
		}
		if err := link.Retry(ctx, err, 0); err != nil {
			return nil, err
		}
	}
}

func (w *Writer) nothing(batches []*pipeline.Batch) bool {
	for _, b := range batches {
		if w.encoder.Len(b) > 0 {
			return false
		}
	}
	return true
}

// attempt writes everything from the savepoint on.
func (w *Writer) attempt(ctx context.Context, link *pipeline.Link, batches []*pipeline.Batch) error {
	if err := w.ready(link); err != nil {
		return err
	}
	first := w.saved.piece
	for i := w.saved.batch; i < len(batches); i++ {
		n := w.encoder.Len(batches[i])
		for piece := first; piece < n; piece++ {
			if err := w.add(ctx, link, batches[i], i, piece); err != nil {
				return err
			}
		}
		first = 0
	}
	if err := w.flush(ctx); err != nil {
		return err
	}
	return w.settle(link)
}

// add adds one piece to what is to be written.
func (w *Writer) add(ctx context.Context, link *pipeline.Link, b *pipeline.Batch, batch, piece int) error {
	before, wasOpen := len(w.buf), w.lines.Open()
	w.buf = w.lines.Append(w.buf, w.encoder, b, piece)
	if !wasOpen && w.tooLarge(before) {
		w.buf, w.lines = w.buf[:before], line.Lines{}
		if err := w.flush(ctx); err != nil {
			return err
		}
		if err := w.rotate(link, batch, piece); err != nil {
			return err
		}
		w.save(batch, piece)
		w.buf = w.lines.Append(w.buf, w.encoder, b, piece)
	}
	if len(w.buf) < bufferBytes {
		return nil // fast path
	}
	if err := w.flush(ctx); err != nil {
		return err
	}
	if w.hangup.Load() || w.out.stream {
		return w.turn(link, batch, piece+1)
	}
	return nil
}

// tooLarge tells whether what is behind the first bytes of the buffer would make
// the file larger than it may be.
func (w *Writer) tooLarge(before int) bool {
	limit := int64(w.settings.MaxSize)
	return limit > 0 && w.out.size+int64(len(w.buf)) > limit &&
		w.out.size+int64(before) > 0 && !w.out.stream && w.stuck.IsZero()
}

// turn makes what is written so far final, before another file follows.
func (w *Writer) turn(link *pipeline.Link, batch, piece int) error {
	if err := w.settle(link); err != nil {
		return err
	}
	w.save(batch, piece)
	return w.ready(link)
}

// save makes a savepoint of what is written.
func (w *Writer) save(batch, piece int) {
	w.saved = savepoint{batch: batch, piece: piece, lines: w.lines}
	if w.out != nil {
		w.saved.size = w.out.size
	}
}

// undo goes back to the savepoint.
func (w *Writer) undo() {
	w.buf, w.lines, w.torn = w.buf[:0], w.saved.lines, true
	_ = w.mend() // or ready does it, before anything else
}

// mend takes back what was written after the savepoint.
func (w *Writer) mend() error {
	if w.torn && w.out != nil && !w.out.stream {
		if err := w.out.cutTo(w.saved.size); err != nil {
			return w.failure("cut back", err)
		}
	}
	w.torn = false
	return nil
}

// flush writes the buffer.
func (w *Writer) flush(ctx context.Context) error {
	if len(w.buf) == 0 {
		return nil
	}
	w.dirty = true
	n, err := w.out.write(ctx, w.buf)
	if err != nil && w.out.stream {
		w.half = n > 0 && w.buf[n-1] != '\n' && !isClosedPipe(err)
		w.out.f.Close()
		w.out = nil
	}
	w.buf = w.buf[:0]
	return w.failure("write to", err)
}

// ready makes sure that the file at the path is open and that its last piece is
// whole.
func (w *Writer) ready(link *pipeline.Link) error {
	if err := w.mend(); err != nil {
		return err
	}
	hangup := w.hangup.Swap(false)
	if w.out != nil {
		moved, err := w.out.moved(string(w.settings.Path))
		if err != nil {
			return w.failure("open", err)
		}
		if moved || hangup {
			err := w.leave()
			if isFull(err) {
				w.hangup.Store(hangup)
				return w.failure("write to", err)
			}
			if err != nil {
				link.Log.Warn("the file that was moved may not be complete on disk", "error", err)
			}
		}
	}
	if w.out == nil {
		if err := w.open(link); err != nil {
			return err
		}
	}
	if err := w.rotateByTime(link); err != nil {
		return err
	}
	w.save(w.saved.batch, w.saved.piece)
	return nil
}

func (w *Writer) open(link *pipeline.Link) error {
	out, err := open(&w.settings)
	if err != nil {
		return w.failure("open", err)
	}
	link.Reached()
	w.out, w.lines = out, line.Lines{}
	if w.half {
		w.half, w.buf = false, append(w.buf, '\n')
	}
	if out.torn > 0 {
		link.Log.Warn("the last line of the file had no end and was cut off", "path", string(w.settings.Path), "bytes", out.torn)
	}
	if !out.stream {
		w.sweeper.sweep(link.Log, out.path)
	}
	return nil
}

// leave ends an open line and closes the file. The rest of that line will be a
// line of its own in the next file. If there is no room for the line end the
// file stays open.
func (w *Writer) leave() error {
	failed := w.endLine()
	if isFull(failed) {
		return failed
	}
	if w.settings.Fsync != fsyncNever {
		failed = errors.Join(failed, w.sync())
	}
	failed = errors.Join(failed, w.out.f.Close())
	w.out, w.dirty = nil, false
	return failed
}

// endLine ends a line that is open.
func (w *Writer) endLine() error {
	if !w.lines.Open() {
		return nil // fast path
	}
	w.dirty = true
	if _, err := w.out.f.Write([]byte{'\n'}); err != nil {
		return err
	}
	w.lines = line.Lines{}
	return nil
}

// Reopen makes the next write go to the file that is then at the path.
func (w *Writer) Reopen() error {
	w.hangup.Store(true)
	if !w.mu.TryLock() {
		return nil // Deliver is at work and will see it
	}
	defer w.mu.Unlock()
	if w.out == nil || w.torn {
		return nil
	}
	err := w.leave()
	if isFull(err) {
		return nil // the next Deliver waits for room
	}
	w.hangup.Store(false)
	return w.failure("close", err)
}

// Close closes the file. A line that is open is ended, for nobody may come and
// write its rest.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sweeper.stop()
	if w.out == nil {
		return nil
	}
	err := errors.Join(w.mend(), w.failure("close", w.leave()))
	if w.out != nil {
		w.out.f.Close()
		w.out = nil
	}
	return err
}
