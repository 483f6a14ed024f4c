package pipeline

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// SetupError is a failure that no waiting mends: wrong credentials, a topic that
// is not there. Sources and sinks wrap it around such a failure, for Check and
// for Link.Retry; others are taken for ones that pass.
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

// Title words which one it is: "source kafka", "dead letter".
func (c *Checked) Title() string {
	if c.Role == "dead_letter" {
		return "dead letter"
	}
	return c.Role + " " + c.Name
}

// Check asks every source and sink whether its other end is there, all at once.
// It moves no record and may be called instead of Run. Those that cannot tell
// have no error.
func (p *Pipeline) Check(ctx context.Context) []Checked {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	var all []Checked
	var ask []any
	add := func(role, name string, it any) {
		all, ask = append(all, Checked{Role: role, Name: name}), append(ask, it)
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
	for i, it := range ask {
		if c, ok := it.(Checker); ok {
			asked.Go(func() { all[i].Err = c.Check(ctx) })
		}
	}
	asked.Wait()
	return all
}

// setup is the check before the start: what waiting does not mend ends the
// pipeline, the rest is waited for by who needs it.
func (p *Pipeline) setup(ctx context.Context) error {
	var failed []error
	for i, c := range p.Check(ctx) {
		var setup *SetupError
		switch {
		case errors.As(c.Err, &setup):
			failed = append(failed, fmt.Errorf("%s: %w", c.Title(), c.Err))
		case c.Err != nil && ctx.Err() == nil:
			p.links[i].failed(c.Err)
		}
	}
	return errors.Join(failed...)
}
