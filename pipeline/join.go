package pipeline

import "scrim/detectors"

const (
	// joinBytes is how much of a container's log the Joiner gets at once: it
	// copies what has to wait.
	joinBytes = 64 << 10
	// maxSeamBytes is how much a batch may hold of what was taken out between
	// the parts of records before it is handed on: a record in parts of 16 KiB
	// has less than a hundredth of that, one in parts of a byte many times its
	// own length.
	maxSeamBytes = 64 << 10
	// minOwned is how much of a long record such a batch owns nevertheless, so
	// that its context does not cost more than itself.
	minOwned = detectors.ContextAhead
)

// pull takes the next piece of text from the Joiner, in which the records that
// a container runtime cut are whole; the seams go along beside them. It reports
// false if there is none without another block.
func (f *framer) pull() bool {
	for {
		var ok bool
		f.text, f.taken, ok = f.joiner.Next()
		if ok || len(f.later) == 0 {
			return ok
		}
		n := min(len(f.later), joinBytes)
		f.joiner.Feed(f.later[:n], false)
		f.later = f.later[n:]
	}
}

// putSeam notes the seam after the text that was put last.
func (f *framer) putSeam() {
	f.cur.seams.Add(len(f.cur.buf), f.taken)
	f.taken = detectors.Seam{}
}

// joinEnd tells the Joiner that the source has ended.
func (f *framer) joinEnd() {
	f.ended = true
	n := copy(f.last[:], f.cur.afterBuf())
	f.cur.unsure = 0
	if f.joining = f.joining || n > 0; f.joining {
		f.joiner.Feed(f.last[:n], true)
	}
}

// redactSeams masks what is to be masked between the parts of the batch's
// records.
func (b *batch) redactSeams(s scanner) {
	b.shown = &b.seams
	if !b.seams.Odd(b.lo, b.hi) {
		return // fast path: times and tags
	}
	b.clean.Reset()
	b.note(s.RedactSeams(&b.clean, b.window()))
	b.shown = &b.clean
}
