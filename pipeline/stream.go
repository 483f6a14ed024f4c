package pipeline

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"scrim/detectors"
)

// stream is one run of Redact. Its workers are all alike: each reads a block,
// cuts a batch from what was read, scans it, and writes what is next in order.
// So the bytes stay with one processor, and nobody is woken up to take them.
type stream struct {
	*intake
	writer  writer
	jobs    int
	scanner func() scanner
	working sync.WaitGroup
	broken  chan struct{} // closed when the sink has failed
}

func newStream(o Options, dst io.Writer, src io.Reader) *stream {
	st := &stream{intake: newIntake(&o, src), jobs: o.Jobs, scanner: o.scanner, broken: make(chan struct{})}
	st.writer = writer{stream: st, dst: dst, progress: o.Progress, digest: o.Digest, done: make([]*batch, o.batches())}
	return st
}

func (st *stream) run(ctx context.Context) (Report, error) {
	st.working.Add(st.jobs)
	st.start(st.jobs)
	ended := make(chan struct{})
	go func() {
		st.working.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-st.broken:
		st.start(st.stop())
	case <-ctx.Done():
		st.drain(ended)
	}
	<-ended
	if st.writer.err != nil {
		return st.writer.report, &WriteError{st.writer.err}
	}
	if err := st.framer.err; !errors.Is(err, io.EOF) {
		return st.writer.report, &ReadError{err}
	}
	return st.writer.report, nil
}

// drainTime is for how long a cancelled stream goes on to read what is there: a
// worker that has read something gets its turn also on a busy machine.
const drainTime = 50 * time.Millisecond

func (st *stream) drain(ended <-chan struct{}) {
	select {
	case <-ended:
		return
	case <-st.broken:
	case <-time.After(drainTime):
	}
	st.start(st.stop())
}

// start starts some workers, or puts them in the place of as many that were left
// behind.
func (st *stream) start(n int) {
	for range n {
		go st.work()
	}
}

// work is a worker. Its guess is that the lane carries nothing into a batch.
// Inside a long line that is hopeless, so these are left to the writer.
func (st *stream) work() {
	s := st.scanner()
	for {
		b, gone := st.next()
		switch {
		case gone:
			return
		case b == nil:
			st.working.Done()
			return
		case !b.begun:
			scan(s, b, detectors.Carry{})
		}
		st.writer.take(b, s)
	}
}

// scan finds and masks in one batch, and notes if that failed: whatever went
// wrong, the raw batch must not get through.
func scan(s scanner, b *batch, in detectors.Carry) {
	defer func() {
		b.failed = recover() != nil
	}()
	b.found, b.masked = b.found[:0], b.masked[:0]
	if l, ok := s.(*looker); ok {
		l.look(b, in)
		return
	}
	b.changed = len(b.taken()) > 0
	if b.changed {
		b.redactSeams(s)
	}
	found, out := s.Scan(in, b.window())
	if b.changed = b.changed || len(found) > 0; b.changed {
		b.masked = s.AppendMasked(b.masked, b.window(), found)
	}
	b.note(found)
	b.out = out
}
