package pipeline

import (
	"context"
	"io"
	"sync"

	"scrim/detectors"
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
	c := &lines{batch: b, pool: t.lane.pipeline.pieces, position: t.position}
	t.position += c.raw()
	next := t.position
	if b.open {
		next = unknown
	}
	return t.lane.send(ctx, &parcel{content: c, next: next, size: int64(len(b.buf))})
}

// piecePool keeps batches of text between two uses.
type piecePool struct {
	o    Options
	mu   sync.Mutex
	free []*batch
}

// maxSpare is how many batches are kept for later: as many as the stream of a
// busy file has in flight. More are left to the collector.
const maxSpare = 64

func newPiecePool(maxBatch int) *piecePool {
	return &piecePool{o: Options{
		owned:  min(max(maxBatch, minOwned), batchBytes),
		behind: detectors.MaxContext,
		ahead:  detectors.MaxContext,
	}}
}

func (p *piecePool) get() *batch {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.free); n > 0 {
		b := p.free[n-1]
		p.free = p.free[:n-1]
		return b
	}
	return p.o.newBatch()
}

func (p *piecePool) put(b *batch) {
	b.reset()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.free) < maxSpare {
		p.free = append(p.free, b)
	}
}

func (p *piecePool) framer() *framer {
	return &framer{Options: &p.o, cur: p.get(), free: make([]*batch, 0, 2*blocks), ready: make([]*batch, 0, blocks)}
}

// fill gives a framer the batches that it needs at hand.
func (p *piecePool) fill(f *framer) {
	for len(f.free) < blocks {
		f.free = append(f.free, p.get())
	}
}

// putAll takes back what a framer has.
func (p *piecePool) putAll(f *framer) {
	for _, b := range append(f.free, f.cur) {
		p.put(b)
	}
}
