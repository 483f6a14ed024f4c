package pipeline

import "sync/atomic"

// State is how far a pipeline is in its life. It only goes on.
type State int32

// The states of a pipeline.
const (
	// Starting is until every source and sink was asked once whether its other
	// end is there.
	Starting State = iota
	// Running is while sources read.
	Running
	// Draining is while what was read is handed on and nothing more is read.
	Draining
	// Failed is the state of a pipeline that has given up and ends.
	Failed
)

// String returns the state's name as health checks print it.
func (s State) String() string {
	return [...]string{Starting: "starting", Running: "running", Draining: "draining", Failed: "failed"}[s]
}

// state is the State of now.
type state struct{ reached atomic.Int32 }

func (s *state) now() State { return State(s.reached.Load()) }

// reach goes on to a state, unless it is behind already.
func (s *state) reach(next State) {
	for {
		now := s.reached.Load()
		if now >= int32(next) || s.reached.CompareAndSwap(now, int32(next)) {
			return
		}
	}
}

// Ready tells whether a pipeline runs and nothing of it waits for its other end.
func (s *Stats) Ready() bool { return s.State == Running && len(s.Waiting()) == 0 }

// Waiting are the sources and sinks that wait for their other end.
func (s *Stats) Waiting() (all []LinkReport) {
	for _, l := range s.Links {
		if l.Down {
			all = append(all, l)
		}
	}
	return all
}
