package pipeline

import (
	"context"
	"io"
	"sync"

	"scrim/detectors"
)

// stream is one run of Redact: a reader, a framer, workers, a writer, and the
// batches that go round between them.
type stream struct {
	Options
	free    chan *batch   // empty batches; none free is what holds the source back
	work    chan *batch   // unbuffered, so that a send succeeds only if a worker is idle
	order   chan *batch   // the same batches in the order of the stream
	stopped chan struct{} // closed when the writer has failed
}

// spareBatches are in the hands of the framer and the writer.
const spareBatches = 3

func newStream(o Options) *stream {
	n := 2*o.Jobs + spareBatches
	st := &stream{
		Options: o,
		free:    make(chan *batch, n),
		work:    make(chan *batch),
		order:   make(chan *batch, n),
		stopped: make(chan struct{}),
	}
	for range n {
		st.free <- o.newBatch()
	}
	return st
}

func (st *stream) run(ctx context.Context, dst io.Writer, src io.Reader) (Report, error) {
	var workers sync.WaitGroup
	for range st.Jobs {
		workers.Go(st.scanBatches)
	}
	var readErr error
	framed := make(chan struct{})
	go func() {
		defer close(framed)
		readErr = st.frame(ctx, src)
		close(st.work)
		close(st.order)
	}()
	w := writer{stream: st, dst: dst, scanner: st.scanner()}
	w.writeAll()
	<-framed
	workers.Wait()
	if w.err != nil {
		return w.report, &WriteError{w.err}
	}
	if readErr != nil {
		return w.report, &ReadError{readErr}
	}
	return w.report, nil
}

// scanBatches is a worker: it scans batches on the guess that the lane carries
// nothing into them. Inside a long line the guess is hopeless, so these are
// left to the writer.
func (st *stream) scanBatches() {
	s := st.scanner()
	for b := range st.work {
		if !b.begun {
			scan(s, b, detectors.Carry{})
		}
		b.ready <- struct{}{}
	}
}

// scan finds and masks in one batch, and notes if that failed: whatever went
// wrong, the raw batch must not get through.
func scan(s scanner, b *batch, in detectors.Carry) {
	defer func() {
		b.failed = recover() != nil
	}()
	cut := len(b.taken()) > 0
	if cut {
		b.redactSeams(s)
	}
	found, out := s.Scan(in, b.window())
	b.masked = b.masked[:0]
	if len(found) > 0 || cut {
		b.masked = s.AppendMasked(b.masked, b.window(), found)
	}
	b.found, b.out = append(b.found[:0], found...), out
}
