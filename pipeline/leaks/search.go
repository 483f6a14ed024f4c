package leaks

import (
	"context"
	"hash/maphash"
	"io"
	"sync"

	"scrim/detectors"
	"scrim/pipeline"
)

// Options of a search.
type Options struct {
	// Key is what fingerprints are made with, at least detectors.MinKeyBytes. If it
	// is nil, fingerprints only tell the values of this search apart.
	Key []byte
	// Each, if set, gets every finding in order, accepted ones too. An error ends
	// the search.
	Each func(*Leak) error
	// Accepts tells whether a secret is known and accepted; nil accepts none.
	Accepts func(detectors.Fingerprint) bool
}

// Search looks for leaks in inputs, one after the other, and adds up what it
// finds. It is for one goroutine.
type Search struct {
	engine    *detectors.Engine
	o         Options
	kinds     []detectors.KindInfo
	natures   []nature
	instances *instances
	tally     *tally
	seed      maphash.Seed
	worst     detectors.Severity
	found     bool
	idle      []*worker // of inputs that were read, to be used again
}

// NewSearch makes a search with an engine.
func NewSearch(e *detectors.Engine, o Options) *Search {
	s := &Search{engine: e, o: o, kinds: e.Kinds(), instances: newInstances(), seed: maphash.MakeSeed()}
	for _, k := range s.kinds {
		s.natures = append(s.natures, natureOf(k))
	}
	s.tally = newTally(s.kinds, s.instances, o.Key != nil)
	return s
}

// Input searches one input. The report counts its bytes and lines; what was
// found in it before an error counts too.
func (s *Search) Input(ctx context.Context, name string, src io.Reader, o pipeline.Options) (pipeline.Report, error) {
	in := &inspector{search: s, file: name, line: 1}
	s.tally.begin(name)
	r, err := pipeline.Inspect(ctx, s.engine, src, in, o)
	if err == nil && ctx.Err() == nil { // else one may have been left behind in a read
		s.idle = append(s.idle, in.workers...)
	}
	s.tally.end(in.artefact)
	s.tally.inputs++
	s.tally.lines += r.Lines
	s.tally.bytes += r.BytesRead
	s.tally.withheld += r.Withheld
	return r, err
}

// Worst is the highest severity of a finding that is not accepted, and false if
// there is none.
func (s *Search) Worst() (detectors.Severity, bool) { return s.worst, s.found }

// Summary is what was found so far. Evidence and Binary are left to the caller.
func (s *Search) Summary() *Summary { return s.tally.summary() }

// inspector looks at one input.
type inspector struct {
	search   *Search
	file     string
	artefact Artefact
	known    bool // what the file is
	leak     Leak
	mu       sync.Mutex // for workers, which begin at the same time
	workers  []*worker

	// What follows is what the lane carries from passage to passage.
	line      int64          // the number of the line in which the next passage begins
	column    int64          // how many bytes of that line came before
	regions   [styles]around // of that line
	lineAbout about          // of a line that goes on
}

// about is what a line says of all that is found in it.
type about struct {
	endpoint, logger []byte
	time             int64
	debug            bool
}

// Worker makes what one worker looks with.
func (in *inspector) Worker() pipeline.Worker {
	in.mu.Lock()
	defer in.mu.Unlock()
	w := in.search.takeWorker()
	w.quotes = quotesTexts(in.file)
	in.workers = append(in.workers, w)
	return w
}

func (s *Search) takeWorker() *worker {
	if n := len(s.idle); n > 0 {
		w := s.idle[n-1]
		s.idle = s.idle[:n-1]
		return w
	}
	return newWorker(s)
}

// Settle tells of what was noted in a passage.
func (in *inspector) Settle(p *pipeline.Passage) error {
	if !in.known {
		in.known, in.artefact = true, artefactOf(in.file, p.Window.Data)
	}
	if p.Withheld {
		in.pass(p, nil)
		return nil
	}
	n := p.Notes.(*notes)
	n.sort()
	in.search.tally.file.fetch(n.all)
	for i := range n.all {
		if err := in.tell(n, &n.all[i]); err != nil {
			return err
		}
	}
	in.pass(p, n)
	return nil
}

// tell tells of one finding.
func (in *inspector) tell(n *notes, one *note) error {
	s, l := in.search, &in.leak
	of := n.aboutOf(one)
	if one.line == 0 && one.goesOn {
		of = in.lineAbout
	}
	*l = Leak{
		File: in.file, Line: in.line + int64(one.line), Column: int64(one.column), Kind: s.kinds[one.kind].Name, Place: one.place,
		Fingerprint: one.fingerprint, Endpoint: of.endpoint, Logger: of.logger, Time: of.time,
	}
	if one.line == 0 {
		l.Column += in.column
	}
	if region := one.region.at(&in.regions); region.place != PlaceText {
		l.Place = region.place
	}
	l.Place = l.Place.within(in.artefact)
	is := instanceOf(s.natures[one.kind], l.Place, in.artefact, of.debug)
	l.Weaknesses, l.Severity = s.instances[is].numbers, s.instances[is].severity
	if l.Accepted = s.o.Accepts != nil && s.o.Accepts(l.Fingerprint); l.Accepted {
		s.tally.accepted++
	} else {
		s.tally.add(l, one.kind, is)
		s.found, s.worst = true, max(s.worst, l.Severity)
	}
	if s.o.Each == nil {
		return nil
	}
	return s.o.Each(l)
}

// pass goes on behind a passage.
func (in *inspector) pass(p *pipeline.Passage, n *notes) {
	in.line += p.LineEnds()
	switch {
	case !p.Window.Open:
		in.column, in.lineAbout = 0, about{}
		in.goOn(n)
	case p.Begun:
		in.column += p.Tail()
	default:
		in.column = p.Tail()
		if n != nil {
			in.lineAbout = n.last.clone()
		}
	}
}

// goOn goes on to the line after a passage.
func (in *inspector) goOn(n *notes) {
	if n == nil {
		in.regions = [styles]around{}
		return
	}
	before := in.regions
	for s := range styles {
		in.regions[s] = n.regions[s].at(&before)
	}
}

func (a about) clone() about {
	a.endpoint, a.logger = append([]byte(nil), a.endpoint...), append([]byte(nil), a.logger...)
	return a
}
