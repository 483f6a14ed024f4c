package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"scrim/detectors"
)

// OnError says what to do about a record on which detection fails.
type OnError string

const (
	// OnErrorWithhold puts [WITHHELD] in its place and goes on.
	OnErrorWithhold OnError = "withhold"
	// OnErrorStop ends the pipeline before the record's position is committed.
	OnErrorStop OnError = "stop"
)

// Named is a source or a sink with its name in logs and metrics.
type Named[T any] struct {
	Name string
	It   T
}

// Settings of a pipeline.
type Settings struct {
	Engines Engines
	Sources []Named[Source]
	// Sinks all get every record.
	Sinks []Named[Sink]
	// DeadLetter takes what no sink may have or take; nil if there is none.
	DeadLetter Sink
	// Workers is how many goroutines scan; 0 means one per CPU.
	Workers int
	// MaxBatch is about how many bytes of records a batch holds.
	MaxBatch int
	OnError  OnError
	// ShutdownTimeout is for how long a pipeline that is told to end waits for
	// its sinks.
	ShutdownTimeout time.Duration
	// Log never gets a byte of a record.
	Log *slog.Logger
	// Observe, if set, is called with the time that a batch took from being
	// read until every sink had it. It is called concurrently.
	Observe func(time.Duration)
}

const (
	// maxInFlight is how many bytes of records are on their way, read and not
	// acknowledged: twice what a sink gets in one call. Masked text and the
	// requests of sinks take as much again each.
	maxInFlight = 2 * maxDeliver
	// DefaultMaxBatch is MaxBatch if nothing else is asked for.
	DefaultMaxBatch = 1 << 20
	// DefaultShutdownTimeout is less than the 30 seconds after which Kubernetes
	// kills.
	DefaultShutdownTimeout = 25 * time.Second
)

// Pipeline moves records from sources through detection to sinks. Every record
// reaches every sink at least once, in the order of its lane.
type Pipeline struct {
	o        Settings
	engines  atomic.Pointer[engines]
	scanner  func(*detectors.Engine) scanner // tests make them fail
	stats    stats
	state    state
	links    []*Link // of sources, sinks and the dead letter, in this order
	lanes    []*Lanes
	outlets  []*outlet
	dead     *deadLetter
	jobs     chan *parcel
	dry      chan struct{} // closed when the sources have ended
	pieces   *piecePool
	messages sync.Pool // of *Messages
	room     *semaphore.Weighted
	inFlight atomic.Int64

	wantsFound bool

	hard   context.Context // ends when the pipeline gives up
	giveUp func(why error)
}

// New makes a pipeline, which Run starts.
func New(o Settings) *Pipeline {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.MaxBatch <= 0 {
		o.MaxBatch = DefaultMaxBatch
	}
	if o.ShutdownTimeout <= 0 {
		o.ShutdownTimeout = DefaultShutdownTimeout
	}
	p := &Pipeline{
		o:       o,
		scanner: func(e *detectors.Engine) scanner { return e.NewScanner() },
		jobs:    make(chan *parcel, o.Workers),
		dry:     make(chan struct{}),
		room:    semaphore.NewWeighted(maxInFlight),
		pieces:  newPiecePool(o.MaxBatch),
	}
	p.stats.kinds = map[string]*atomic.Int64{}
	p.messages.New = func() any { return newMessages() }
	p.engines.Store(p.newEngines(o.Engines))
	p.connect()
	return p
}

// connect makes what stands between the pipeline and its sources and sinks.
func (p *Pipeline) connect() {
	for _, s := range p.o.Sources {
		p.lanes = append(p.lanes, &Lanes{Link: p.link(s.Name, "source"), pipeline: p})
	}
	for _, s := range p.o.Sinks {
		if f, ok := s.It.(FoundReader); ok && f.ReadsFound() {
			p.wantsFound = true
		}
		p.outlets = append(p.outlets, &outlet{sink: s.It, link: p.link(s.Name, "sink"), queue: make(chan *parcel, maxQueue)})
	}
	if p.o.DeadLetter != nil {
		p.dead = &deadLetter{sink: p.o.DeadLetter, link: p.link("dead_letter", "dead_letter"), queue: make(chan funeral)}
	}
}

// maxQueue is how many batches wait for a sink at most. What is in flight is
// limited by bytes; this keeps a flood of tiny batches from taking more memory
// than their bytes say.
const maxQueue = 4096

// link makes the link of a source or a sink.
func (p *Pipeline) link(name, role string) *Link {
	l := NewLink(name, p.o.Log.With(role, name))
	l.stats.role = role
	p.stats.links = append(p.stats.links, l.stats)
	p.links = append(p.links, l)
	return l
}

// Run moves records until ctx ends or every source has come to its end. Then it
// waits for the sinks, at most for ShutdownTimeout; what they have not
// acknowledged until then is read again at the next start, and the error says
// so.
func (p *Pipeline) Run(ctx context.Context) error {
	if err := p.setup(ctx); err != nil {
		p.state.reach(Failed)
		return errors.Join(err, p.closeSinks())
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
	var workers, sinks sync.WaitGroup
	for range p.o.Workers {
		workers.Go(p.work)
	}
	for _, o := range p.outlets {
		sinks.Go(func() { o.run(p.hard, p) })
	}
	dead := make(chan struct{})
	go p.runDead(dead)
	p.runSources(soft)
	p.state.reach(Draining)
	close(p.dry)
	workers.Wait()
	for _, o := range p.outlets {
		close(o.queue)
	}
	sinks.Wait()
	if p.dead != nil {
		close(p.dead.queue)
	}
	<-dead
	return cmp.Or(context.Cause(p.hard), p.closeSinks())
}

// drain gives the sinks until ShutdownTimeout.
func (p *Pipeline) drain() {
	p.state.reach(Draining)
	p.o.Log.Info("draining: nothing more is read", "in_flight_bytes", p.inFlight.Load(), "at_most", p.o.ShutdownTimeout.String())
	time.AfterFunc(p.o.ShutdownTimeout, func() { p.giveUp(errShutdown) })
}

// errShutdown ends a pipeline that could not get rid of its records in time.
var errShutdown = errors.New("not everything was acknowledged in time: it will be read again at the next start")

func (p *Pipeline) runDead(ended chan<- struct{}) {
	defer close(ended)
	if p.dead != nil {
		p.dead.run(p.hard, p)
	}
}

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

// closeSinks closes the sinks and the dead letter.
func (p *Pipeline) closeSinks() error {
	var failed []error
	for _, s := range p.o.Sinks {
		if err := s.It.Close(); err != nil {
			failed = append(failed, fmt.Errorf("sink %s: %w", s.Name, err))
		}
	}
	if p.o.DeadLetter != nil {
		if err := p.o.DeadLetter.Close(); err != nil {
			failed = append(failed, fmt.Errorf("dead letter: %w", err))
		}
	}
	return errors.Join(failed...)
}

// Reopen opens the files of sinks again, after a hangup signal.
func (p *Pipeline) Reopen() error {
	var failed []error
	reopen := func(name string, it any) {
		if r, ok := it.(Reopener); ok {
			if err := r.Reopen(); err != nil {
				failed = append(failed, fmt.Errorf("%s: %w", name, err))
			}
		}
	}
	for _, s := range p.o.Sinks {
		reopen("sink "+s.Name, s.It)
	}
	reopen("dead letter", p.o.DeadLetter)
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
	one.pending.Add(int32(len(p.outlets)) + 1)
	if err := p.withhold(one); err != nil {
		p.giveUp(err)
		return
	}
	for _, o := range p.outlets {
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
