package pipeline

import "scrim/detectors"

// batchBytes is how much of a stream one batch owns: large enough that reading,
// writing and taking turns cost little, small enough that the batches in flight
// stay in the processor's caches.
const batchBytes = 256 << 10

// batch is a piece of the stream on its way: a block as it was read, and then
// whole lines, or a part of a line that is longer than a batch, with the context
// that detection needs.
type batch struct {
	mem []byte // all of the memory
	at  int    // where buf stands in it
	buf []byte // context before, owned part, context after

	err    error // of a block: what ended the source after it
	rest   int   // of a block: how many bytes at its end are not of lines that stay apart
	unsure int   // how many bytes behind buf are of a line of which too little is there to tell

	lo    int // the owned part is buf[lo:hi]
	hi    int
	order int             // its place in the stream
	begun bool            // the owned part begins inside a line
	open  bool            // it ends inside a line
	cut   bool            // the line goes on past buf
	seams detectors.Seams // what was taken out of buf between the parts of records

	failed   bool             // detection failed somewhere in it
	changed  bool             // there are findings, or what was taken out has to be put back
	found    []found          // the values that begin in it, those of its seams first
	withheld []extent         // of buf: the records on which detection failed
	masked   []byte           // what is to be written if it changed
	shown    *detectors.Seams // the seams as they are to be written: these, or clean
	clean    detectors.Seams
	out      detectors.Carry
	records  []Record // of the owned part, for sinks
	notes    any      // what an Inspector's worker left
}

// extent is a part of a text.
type extent struct{ lo, hi int }

// found is a value that was masked, and where in buf.
type found struct {
	at, length int32
	kind       detectors.KindID
	place      detectors.Place
	reason     detectors.Reason
}

// manyFound is how many values a batch has room for from the start: a log with
// one in every second line.
const manyFound = batchBytes / 256

// newBatch has room for a block, with what the framer puts before and behind it.
func (o *Options) newBatch() *batch {
	b := &batch{
		mem: make([]byte, o.headroom()+o.owned+o.ahead+detectors.MaxUnsure),
		// Masks can be longer than what they hide. Memory that is not needed
		// is not touched.
		masked: make([]byte, 0, o.owned+o.owned/4),
		found:  make([]found, 0, manyFound),
	}
	b.buf = b.mem[:0]
	return b
}

// headroom is how much memory before a block is for what the block before it has
// left: the context of a long line, and bytes of which too little was there.
func (o *Options) headroom() int { return o.behind + o.ahead + detectors.MaxUnsure }

// reset makes the batch ready to be filled.
func (b *batch) reset() {
	b.seams.Reset()
	b.clean.Reset()
	*b = batch{
		mem: b.mem, buf: b.mem[:0], found: b.found[:0], withheld: b.withheld[:0], masked: b.masked[:0],
		seams: b.seams, clean: b.clean, records: b.records[:0], notes: b.notes,
	}
}

// fill makes a block of the n bytes that stand at an offset of the memory.
func (b *batch) fill(at, n int, err error) {
	b.at, b.buf, b.err = at, b.mem[at:at+n], err
}

// look notes where the lines end that no part of a record goes on from.
func (b *batch) look() {
	n, unsure := detectors.Uncut(b.buf, true)
	if b.rest = len(b.buf) - n; unsure {
		b.unsure = b.rest
	}
}

// prepend puts bytes in front of a block.
func (b *batch) prepend(data []byte) {
	b.at -= len(data)
	copy(b.mem[b.at:], data)
	b.buf = b.mem[b.at:][:len(data)+len(b.buf)]
}

// keepUnsure notes bytes of which too little is there to tell.
func (b *batch) keepUnsure(data []byte) {
	b.unsure = copy(b.buf[len(b.buf):cap(b.buf)], data)
}

// afterBuf are these bytes.
func (b *batch) afterBuf() []byte { return b.buf[len(b.buf):][:b.unsure] }

// window is what detection sees of the batch.
func (b *batch) window() detectors.Window {
	return detectors.Window{Data: b.buf, Lo: b.lo, Hi: b.hi, Open: b.open, Cut: b.cut, Seams: b.shown}
}

// taken is what was taken out of the owned part between the parts of records.
func (b *batch) taken() []byte { return b.seams.Within(b.lo, b.hi) }

// note notes findings.
func (b *batch) note(all []detectors.Finding) { b.found = appendFound(b.found, all) }
