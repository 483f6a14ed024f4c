package pipeline

import (
	"context"
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
	o          Settings
	engines    atomic.Pointer[engines]
	scanner    func(*detectors.Engine) scanner // tests make them fail
	stats      stats
	state      state
	links      []*Link // of sources, sinks and the dead letter, in this order
	lanes      []*Lanes
	sinkQueues []*sinkQueue
	dead       *deadLetter
	jobs       chan *parcel
	dry        chan struct{} // closed when the sources have ended
	pieces     *piecePool
	messages   sync.Pool // of *Messages
	room       *semaphore.Weighted
	inFlight   atomic.Int64

	wantsFindings bool

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
		if f, ok := s.It.(FindingsReader); ok && f.ReadsFindings() {
			p.wantsFindings = true
		}
		p.sinkQueues = append(p.sinkQueues, &sinkQueue{sink: s.It, link: p.link(s.Name, "sink"), queue: make(chan *parcel, maxQueue)})
	}
	if p.o.DeadLetter != nil {
		p.dead = &deadLetter{sink: p.o.DeadLetter, link: p.link("dead_letter", "dead_letter"), queue: make(chan letterBatch)}
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
	p.links = append(p.links, l)
	return l
}
