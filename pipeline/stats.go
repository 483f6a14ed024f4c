package pipeline

import (
	"sync"
	"sync/atomic"
)

// stats are what a pipeline counts.
type stats struct {
	mu    sync.Mutex
	kinds map[string]*atomic.Int64
}

// kind is the counter of a kind.
func (s *stats) kind(name string) *atomic.Int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.kinds[name]
	if c == nil {
		c = new(atomic.Int64)
		s.kinds[name] = c
	}
	return c
}

// linkStats counts what goes through a source or a sink.
type linkStats struct {
	name, role     string
	records, bytes atomic.Int64
	retries        atomic.Int64
	lost           atomic.Int64 // records of a source that nobody can read any more
	withheld       atomic.Int64 // records of a source on which detection failed
	refused        atomic.Int64 // records that a sink did not take
	down           atomic.Bool  // it waits to try again

	mu    sync.Mutex
	lanes map[Origin]*positions
}

// positions are how far a lane is.
type positions struct{ acked, end atomic.Int64 }

func (s *linkStats) count(b *Batch) {
	s.records.Add(int64(len(b.Records)))
	s.bytes.Add(int64(b.Bytes))
}

func (s *linkStats) open(o Origin) *positions {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := new(positions)
	p.acked.Store(unknown)
	p.end.Store(unknown)
	if s.lanes == nil {
		s.lanes = map[Origin]*positions{}
	}
	s.lanes[o] = p
	return p
}

func (s *linkStats) close(o Origin, p *positions) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lanes[o] == p {
		delete(s.lanes, o)
	}
}

// LinkReport says how a source or a sink does.
type LinkReport struct {
	Name string
	// Role is "source", "sink" or "dead_letter".
	Role                    string
	Records, Bytes, Retries int64
	// Lost are records of a source that its other end deleted before they were
	// read, Withheld those on which detection failed, and Refused those that a
	// sink did not take.
	Lost, Withheld, Refused int64
	// Down says that the last attempt failed and the next one is waited for.
	Down bool
	// Queue is how many batches wait for a sink.
	Queue int
	Lanes []LaneReport
}

// LaneReport says how far a lane is. A position is -1 as long as it is not known.
type LaneReport struct {
	Origin
	Acked, End int64
}

// Lag is how much of the lane is not acknowledged: records of a partition, bytes
// of a file. It is false as long as that is not known.
func (r *LaneReport) Lag() (int64, bool) {
	return max(0, r.End-r.Acked), r.End != unknown && r.Acked != unknown
}

// Stats are the counts of a pipeline since its start.
type Stats struct {
	State State
	// Findings counts the masked values by kind.
	Findings map[string]int64
	// Withheld counts records on which detection failed, Refused those that a
	// sink did not take.
	Withheld, Refused int64
	// InFlight is how many bytes were read and are not acknowledged yet.
	InFlight int64
	Links    []LinkReport
}

// Stats tells the counts of now. It may be called at any time.
func (p *Pipeline) Stats() Stats {
	s := &p.stats
	r := Stats{State: p.state.now(), InFlight: p.inFlight.Load(), Findings: map[string]int64{}}
	s.mu.Lock()
	for name, c := range s.kinds {
		r.Findings[name] = c.Load()
	}
	s.mu.Unlock()
	for _, l := range p.links {
		one := l.stats.report()
		r.Links = append(r.Links, one)
		r.Withheld += one.Withheld
		r.Refused += one.Refused
	}
	for i := range p.sinkQueues {
		r.Links[len(p.o.Sources)+i].Queue = len(p.sinkQueues[i].queue)
	}
	return r
}

func (s *linkStats) report() LinkReport {
	r := LinkReport{
		Name: s.name, Role: s.role, Records: s.records.Load(), Bytes: s.bytes.Load(),
		Retries: s.retries.Load(), Down: s.down.Load(),
		Lost: s.lost.Load(), Withheld: s.withheld.Load(), Refused: s.refused.Load(),
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for o, p := range s.lanes {
		r.Lanes = append(r.Lanes, LaneReport{o, p.acked.Load(), p.end.Load()})
	}
	return r
}
