package pipeline

import (
	"context"
	"io"
)

// Text cuts what is read from a file into records. It is for one goroutine.
type Text struct {
	lane   *Lane
	framer *framer // nil while it rests
	// position is the offset in the file of the first byte that is in no
	// parcel.
	position int64
	read     int64 // offset of what is read next
}

// Text begins to read lines from a position in bytes of the lane's file.
func (l *Lane) Text(position int64) *Text {
	l.SetBegin(position)
	return &Text{lane: l, position: position, read: position}
}

// Read reads once from r, as much as a batch takes, and hands on the lines that
// are whole; what follows the last line end waits. It returns how many bytes
// were read and the error of r, or that of ctx if waiting for room ended with
// it. A pause between two reads changes nothing in what is handed on.
func (t *Text) Read(ctx context.Context, r io.Reader) (n int, err error) {
	t.wake()
	f := t.framer
	defer t.lane.pipeline.pieces.takeSpare(f)
	b := f.takeFree()
	at := f.headroom()
	n, err = r.Read(b.mem[at:][:f.owned])
	if n == 0 {
		f.free = append(f.free, b)
		return 0, err
	}
	t.read += int64(n)
	b.fill(at, n, nil)
	if !f.joining {
		b.look()
	}
	f.add(b)
	if sendErr := t.handOn(ctx); sendErr != nil {
		return n, sendErr
	}
	return n, err
}

// Waiting is how many bytes were read and wait for their line end.
func (t *Text) Waiting() int { return int(t.read - t.position) }

// InRecord tells whether what was read last is a part of a record that a
// container runtime cut and that goes on in the next one.
func (t *Text) InRecord() bool { return t.framer != nil && t.framer.joining && t.framer.joiner.Waits() }

// Rest gives back the memory of a file of which nothing waits. It may be read
// again.
func (t *Text) Rest() {
	if t.framer == nil || t.Waiting() > 0 {
		return
	}
	t.lane.pipeline.pieces.putAll(t.framer)
	t.framer = nil
}

// End hands on what waits: nothing will follow it. No Read may follow.
func (t *Text) End(ctx context.Context) error {
	t.wake()
	t.framer.err = io.EOF
	err := t.handOn(ctx)
	if err == nil {
		t.lane.pipeline.pieces.putAll(t.framer)
		t.framer = nil
	}
	return err
}

// pieceRoom is about how much memory a batch of a line takes beside its bytes.
const pieceRoom = 1 << 10

// blocks are the batches that a framer needs at hand: one to read into, one to
// go on with, and the one that it fills.
const blocks = 3

func (t *Text) wake() {
	pool := t.lane.pipeline.pieces
	if t.framer == nil {
		t.framer = pool.framer()
	}
	pool.fill(t.framer)
}

// handOn sends what the framer has cut.
func (t *Text) handOn(ctx context.Context) error {
	f := t.framer
	for {
		more := f.advance()
		for len(f.ready) > 0 {
			if err := t.send(ctx, f.takeReady()); err != nil {
				return err
			}
		}
		if more || f.done {
			return nil
		}
		t.lane.pipeline.pieces.fill(f)
	}
}

func (t *Text) send(ctx context.Context, b *batch) error {
	pool := t.lane.pipeline.pieces
	c := &lines{batch: pool.fit(b), pool: pool, position: t.position}
	t.position += c.raw()
	next := t.position
	if c.open {
		next = unknown
	}
	return t.lane.send(ctx, &parcel{content: c, next: next, size: int64(len(c.buf) + pieceRoom)})
}
