package pipeline

import (
	"bytes"
	"io"
	"sync"

	"scrim/detectors"
)

// withheld stands in the place of a record on which detection failed.
const withheld = "[WITHHELD]"

// writer writes batches in the order of the stream. It alone knows what the
// lane really carries from batch to batch. One worker at a time does its work;
// the others leave their batches to that one and go on.
type writer struct {
	*stream
	mu      sync.Mutex
	done    []*batch // those that wait for their place, by order modulo length
	next    int      // the order of the batch to write
	writing bool     // a worker is at it

	// What follows belongs to the worker that writes.
	dst      io.Writer
	progress func(int64)
	scanner  scanner // that worker's
	carry    detectors.Carry
	report   Report
	err      error
	lost     bool  // the rest of a long line is withheld
	one      batch // scratch for records of a batch that failed
}

// take takes a batch that a worker has scanned, and lets that worker write
// unless another one does.
func (w *writer) take(b *batch, s scanner) {
	w.mu.Lock()
	w.done[b.order%len(w.done)] = b
	if w.writing {
		w.mu.Unlock()
		return
	}
	w.writing = true
	for b := w.due(); b != nil; b = w.due() {
		w.mu.Unlock()
		w.scanner = s
		w.finish(b)
		w.mu.Lock()
	}
	w.writing = false
	w.mu.Unlock()
}

// due is the batch that is next in order, if it is there.
func (w *writer) due() *batch {
	at := &w.done[w.next%len(w.done)]
	b := *at
	if b != nil {
		*at = nil
		w.next++
	}
	return b
}

// finish writes a batch and lets it be filled again. After a failure it only
// lets the batches go round, so that nobody waits for ever.
func (w *writer) finish(b *batch) {
	if w.err == nil {
		w.write(b)
	}
	w.giveBack(b)
}

// write settles what a worker guessed and writes the batch.
func (w *writer) write(b *batch) {
	w.settle(b)
	out := b.buf[b.lo:b.hi]
	w.report.BytesRead += int64(len(out) + len(b.taken()))
	w.report.Lines += int64(bytes.Count(out, newline) + bytes.Count(b.taken(), newline))
	if b.changed {
		out = b.masked
	}
	n, err := w.dst.Write(out)
	w.report.BytesWritten += int64(n)
	if err == nil && n < len(out) {
		err = io.ErrShortWrite
	}
	if w.progress != nil {
		w.progress(w.report.BytesRead)
	}
	if err != nil {
		w.err = err
		close(w.broken)
	}
}

// settle makes sure that the batch was scanned with what the lane carries, and
// that nothing of it gets through raw if that failed.
func (w *writer) settle(b *batch) {
	if w.lost && b.begun {
		b.failed = true
	}
	if !b.failed && (b.begun || w.carry != (detectors.Carry{})) {
		scan(w.scanner, b, w.carry)
	}
	if b.failed {
		w.withhold(b)
		return
	}
	w.carry = b.out
	w.count(b.found)
}

var newline = []byte("\n")

// count adds findings to the report.
func (w *writer) count(found []detectors.KindID) {
	for _, kind := range found {
		w.report.Findings[kind]++
	}
}

// withhold scans the records of a failed batch one by one, so that only those
// on which detection fails are lost to the reader.
func (w *writer) withhold(b *batch) {
	b.masked, b.changed = b.masked[:0], true
	at := b.lo
	if b.begun || b.open {
		at = w.withholdPart(b)
	}
	for at < b.hi {
		n := recordEnd(b.buf[at:b.hi])
		w.withholdRecord(b, at, at+n)
		at += n
	}
}

// recordEnd is the length of the first record of b.
func recordEnd(b []byte) int {
	if n := bytes.IndexByte(b, '\n'); n >= 0 {
		return n + 1
	}
	return len(b)
}

// withholdPart withholds what a batch owns of a line that is longer than a
// batch, and from then on the rest of that line. It returns where the lines
// after it begin.
func (w *writer) withholdPart(b *batch) (next int) {
	if !w.lost {
		b.masked = append(b.masked, withheld...)
		w.report.Withheld++
	}
	w.carry = detectors.AfterLoss()
	next = b.lo + recordEnd(b.buf[b.lo:b.hi])
	b.masked = appendWithheld(b.masked, b.seams.Within(b.lo, next))
	end := lineEnd(b.buf[b.lo:next])
	w.lost = b.open && next == b.hi && !bytes.HasSuffix(end, newline)
	b.masked = append(b.masked, end...)
	return next
}

// withholdRecord appends one record of a failed batch to what is written of it.
func (w *writer) withholdRecord(b *batch, lo, hi int) {
	one := &w.one
	one.reset()
	one.mem = append(one.mem[:0], b.buf[lo:hi]...)
	one.buf, one.hi = one.mem, hi-lo
	one.seams.AddFrom(&b.seams, lo, hi, 0)
	scan(w.scanner, one, w.carry)
	switch {
	case one.failed:
		b.masked = append(b.masked, withheld...)
		b.masked = appendWithheld(b.masked, one.taken())
		b.masked = append(b.masked, lineEnd(one.buf)...)
		w.report.Withheld++
		w.carry = detectors.AfterLoss()
		return
	case one.changed:
		b.masked = append(b.masked, one.masked...)
	default:
		b.masked = append(b.masked, one.buf...)
	}
	w.count(one.found)
	w.carry = one.out
}

// appendWithheld appends what becomes of seams in a record that is withheld:
// every line that they end or begin is withheld too.
func appendWithheld(dst, seams []byte) []byte {
	for line := range bytes.Lines(seams) {
		if end := lineEnd(line); len(end) > 0 {
			dst = append(append(dst, end...), withheld...)
		}
	}
	return dst
}

// lineEnd is the line end of a record, or nothing.
func lineEnd(record []byte) []byte {
	n := len(record)
	switch {
	case bytes.HasSuffix(record, []byte("\r\n")):
		return record[n-2:]
	case bytes.HasSuffix(record, newline):
		return record[n-1:]
	}
	return nil
}
