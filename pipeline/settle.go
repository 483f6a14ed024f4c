package pipeline

import (
	"bytes"

	"scrim/detectors"
)

// settler knows what a lane really carries from batch to batch. It makes sure
// that each was scanned with that, and that nothing of it gets through raw if
// detection failed.
type settler struct {
	carry detectors.Carry
	lost  bool // the rest of a long line is withheld
	// doubt says that the lane carried something into the next record which
	// cannot be read any more, perhaps the name of its value: it is withheld.
	doubt bool
	one   batch // scratch for records of a batch that failed
	// inspect gets every passage that is settled, nil where all is masked.
	inspect func(*batch)
}

// settle settles a batch of text with the scanner of whoever calls.
func (st *settler) settle(b *batch, s scanner) {
	if st.doubt || st.lost && b.begun {
		b.failed = true
	}
	if !b.failed && (b.begun || st.carry != (detectors.Carry{})) {
		scan(s, b, st.carry)
	}
	if b.failed {
		st.withhold(b, s)
		return
	}
	st.carry = b.out
	if st.inspect != nil {
		st.inspect(b)
	}
}

// withhold scans the records of a failed batch one by one, so that only those
// on which detection fails are lost to the reader.
func (st *settler) withhold(b *batch, s scanner) {
	b.masked, b.found, b.changed = b.masked[:0], b.found[:0], true
	at := b.lo
	if b.begun || b.open {
		at = st.withholdPart(b)
	}
	for at < b.hi {
		n := recordEnd(b.buf[at:b.hi])
		st.withholdRecord(b, s, at, at+n)
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
func (st *settler) withholdPart(b *batch) (next int) {
	next = b.lo + recordEnd(b.buf[b.lo:b.hi])
	if st.inspect != nil {
		part := *b
		part.hi = next
		st.inspect(&part)
	}
	if !st.lost {
		b.masked = append(b.masked, withheld...)
		b.withheld = append(b.withheld, extent{b.lo, next})
	}
	st.carry = detectors.AfterLoss()
	b.masked = appendWithheld(b.masked, b.seams.Within(b.lo, next))
	end := lineEnd(b.buf[b.lo:next])
	st.lost = b.open && next == b.hi && !bytes.HasSuffix(end, newline)
	b.masked = append(b.masked, end...)
	return next
}

// withholdRecord appends one record of a failed batch to what is written of it.
func (st *settler) withholdRecord(b *batch, s scanner, lo, hi int) {
	one := &st.one
	one.reset()
	one.mem = append(one.mem[:0], b.buf[lo:hi]...)
	one.buf, one.hi = one.mem, hi-lo
	one.seams.AddFrom(&b.seams, lo, hi, 0)
	scan(s, one, st.carry)
	doubt := st.doubt
	st.doubt = false
	if one.failed = one.failed || doubt; st.inspect != nil {
		st.inspect(one)
	}
	switch {
	case one.failed:
		b.withheld = append(b.withheld, extent{lo, hi})
		b.masked = append(b.masked, withheld...)
		b.masked = appendWithheld(b.masked, one.taken())
		b.masked = append(b.masked, lineEnd(one.buf)...)
		st.carry = detectors.AfterLoss()
		return
	case one.changed:
		b.masked = append(b.masked, one.masked...)
	default:
		b.masked = append(b.masked, one.buf...)
	}
	for _, f := range one.found {
		f.at += int32(lo)
		b.found = append(b.found, f)
	}
	st.carry = one.out
}

// withheld stands in the place of a record on which detection failed.
const withheld = "[WITHHELD]"

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

var newline = []byte("\n")

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
