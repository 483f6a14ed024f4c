package pipeline

import (
	"sync"

	"scrim/detectors"
)

// piecePool keeps batches of text between two uses.
type piecePool struct {
	o     Options
	mu    sync.Mutex
	free  []*batch
	small []*batch // those with no more memory than some lines need
}

const (
	// maxSpare is how many batches are kept for later: as many as the stream of
	// a busy file has in flight. More are left to the collector.
	maxSpare = 64
	// smallPiece is up to how many bytes a batch is moved into one that has
	// memory for little more: with thousands of files of which each has a line
	// now and then, whole batches would be much.
	smallPiece = 16 << 10
	// maxSmall is how many small batches are kept.
	maxSmall = 1024
)

func newPiecePool(maxBatch int) *piecePool {
	return &piecePool{o: Options{
		owned:  min(max(maxBatch, minOwned), batchBytes),
		behind: detectors.MaxContext,
		ahead:  detectors.MaxContext,
	}}
}

func (p *piecePool) get() *batch {
	if b := p.takeLast(&p.free); b != nil {
		return b
	}
	return p.o.newBatch()
}

// takeLast takes the batch of a list that was used last, or nil.
func (p *piecePool) takeLast(list *[]*batch) *batch {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(*list) - 1
	if last < 0 {
		return nil
	}
	b := (*list)[last]
	*list = (*list)[:last]
	return b
}

func (p *piecePool) put(b *batch) {
	b.reset()
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case cap(b.mem) <= smallPiece:
		if len(p.small) < maxSmall {
			p.small = append(p.small, b)
		}
	case len(p.free) < maxSpare:
		p.free = append(p.free, b)
	}
}

// fit returns a batch that is ready, in memory of its size.
func (p *piecePool) fit(b *batch) *batch {
	if len(b.buf) > smallPiece/2 {
		return b // fast path: a busy file
	}
	s := p.takeLast(&p.small)
	if s == nil {
		s = new(batch)
	}
	s.mem = append(s.mem[:0], b.buf...)
	s.buf = s.mem
	s.lo, s.hi, s.order, s.begun, s.open, s.cut = b.lo, b.hi, b.order, b.begun, b.open, b.cut
	s.seams.AddFrom(&b.seams, 0, len(b.buf), 0)
	p.put(b)
	return s
}

// takeSpare takes back the batches that a framer has at hand between two reads.
func (p *piecePool) takeSpare(f *framer) {
	for _, b := range f.free {
		p.put(b)
	}
	f.free = f.free[:0]
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
	p.takeSpare(f)
	p.put(f.cur)
}
