package pipeline

import "scrim/detectors"

const (
	// batchBytes is how much of a stream one batch owns: large enough that the
	// hand-over between goroutines costs little, small enough that all batches
	// in flight stay in the processor's caches.
	batchBytes = 256 << 10
	// chunkBytes is the size of one read: a pipe holds 64 KiB, larger blocks
	// of a file were not faster.
	chunkBytes = 64 << 10
)

// batch is a piece of the stream on its way: whole lines, or a part of a line
// that is longer than a batch, with the context that detection needs.
type batch struct {
	buf   []byte // context before, owned part, context after
	lo    int    // the owned part is buf[lo:hi]
	hi    int
	begun bool            // the owned part begins inside a line
	open  bool            // it ends inside a line
	cut   bool            // the line goes on past buf
	seams detectors.Seams // what was taken out of buf between the parts of records

	ready  chan struct{} // a worker is done with it
	failed bool          // detection failed somewhere in it
	found  []detectors.Finding
	masked []byte // the owned part with its findings masked, if there are any
	out    detectors.Carry
	clean  detectors.Seams     // the seams of the owned part, masked
	aside  []detectors.Finding // found in them
}

// newBatch has room for what a batch owns and the context on both sides.
func (o *Options) newBatch() *batch {
	return &batch{buf: make([]byte, 0, o.behind+o.owned+o.ahead), ready: make(chan struct{}, 1)}
}

// reset makes the batch ready to be filled.
func (b *batch) reset() {
	b.seams.Reset()
	b.clean.Reset()
	*b = batch{buf: b.buf[:0], ready: b.ready, found: b.found[:0], masked: b.masked[:0], seams: b.seams, clean: b.clean, aside: b.aside[:0]}
}

// window is what detection sees of the batch, and the masked seams.
func (b *batch) window() detectors.Window { return b.windowWith(&b.clean) }

func (b *batch) windowWith(seams *detectors.Seams) detectors.Window {
	return detectors.Window{Data: b.buf, Lo: b.lo, Hi: b.hi, Open: b.open, Cut: b.cut, Seams: seams}
}

// taken is what was taken out of the owned part between the parts of records.
func (b *batch) taken() []byte { return b.seams.Within(b.lo, b.hi) }

// changed tells whether masked is to be written: there are findings, or what
// was taken out has to be put back.
func (b *batch) changed() bool { return b.failed || len(b.found) > 0 || len(b.taken()) > 0 }
