package pipeline

import "scrim/detectors"

const (
	// maxSeamBytes is how much a batch may hold of what was taken out between
	// the parts of records before it is handed on: a record in parts of 16 KiB
	// has less than a hundredth of that, one in parts of a byte many times its
	// own length.
	maxSeamBytes = batchBytes
	// minOwned is how much of a long record such a batch owns nevertheless, so
	// that its context does not cost more than itself.
	minOwned = detectors.ContextAhead
)

// join takes the bytes of a chunk, or the end of the stream. The records that a
// container runtime cut are whole in the batches; the seams go along beside
// them. It reports false if the stream has stopped.
func (f *framer) join(data []byte, last bool) bool {
	f.joiner.Feed(data, last)
	for {
		text, taken, ok := f.joiner.Next()
		switch {
		case !ok:
			return true
		case !f.put(text):
			return false
		case len(taken.Text) > 0 && !f.putSeam(taken):
			return false
		}
	}
}

// putSeam notes a seam after the text that was put last.
func (f *framer) putSeam(taken detectors.Seam) bool {
	b := f.cur
	b.seams.Add(len(b.buf), taken)
	if b.seams.Size() >= maxSeamBytes && (f.whole > b.lo || len(b.buf) >= b.lo+minOwned+f.ahead) {
		return f.flush()
	}
	return true
}

// redactSeams masks what is to be masked between the parts of the batch's
// records.
func (b *batch) redactSeams(s scanner) {
	b.clean.Reset()
	b.aside = append(b.aside[:0], s.RedactSeams(&b.clean, b.windowWith(&b.seams))...)
}
