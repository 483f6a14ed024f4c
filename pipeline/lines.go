package pipeline

import (
	"bytes"

	"scrim/detectors"
)

// lines is a batch of text as content of a parcel.
type lines struct {
	*batch
	pool     *piecePool
	position int64 // of its first byte
}

func (c *lines) scan(s *scanners, in detectors.Carry) {
	if !c.begun { // else it is hopeless to guess
		scan(s.text, c.batch, in)
	}
}

func (c *lines) settle(s *scanners, st *settler) { st.settle(c.batch, s.text) }

// redacted is the text as it goes out.
func (c *lines) redacted() []byte {
	if c.changed {
		return c.masked
	}
	return c.buf[c.lo:c.hi]
}

// raw is how many bytes of the lane it is.
func (c *lines) raw() int64 { return int64(c.hi - c.lo + len(c.taken())) }

// before is how many bytes of the lane stand before a place in the batch, from
// the beginning of what it owns.
func (c *lines) before(at int) int64 {
	at = max(c.lo, min(at, c.hi))
	return int64(at - c.lo + len(c.seams.Within(c.lo, at)))
}

// fill makes a record of every line.
func (c *lines) fill(b *Batch, g *engines, wantFindings bool) {
	text := c.redacted()
	b.Bytes, b.Records = len(text), c.records
	for len(text) > 0 {
		n := bytes.IndexByte(text, '\n')
		if n < 0 {
			b.Records = append(b.Records, Record{Value: text, Open: c.open})
			break
		}
		b.Records = append(b.Records, Record{Value: text[:n]})
		text = text[n+1:]
	}
	c.records = b.Records
	c.place(b)
	if wantFindings {
		c.fillFindings(b, g)
	}
}

// place tells the records where they stand. There are as many lines as in the
// raw text: masks hold no line end.
func (c *lines) place(b *Batch) {
	at, i := c.position, 0
	for line := range bytes.Lines(c.rawText()) {
		if i < len(b.Records) {
			b.Records[i].Position = at
		}
		at += int64(len(line))
		i++
	}
}

// rawText is the owned text with its seams, as it stood in the lane.
func (c *lines) rawText() []byte {
	if len(c.taken()) == 0 {
		return c.buf[c.lo:c.hi] // fast path
	}
	return c.seams.AppendText(nil, c.buf, c.lo, c.hi)
}

// fillFindings says which records the findings are in.
func (c *lines) fillFindings(b *Batch, g *engines) {
	record := 0
	for _, f := range c.found {
		at := c.position + c.before(int(f.at))
		for record > 0 && b.Records[record].Position > at {
			record-- // what was found in seams comes first
		}
		for record+1 < len(b.Records) && b.Records[record+1].Position <= at {
			record++
		}
		one := f.in(g, record, PartValue, 0)
		one.At = int(at - b.Records[record].Position)
		b.Findings = append(b.Findings, one)
	}
}

func (c *lines) counts(f func(detectors.KindID)) {
	for i := range c.found {
		f(c.found[i].kind)
	}
}

func (c *lines) withheldRecords() (all []withheldRecord) {
	for _, w := range c.withheld {
		all = append(all, withheldRecord{c.position + c.before(w.lo), c.buf[w.lo:w.hi], whyFailed})
	}
	return all
}

func (c *lines) free() {
	b, pool := c.batch, c.pool
	c.batch = nil
	pool.put(b)
}
