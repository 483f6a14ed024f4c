package pipeline

import (
	"io"
	"sync"
)

// intake is the reading half of a stream: blocks go in as they are read, and
// batches come out. Reading holds no lock. A reader is for one worker at a time,
// the others have to wait for it; from a file every worker reads the block after
// that of the one before it, and the framer gets them in order.
type intake struct {
	mu      sync.Mutex
	changed sync.Cond // there may be something to do for one who waits
	framer  framer

	src     io.Reader
	file    io.ReaderAt
	fill    bool
	begun   int64    // blocks that somebody has begun to read
	added   int64    // blocks that the framer has got
	waiting []*batch // blocks that wait for an earlier one, by number modulo length
	reading int      // workers in a read
	round   int      // grows when these are left behind
}

// spareBatches are those that no worker has: the one that is being filled, one
// to go on with, and one that waits to be written.
const spareBatches = 3

// batches is how many there are; none free is what holds the source back.
func (o *Options) batches() int { return 2*o.Jobs + spareBatches }

func newIntake(o *Options, src io.Reader) *intake {
	n := o.batches()
	in := &intake{src: src, file: o.At, fill: o.Prompt, waiting: make([]*batch, n)}
	in.changed.L = &in.mu
	in.framer = framer{Options: o, free: make([]*batch, 0, n), unmade: n, ready: make([]*batch, 0, n)}
	in.framer.cur = in.framer.takeFree()
	return in
}

// largeBatch is from how many bytes on a batch makes it worth to wake up
// another worker: a trickle is for one.
const largeBatch = 16 << 10

// next returns the next batch, or nil at the end of the stream; it reads if that
// is what there is to do. A worker that is gone was left behind in a read and
// must touch nothing any more.
func (in *intake) next() (b *batch, gone bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for {
		in.advance()
		f := &in.framer
		switch {
		case len(f.ready) > 0:
			b = f.takeReady()
			if len(f.ready) > 0 || b.hi-b.lo >= largeBatch {
				in.changed.Signal()
			}
			return b, false
		case f.done:
			in.changed.Broadcast()
			return nil, false
		case !in.mayRead():
			in.changed.Wait()
		case !in.read():
			return nil, true
		}
	}
}

// advance gives the framer what it can take.
func (in *intake) advance() {
	for in.framer.advance() {
		at := &in.waiting[in.added%int64(len(in.waiting))]
		if *at == nil {
			return
		}
		in.added++
		in.framer.add(*at)
		*at = nil
	}
}

// mayRead tells whether a block may be read. The last free batch is for the
// framer.
func (in *intake) mayRead() bool {
	return in.framer.err == nil && in.framer.empty() > 1 && (in.file != nil || in.begun == in.added)
}

// read reads a block. It reports false if the worker was left behind in that.
func (in *intake) read() bool {
	b, number, round, look := in.framer.takeFree(), in.begun, in.round, !in.framer.joining
	in.begun++
	in.reading++
	in.mu.Unlock()
	in.readBlock(b, number)
	if look {
		b.look()
	}
	in.mu.Lock()
	if in.round != round {
		return false
	}
	in.reading--
	in.waiting[number%int64(len(in.waiting))] = b
	return true
}

// readBlock fills a batch with the bytes of a block, without those before it.
func (in *intake) readBlock(b *batch, number int64) {
	f := &in.framer
	at := f.headroom()
	p := b.mem[at:][:f.owned]
	n, err := 0, error(nil)
	switch {
	case in.file != nil:
		n, err = in.file.ReadAt(p, number*int64(len(p)))
	case in.fill:
		for n < len(p) && err == nil {
			var m int
			m, err = in.src.Read(p[n:])
			n += m
		}
	default:
		n, err = in.src.Read(p)
	}
	b.fill(at, n, err)
}

// stop ends the source, wherever it is. It returns how many workers were left behind in a read.
func (in *intake) stop() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.framer.err == nil {
		in.framer.err, in.framer.torn = io.EOF, true
	}
	left := in.reading
	in.reading = 0
	in.round++
	in.changed.Broadcast()
	return left
}

// giveBack makes a batch free again.
func (in *intake) giveBack(b *batch) {
	b.reset()
	in.mu.Lock()
	in.framer.free = append(in.framer.free, b)
	in.mu.Unlock()
	in.changed.Signal()
}
