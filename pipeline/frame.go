package pipeline

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"scrim/detectors"
)

// framer cuts the stream into batches. It hands lines on as soon as a worker
// is idle and gathers more of them while all are busy, which gives low latency
// to a trickle and large batches to a flood, without a timer and a setting.
type framer struct {
	*stream
	cur    *batch
	whole  int // cur.buf[:whole] ends with a line end, or whole == cur.lo
	joiner detectors.Joiner
}

// chunk is the result of one read.
type chunk struct {
	data []byte
	err  error
}

// frame reads src to its end, or to the end of ctx, into batches.
func (st *stream) frame(ctx context.Context, src io.Reader) error {
	chunks, back := make(chan chunk), make(chan []byte, 2)
	quit := make(chan struct{})
	defer close(quit)
	go readChunks(src, chunks, back, quit)
	f := framer{stream: st, cur: <-st.free}
	for {
		var work chan *batch
		if f.whole > f.cur.lo {
			f.cur.hi = f.whole
			work = st.work
		}
		select {
		case <-st.stopped:
			return nil
		case <-ctx.Done():
			return f.drain(chunks, back)
		case c := <-chunks:
			if len(c.data) > 0 && !f.join(c.data, false) {
				return nil
			}
			back <- c.data[:0]
			if c.err != nil {
				return f.finish(c.err)
			}
		case work <- f.cur:
			if !f.turnOver() {
				return nil
			}
		}
	}
}

// drainTime is how long a cancelled stream waits for what was just being read.
const drainTime = 10 * time.Millisecond

// drain takes what has been read when the stream is cancelled.
func (f *framer) drain(chunks <-chan chunk, back chan<- []byte) error {
	for {
		select {
		case c := <-chunks:
			if len(c.data) > 0 && !f.join(c.data, false) {
				return nil
			}
			back <- c.data[:0]
			if c.err != nil {
				return f.finish(c.err)
			}
		case <-time.After(drainTime):
			return f.finish(nil)
		}
	}
}

// readChunks reads with two buffers in turn until src ends.
func readChunks(src io.Reader, chunks chan<- chunk, back chan []byte, quit <-chan struct{}) {
	for range cap(back) {
		back <- make([]byte, 0, chunkBytes)
	}
	for {
		var buf []byte
		select {
		case buf = <-back:
		case <-quit:
			return
		}
		n, err := src.Read(buf[:cap(buf)])
		select {
		case chunks <- chunk{buf[:n], err}:
		case <-quit:
			return
		}
		if err != nil {
			return
		}
	}
}

// put appends bytes of the joined text; it reports false if the stream has
// stopped.
func (f *framer) put(data []byte) bool {
	for len(data) > 0 {
		n := min(len(data), f.room())
		from := len(f.cur.buf)
		f.cur.buf = append(f.cur.buf, data[:n]...)
		data = data[n:]
		f.noteLineEnd(from)
		if f.room() == 0 && !f.flush() {
			return false
		}
	}
	return true
}

// room is how much more the current batch takes: as much as it may own, or, if
// not even one line fits, the context after that.
func (f *framer) room() int {
	limit := f.cur.lo + f.owned
	if f.whole == f.cur.lo {
		limit += f.ahead
	}
	return max(0, limit-len(f.cur.buf))
}

// noteLineEnd looks for the last line end among the bytes from an offset on,
// as far as the batch may own them.
func (f *framer) noteLineEnd(from int) {
	from = max(from, f.cur.lo)
	owned := f.cur.buf[:min(len(f.cur.buf), f.cur.lo+f.owned)]
	if from < len(owned) {
		if n := bytes.LastIndexByte(owned[from:], '\n'); n >= 0 {
			f.whole = from + n + 1
		}
	}
}

// flush hands on what a full batch holds: its whole lines, or the part of a
// long line that it owns.
func (f *framer) flush() bool {
	b := f.cur
	if f.whole > b.lo {
		b.hi = f.whole
	} else {
		b.hi, b.open = min(b.lo+f.owned, len(b.buf)-f.ahead), true
		b.cut = bytes.IndexByte(b.buf[b.hi:], '\n') < 0
	}
	return f.send()
}

// send hands the current batch to a worker and begins the next one.
func (f *framer) send() bool {
	select {
	case f.work <- f.cur:
		return f.turnOver()
	case <-f.stopped:
		return false
	}
}

// turnOver begins a batch with what the one that a worker has got does not
// own. Only then may the writer, which reuses batches, get that one.
func (f *framer) turnOver() bool {
	b := f.cur
	select {
	case n := <-f.free:
		f.begin(n, b)
		f.order <- b
		return true
	case <-f.stopped:
		return false
	}
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
	n.seams.AddFrom(&b.seams, b.hi, len(b.buf), n.lo)
	f.cur, f.whole = n, n.lo
	f.noteLineEnd(n.lo)
}

// finish hands on what is left when the source has ended.
func (f *framer) finish(err error) error {
	if !f.join(nil, true) {
		return nil
	}
	for len(f.cur.buf) > f.cur.lo {
		b := f.cur
		switch rest := len(b.buf) - b.lo; {
		case rest <= f.owned:
			b.hi = len(b.buf)
		case f.whole > b.lo:
			b.hi = f.whole
		default:
			b.hi, b.open = b.lo+f.owned, true
		}
		if !f.send() {
			break
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
