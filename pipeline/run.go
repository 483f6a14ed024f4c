package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"scrim/detectors"
)

// Run moves records until ctx ends or every source has come to its end. Then it
// waits for the sinks, at most for ShutdownTimeout; what they have not
// acknowledged until then is read again at the next start, and the error says
// so.
func (p *Pipeline) Run(ctx context.Context) error {
	if err := p.setup(ctx); err != nil {
		p.state.reach(Failed)
		return errors.Join(err, p.Close())
	}
	var end context.CancelCauseFunc
	p.hard, end = context.WithCancelCause(context.WithoutCancel(ctx))
	defer end(nil)
	p.giveUp = func(why error) {
		if p.hard.Err() == nil {
			p.state.reach(Failed)
		}
		end(why)
	}
	soft, stop := context.WithCancel(p.hard)
	defer stop()
	defer context.AfterFunc(ctx, func() {
		p.drain()
		stop()
	})()
	p.state.reach(Running)
	var workers, sinks, dead sync.WaitGroup
	for range p.o.Workers {
		workers.Go(p.work)
	}
	for _, o := range p.sinkQueues {
		sinks.Go(func() { o.run(p.hard, p) })
	}
	if p.dead != nil {
		dead.Go(func() { p.dead.run(p.hard, p) })
	}
	p.runSources(soft)
	p.state.reach(Draining)
	close(p.dry)
	workers.Wait()
	for _, o := range p.sinkQueues {
		close(o.queue)
	}
	sinks.Wait()
	if p.dead != nil {
		close(p.dead.queue)
	}
	dead.Wait()
	return cmp.Or(context.Cause(p.hard), p.Close())
}

// drain gives the sinks until ShutdownTimeout.
func (p *Pipeline) drain() {
	p.state.reach(Draining)
	p.o.Log.Info("draining: nothing more is read", "in_flight_bytes", p.inFlight.Load(), "at_most", p.o.ShutdownTimeout.String())
	time.AfterFunc(p.o.ShutdownTimeout, func() { p.giveUp(errShutdown) })
}

// errShutdown ends a pipeline that could not get rid of its records in time.
var errShutdown = errors.New("not everything was acknowledged in time: it will be read again at the next start")

// runSources runs all sources until they end.
func (p *Pipeline) runSources(ctx context.Context) {
	var all sync.WaitGroup
	for i, s := range p.o.Sources {
		all.Go(func() {
			if err := s.It.Run(ctx, p.lanes[i]); err != nil && !errors.Is(err, context.Canceled) {
				p.giveUp(fmt.Errorf("source %s: %w", s.Name, err))
			}
		})
	}
	all.Wait()
}

// Close closes the sinks and the dead letter. Run does so at its end; it is for a
// pipeline that is not run.
func (p *Pipeline) Close() error { return p.eachSink(Sink.Close) }

// Reopen opens the files of sinks again, after a hangup signal.
func (p *Pipeline) Reopen() error {
	return p.eachSink(func(s Sink) error {
		if r, ok := s.(Reopener); ok {
			return r.Reopen()
		}
		return nil
	})
}

// eachSink does something with every sink and the dead letter.
func (p *Pipeline) eachSink(do func(Sink) error) error {
	var failed []error
	for _, s := range p.o.Sinks {
		if err := do(s.It); err != nil {
			failed = append(failed, fmt.Errorf("sink %s: %w", s.Name, err))
		}
	}
	if p.o.DeadLetter != nil {
		if err := do(p.o.DeadLetter); err != nil {
			failed = append(failed, fmt.Errorf("dead letter: %w", err))
		}
	}
	return errors.Join(failed...)
}

// work is a worker. Its guess is that a lane carries nothing into a batch.
func (p *Pipeline) work() {
	s := p.newScanners()
	for {
		select {
		case one := <-p.jobs:
			s = p.current(s)
			one.engines = s.engines
			one.scan(s, detectors.Carry{})
			one.lane.take(one, s)
		case <-p.dry:
			return
		}
	}
}

// handOn gives a settled parcel to every sink.
func (p *Pipeline) handOn(one *parcel) {
	p.countParcel(one)
	one.pending.Add(int32(len(p.sinkQueues)) + 1)
	if err := p.withhold(one); err != nil {
		p.giveUp(err)
		return
	}
	for _, o := range p.sinkQueues {
		select {
		case o.queue <- one:
		case <-p.hard.Done():
			return
		}
	}
	one.done()
}

func (p *Pipeline) countParcel(one *parcel) {
	one.counts(func(k detectors.KindID) { one.engines.counts[k].Add(1) })
	one.lane.link.stats.count(&one.Batch)
}

// acquire waits until there is room for a parcel.
func (p *Pipeline) acquire(ctx context.Context, one *parcel) error {
	if err := ctx.Err(); err != nil {
		return err // nothing may be sent once the source was told to end
	}
	one.size = min(one.size, maxInFlight)
	if err := p.room.Acquire(ctx, one.size); err != nil {
		return err
	}
	p.inFlight.Add(one.size)
	return nil
}

// release gives the room of a parcel back, and its memory.
func (p *Pipeline) release(one *parcel) {
	if p.o.Observe != nil {
		p.o.Observe(time.Since(one.sent))
	}
	p.room.Release(one.size)
	p.inFlight.Add(-one.size)
	one.free()
}
