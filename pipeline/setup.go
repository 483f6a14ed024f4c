package pipeline

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// SetupError is a failure that no waiting mends: wrong credentials, a topic that
// is not there. Check wraps it around such a failure; others are taken for ones
// that pass.
type SetupError struct{ Err error }

func (e *SetupError) Error() string { return e.Err.Error() }

// Unwrap returns what failed.
func (e *SetupError) Unwrap() error { return e.Err }

// checkTimeout is for how long a check waits for an answer.
const checkTimeout = 15 * time.Second

// Checked is what a check of a source or a sink has found.
type Checked struct {
	// Role is "source", "sink" or "dead_letter".
	Role, Name string
	Err        error // nil if it is there and lets scrim in
}

// Check asks every source and sink whether its other end is there, all at once.
// Those that cannot tell are left out.
func (p *Pipeline) Check(ctx context.Context) []Checked {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	var all []Checked
	var ask []Checker
	add := func(role, name string, it any) {
		if c, ok := it.(Checker); ok {
			all, ask = append(all, Checked{Role: role, Name: name}), append(ask, c)
		}
	}
	for _, s := range p.o.Sources {
		add("source", s.Name, s.It)
	}
	for _, s := range p.o.Sinks {
		add("sink", s.Name, s.It)
	}
	if p.o.DeadLetter != nil {
		add("dead_letter", "dead_letter", p.o.DeadLetter)
	}
	var asked sync.WaitGroup
	for i, c := range ask {
		asked.Go(func() { all[i].Err = c.Check(ctx) })
	}
	asked.Wait()
	return all
}

// setup is the check before the start: what waiting does not mend ends the
// pipeline, the rest is waited for by who needs it.
func (p *Pipeline) setup(ctx context.Context) error {
	var failed []error
	for _, c := range p.Check(ctx) {
		var setup *SetupError
		if errors.As(c.Err, &setup) {
			failed = append(failed, fmt.Errorf("%s %s: %w", c.Role, c.Name, c.Err))
		}
	}
	return errors.Join(failed...)
}
