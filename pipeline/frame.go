package pipeline

import (
	"bytes"

	"scrim/detectors"
)

// framer cuts the stream into batches. It gets blocks of it in order and leaves
// the bytes where they were read, if it can: what is left of the block before
// goes in front of them.
type framer struct {
	*Options

	free   []*batch
	unmade int      // batches that nobody has needed yet
	ready  []*batch // to be scanned, in order
	order  int      // of the next of them
	done   bool     // there will be no more of them

	cur    *batch
	whole  int   // cur.buf[:whole] ends with a line end, or whole == cur.lo
	inside bool  // what was taken so far ends inside a line
	err    error // what ended the source, io.EOF included
	torn   bool  // it was left while more of its text was to come

	block   *batch         // the one that text, later and unsure are in
	text    []byte         // what the current batch gets next
	unsure  []byte         // after text: of these the next block has to tell
	taken   detectors.Seam // after text
	later   []byte         // what the Joiner gets next
	joiner  detectors.Joiner
	joining bool // a line that may be cut was seen: everything after it goes through the Joiner
	ended   bool // the Joiner knows that the source has ended
	last    [detectors.MaxUnsure]byte
}

// empty is how many batches may be taken.
func (f *framer) empty() int { return len(f.free) + f.unmade }

// takeFree takes an empty batch; the one that was used last is in the cache.
func (f *framer) takeFree() *batch {
	last := len(f.free) - 1
	if last < 0 {
		f.unmade--
		return f.newBatch()
	}
	b := f.free[last]
	f.free = f.free[:last]
	return b
}

// takeReady takes the first of the ready batches.
func (f *framer) takeReady() *batch {
	b := f.ready[0]
	f.ready = f.ready[:copy(f.ready, f.ready[1:])]
	return b
}

// advance cuts what is there. Whole lines are ready as soon as all that is there
// is in the batch: whoever asks has nothing else to do. It reports false if
// another block would not help: there is no free batch, or the source has
// ended.
func (f *framer) advance() bool {
	for {
		switch {
		case f.isFull():
			if !f.flush() {
				return false
			}
		case len(f.text) > 0:
			f.put()
		case len(f.taken.Text) > 0:
			f.putSeam()
		case f.joining && f.pull():
		case f.block != nil:
			f.leaveBlock()
		case f.err != nil && !f.ended:
			f.joinEnd()
		case f.whole > f.cur.lo:
			if !f.flush() {
				return false
			}
		case f.endsBehind():
			if !f.handOn(f.cur.lo+f.owned, true) {
				return false
			}
		case f.err == nil:
			return true
		case !f.rest():
			return false
		}
	}
}

// add takes the next block. Its bytes stay where they are, unless there is
// more before them than there is room for; the ones that have to be joined
// leave it as text.
func (f *framer) add(b *batch) {
	f.err = b.err
	if f.joining {
		f.block, f.later = b, b.buf
		return
	}
	c := f.cur
	b.prepend(c.afterBuf())
	c.unsure = 0
	n, unsure := f.uncut(b)
	if n > 0 {
		f.inside = b.buf[n-1] != '\n'
	}
	switch room := f.behind + f.ahead; {
	case n < len(b.buf) && !unsure:
		f.block, f.text, f.later, f.joining = b, b.buf[:n], b.buf[n:], true
	case len(c.buf) > room || len(c.buf) >= len(b.buf):
		f.block, f.text, f.unsure = b, b.buf[:n], b.buf[n:]
	default:
		f.swap(b, n)
	}
}

// uncut tells how many bytes of a block are in lines that no part goes on from;
// of the rest it may be unsure. The block itself was looked at where it was
// read, except for the line that goes on from the block before.
func (f *framer) uncut(b *batch) (n int, unsure bool) {
	first := recordEnd(b.buf)
	if n, unsure = detectors.Uncut(b.buf[:first], f.inside); n < first || first == len(b.buf) {
		return n, unsure
	}
	return len(b.buf) - b.rest, b.unsure > 0
}

// swap puts the current batch's bytes in front of the first n of a block, which
// becomes the current batch.
func (f *framer) swap(b *batch, n int) {
	c := f.cur
	b.unsure, b.buf = len(b.buf)-n, b.buf[:n]
	b.prepend(c.buf)
	b.lo, b.begun = c.lo, c.begun
	f.cur, f.whole = b, b.lo
	f.noteLineEnd(len(c.buf), len(b.buf))
	c.reset()
	f.free = append(f.free, c)
}

// put moves text into the batch.
func (f *framer) put() {
	n := min(len(f.text), f.room())
	from := len(f.cur.buf)
	f.cur.buf = append(f.cur.buf, f.text[:n]...)
	f.text = f.text[n:]
	f.noteLineEnd(from, f.cur.lo+f.owned)
}

// leaveBlock frees the block whose bytes are in batches now.
func (f *framer) leaveBlock() {
	b := f.block
	f.cur.keepUnsure(f.unsure)
	f.block, f.unsure = nil, nil
	b.reset()
	f.free = append(f.free, b)
}

// isFull tells whether the batch takes no more.
func (f *framer) isFull() bool {
	b := f.cur
	return f.room() == 0 || b.seams.Size() >= maxSeamBytes && (f.whole > b.lo || len(b.buf) >= b.lo+minOwned+f.ahead)
}

// room is how much more the current batch takes. Of a line that is longer the
// batch will own the less, by the context after that, if it is large enough.
func (f *framer) room() int {
	limit := f.cur.lo + f.owned
	if f.whole == f.cur.lo && f.owned < 2*f.ahead {
		limit += f.ahead
	}
	return max(0, limit-len(f.cur.buf))
}

// noteLineEnd looks for the last line end among the bytes from an offset on, up
// to a limit.
func (f *framer) noteLineEnd(from, limit int) {
	from = max(from, f.cur.lo)
	if limit = min(limit, len(f.cur.buf)); from < limit {
		if n := bytes.LastIndexByte(f.cur.buf[from:limit], '\n'); n >= 0 {
			f.whole = from + n + 1
		}
	}
}

// endsBehind tells whether the batch holds the end of its line behind what it may
// own. The line does not wait for more then: nothing may come for long.
func (f *framer) endsBehind() bool {
	b := f.cur
	limit := b.lo + f.owned
	return f.whole == b.lo && len(b.buf) > limit && bytes.IndexByte(b.buf[limit:], '\n') >= 0
}

// flush makes ready what the batch holds: its whole lines, or the part of a long
// line that it owns.
func (f *framer) flush() bool {
	b := f.cur
	if f.whole > b.lo {
		return f.handOn(f.whole, false)
	}
	hi := min(b.lo+f.owned, len(b.buf)-f.ahead)
	b.cut = bytes.IndexByte(b.buf[hi:], '\n') < 0
	return f.handOn(hi, true)
}

// rest makes ready what is left when the source has ended, and then is done. The
// beginning of a line that was not read to its end is left away: a part of a
// secret cannot be told.
func (f *framer) rest() bool {
	b := f.cur
	switch n := len(b.buf) - b.lo; {
	case n == 0, f.torn:
		f.done = true
		return false
	case n <= f.owned:
		return f.handOn(len(b.buf), false)
	}
	return f.handOn(b.lo+f.owned, true)
}

// handOn makes the batch ready, which owns its bytes up to hi, and begins the
// next one. It reports false if there is none.
func (f *framer) handOn(hi int, open bool) bool {
	if f.empty() == 0 {
		return false
	}
	b := f.cur
	b.hi, b.open, b.order = hi, open, f.order
	f.order++
	f.ready = append(f.ready, b)
	f.begin(f.takeFree(), b)
	return true
}

// begin fills a batch with what the one before it did not own; inside a line
// the bytes before come along as context.
func (f *framer) begin(n, b *batch) {
	keep := b.hi
	if b.open {
		keep = max(0, b.hi-f.behind)
		n.begun, n.lo = true, b.hi-keep
	}
	n.buf = append(n.buf, b.buf[keep:]...)
	n.keepUnsure(b.afterBuf())
	n.seams.AddFrom(&b.seams, b.hi, len(b.buf), n.lo)
	f.cur, f.whole = n, n.lo
	f.noteLineEnd(n.lo, n.lo+f.owned)
}
