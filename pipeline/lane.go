package pipeline

import (
	"context"
	"slices"
	"sync"
	"time"

	"scrim/detectors"
)

// Lanes is the pipeline as one source sees it. Its methods may be called
// concurrently.
type Lanes struct {
	*Link
	pipeline *Pipeline
}

// Lane is a partition or a file, within which order is kept. Send and Read are
// for one goroutine; the other methods may be called by any.
type Lane struct {
	pipeline *Pipeline
	o        Opening
	link     *Link
	position *positions

	mu       sync.Mutex
	flight   []*parcel // what was sent and is not acknowledged up to here, in order
	settled  int       // how many of them are settled
	settling bool      // a worker is at it
	closed   bool
	empty    chan struct{} // closed while nothing is in flight

	// What follows belongs to the worker that settles, or to whoever holds the
	// lock while nothing is in flight.
	settler settler
}

// Open begins a lane.
func (l *Lanes) Open(o Opening) *Lane {
	lane := &Lane{pipeline: l.pipeline, o: o, link: l.Link, empty: make(chan struct{})}
	lane.o.Source = l.Name
	close(lane.empty)
	var exact bool
	lane.settler.carry, exact = detectors.ResumeCarry(string(o.Resume))
	if lane.settler.doubt = !exact; !exact {
		l.Log.Warn("what the lane carried cannot be read: the next record is withheld", "lane", o.Origin.name())
	}
	lane.position = l.stats.open(lane.o.Origin)
	return lane
}

// SetBegin says from which position on the lane is read, which is where it stands
// until something is acknowledged. It is for the metric of lag; Text says it by
// itself.
func (l *Lane) SetBegin(position int64) { l.position.acked.CompareAndSwap(unknown, position) }

// SetEnd says up to which position the lane could be read now: the log end
// offset, the size of the file. It is for the metric of lag.
func (l *Lane) SetEnd(position int64) { l.position.end.Store(position) }

// send hands a parcel on as soon as there is room for it.
func (l *Lane) send(ctx context.Context, p *parcel) error {
	if err := l.pipeline.acquire(ctx, p); err != nil {
		p.free()
		return err
	}
	p.lane, p.Origin, p.parcel, p.sent = l, &l.o.Origin, p, time.Now()
	l.mu.Lock()
	if len(l.flight) == 0 {
		l.empty = make(chan struct{})
	}
	l.flight = append(l.flight, p)
	l.mu.Unlock()
	select {
	case l.pipeline.jobs <- p:
		return nil
	case <-l.pipeline.hard.Done(): // no worker may be there any more
		return context.Cause(l.pipeline.hard)
	}
}

// take takes a parcel that a worker has scanned. It settles and hands on what is
// next in order, unless another worker is at it.
func (l *Lane) take(p *parcel, s *scanners) {
	l.mu.Lock()
	p.scanned = true
	if l.settling {
		l.mu.Unlock()
		return
	}
	l.settling = true
	for l.settled < len(l.flight) && l.flight[l.settled].scanned {
		next := l.flight[l.settled]
		l.mu.Unlock()
		l.settle(next, s)
		l.mu.Lock()
		l.settled++
		l.mu.Unlock()
		l.pipeline.handOn(next)
		l.mu.Lock()
	}
	l.settling = false
	l.mu.Unlock()
}

// settle makes the records of a parcel.
func (l *Lane) settle(p *parcel, s *scanners) {
	if p.engines != s.engines {
		p.scan(s, detectors.Carry{}) // a reload came in between
		p.engines = s.engines
	}
	p.settle(s, &l.settler)
	p.carry = l.settler.carry
	p.fill(&p.Batch, s.engines, l.pipeline.wantsFindings)
}

// acknowledge notes that every sink has a parcel, and tells the source how far
// everything is acknowledged without a gap.
func (l *Lane) acknowledge(p *parcel) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p.acked = true
	n := 0
	var mark *parcel
	for n < len(l.flight) && l.flight[n].acked {
		if l.flight[n].next != unknown {
			mark = l.flight[n]
		}
		n++
	}
	if mark != nil && !l.closed {
		l.position.acked.Store(mark.next)
		l.o.Ack(Mark{Position: mark.next, Resume: resumeText(mark.carry)})
	}
	l.forget(n)
}

// pass moves the position of the lane on to next, over what holds no records: it
// is acknowledged together with what was sent before it.
func (l *Lane) pass(next int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n := len(l.flight); n > 0 {
		l.flight[n-1].next = next
		return
	}
	if l.closed || next <= l.position.acked.Load() {
		return // fast path: nothing new
	}
	l.position.acked.Store(next)
	l.o.Ack(Mark{Position: next, Resume: resumeText(l.settler.carry)})
}

// resumeText is what a lane carries as a text. One that cannot be written
// becomes one that cannot be read, which is safe.
func resumeText(c detectors.Carry) []byte {
	text, err := c.AppendText(nil)
	if err != nil {
		return InDoubt
	}
	return text
}

// forget takes the first parcels away.
func (l *Lane) forget(n int) {
	for _, p := range l.flight[:n] {
		l.pipeline.release(p)
	}
	l.flight = slices.Delete(l.flight, 0, n)
	l.settled -= n
	if n > 0 && len(l.flight) == 0 {
		close(l.empty)
	}
}

// Drain waits until everything that was sent is acknowledged. An error is that
// of ctx, or tells that the pipeline gives up.
func (l *Lane) Drain(ctx context.Context) error {
	l.mu.Lock()
	empty := l.empty
	l.mu.Unlock()
	select {
	case <-empty:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-l.pipeline.hard.Done():
		return context.Cause(l.pipeline.hard)
	}
}

// Close ends the lane. What is not acknowledged yet goes on to the sinks, but
// Ack is not called any more once Close has returned: the lane belongs to
// somebody else now. It does not wait.
func (l *Lane) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		l.closed = true
		l.link.stats.close(l.o.Origin, l.position)
	}
}
