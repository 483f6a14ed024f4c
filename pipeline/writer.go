package pipeline

import (
	"bytes"
	"io"

	"scrim/detectors"
)

// withheld stands in the place of a record on which detection failed.
const withheld = "[WITHHELD]"

// writer writes batches in the order of the stream. It alone knows what the
// lane really carries from batch to batch.
type writer struct {
	*stream
	dst     io.Writer
	scanner scanner
	carry   detectors.Carry
	report  Report
	err     error
	line    []byte // scratch for records of a batch that failed
}

// writeAll writes until the stream ends. After a failure it only lets the
// batches go round, so that nobody waits for ever.
func (w *writer) writeAll() {
	for b := range w.order {
		<-b.ready
		if w.err == nil {
			w.write(b)
		}
		b.reset()
		w.free <- b
	}
}

// write settles what a worker guessed and writes the batch.
func (w *writer) write(b *batch) {
	if !b.failed && (b.begun || w.carry != (detectors.Carry{})) {
		scan(w.scanner, b, w.carry)
	}
	if b.failed {
		w.withhold(b)
	} else {
		w.carry = b.out
		w.count(b.found)
	}
	out := b.buf[b.lo:b.hi]
	w.report.BytesRead += int64(len(out))
	w.report.Lines += int64(bytes.Count(out, newline))
	if len(b.masked) > 0 || len(b.found) > 0 {
		out = b.masked
	}
	n, err := w.dst.Write(out)
	w.report.BytesWritten += int64(n)
	if w.Progress != nil {
		w.Progress(w.report.BytesRead)
	}
	if err != nil {
		w.err = err
		close(w.stopped)
	}
}

var newline = []byte("\n")

// count adds the findings to the report; the rest of a value counts with its
// beginning.
func (w *writer) count(found []detectors.Finding) {
	for i := range found {
		if !found[i].Continued {
			w.report.Findings[found[i].Kind]++
		}
	}
}

// withhold scans the records of a failed batch one by one, so that only those
// on which detection fails are lost to the reader.
func (w *writer) withhold(b *batch) {
	b.masked, b.found = b.masked[:0], b.found[:0]
	if b.begun || b.open {
		w.withholdPart(b)
		return
	}
	for rest := b.buf[b.lo:b.hi]; len(rest) > 0; {
		n := bytes.IndexByte(rest, '\n') + 1
		if n == 0 {
			n = len(rest)
		}
		b.masked = w.appendRecord(b.masked, rest[:n])
		rest = rest[n:]
	}
}

// withholdPart withholds a part of a line that is longer than a batch, and
// with it whatever else the batch holds.
func (w *writer) withholdPart(b *batch) {
	b.masked = append(b.masked, withheld...)
	for range bytes.Count(b.buf[b.lo:b.hi], newline) {
		b.masked = append(b.masked, '\n')
	}
	w.report.Withheld++
	w.carry = detectors.Carry{}
}

// appendRecord appends one record of a failed batch.
func (w *writer) appendRecord(dst, record []byte) []byte {
	one := batch{buf: record, hi: len(record), masked: w.line}
	scan(w.scanner, &one, w.carry)
	w.line = one.masked[:0]
	switch {
	case !one.failed && len(one.found) == 0:
		dst = append(dst, record...)
	case !one.failed:
		dst = append(dst, one.masked...)
	default:
		dst = append(dst, withheld...)
		dst = append(dst, lineEnd(record)...)
		w.report.Withheld++
	}
	w.count(one.found)
	w.carry = one.out
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
