package pipeline

import (
	"bytes"
	"io"
	"sync"
)

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
	settler  settler
	report   Report
	err      error
	// digest gets the bytes as they were read, unless it is nil; digested is where
	// records that were cut are put together again for it.
	digest   io.Writer
	digested []byte
	// inspector gets the batches in place of dst, unless it is nil.
	inspector Inspector
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
	if w.digest != nil {
		w.feed(b)
	}
	w.settler.settle(b, w.scanner)
	w.count(b)
	out := b.buf[b.lo:b.hi]
	w.report.BytesRead += int64(len(out) + len(b.taken()))
	w.report.Lines += int64(bytes.Count(out, newline) + bytes.Count(b.taken(), newline))
	if w.inspector == nil {
		if b.changed {
			out = b.masked
		}
		w.send(out)
	}
	if w.progress != nil {
		w.progress(w.report.BytesRead)
	}
	if w.err != nil {
		close(w.broken)
	}
}

// feed gives the digest what the batch owns, with what was taken out of it.
func (w *writer) feed(b *batch) {
	raw := b.buf[b.lo:b.hi]
	if len(b.taken()) > 0 {
		w.digested = b.seams.AppendText(w.digested[:0], b.buf, b.lo, b.hi)
		raw = w.digested
	}
	_, _ = w.digest.Write(raw) // a hash takes everything
}

// send writes to the sink.
func (w *writer) send(out []byte) {
	n, err := w.dst.Write(out)
	w.report.BytesWritten += int64(n)
	if err == nil && n < len(out) {
		err = io.ErrShortWrite
	}
	w.err = err
}

// inspect hands a batch, or a record of one that failed, to the inspector.
func (w *writer) inspect(b *batch) {
	if w.err == nil {
		w.err = w.inspector.Settle(b.passage())
	}
}

// count adds what was found to the report.
func (w *writer) count(b *batch) {
	for _, f := range b.found {
		w.report.Findings[f.kind]++
	}
	w.report.Withheld += int64(len(b.withheld))
}
