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
	lost    bool   // the rest of a long line is withheld
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
	w.settle(b)
	out := b.buf[b.lo:b.hi]
	w.report.BytesRead += int64(len(out))
	w.report.Lines += int64(bytes.Count(out, newline))
	if b.failed || len(b.found) > 0 {
		out = b.masked
	}
	n, err := w.dst.Write(out)
	w.report.BytesWritten += int64(n)
	if err == nil && n < len(out) {
		err = io.ErrShortWrite
	}
	if w.Progress != nil {
		w.Progress(w.report.BytesRead)
	}
	if err != nil {
		w.err = err
		close(w.stopped)
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
	b.masked = b.masked[:0]
	rest := b.buf[b.lo:b.hi]
	if b.begun || b.open {
		rest = w.withholdPart(b, rest)
	}
	for len(rest) > 0 {
		n := bytes.IndexByte(rest, '\n') + 1
		if n == 0 {
			n = len(rest)
		}
		b.masked = w.appendRecord(b.masked, rest[:n])
		rest = rest[n:]
	}
}

// withholdPart withholds what a batch owns of a line that is longer than a
// batch, and from then on the rest of that line. It returns the lines after it.
func (w *writer) withholdPart(b *batch, owned []byte) (rest []byte) {
	if !w.lost {
		b.masked = append(b.masked, withheld...)
		w.report.Withheld++
	}
	w.carry = detectors.AfterLoss()
	n := bytes.IndexByte(owned, '\n') + 1
	w.lost = n == 0 && b.open
	if n == 0 {
		return nil
	}
	b.masked = append(b.masked, lineEnd(owned[:n])...)
	return owned[n:]
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
		w.carry = detectors.AfterLoss()
		return dst
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
