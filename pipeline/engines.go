package pipeline

import (
	"sync/atomic"

	"scrim/detectors"
)

// engines is what one version of the configuration detects with. A reload puts
// another one in its place.
type engines struct {
	text *detectors.Engine
	keys *detectors.Engine // writes keyed hashes; nil if there is no key for that

	kinds []detectors.KindInfo
	// counts are the counters of the kinds, by their id in this version.
	counts []*atomic.Int64
}

// Engines are what a pipeline detects with.
type Engines struct {
	// Text is for values and headers.
	Text *detectors.Engine
	// Keys is for the keys of messages; its mask is a keyed hash for every
	// kind. It may be nil if no source hashes keys.
	Keys *detectors.Engine
}

// Reload replaces what the pipeline detects with, from the next batches on. What
// a lane carries from line to line means the same to every engine.
func (p *Pipeline) Reload(e Engines) { p.engines.Store(p.newEngines(e)) }

func (p *Pipeline) newEngines(e Engines) *engines {
	g := &engines{text: e.Text, keys: e.Keys, kinds: e.Text.Kinds()}
	for _, k := range g.kinds {
		g.counts = append(g.counts, p.stats.kind(k.Name))
	}
	return g
}

// scanners are one worker's.
type scanners struct {
	*engines
	text scanner
	keys scanner
}

func (p *Pipeline) newScanners() *scanners {
	g := p.engines.Load()
	s := &scanners{engines: g, text: p.scanner(g.text)}
	if g.keys != nil {
		s.keys = p.scanner(g.keys)
	}
	return s
}

// current returns scanners of the engines of now.
func (p *Pipeline) current(s *scanners) *scanners {
	if s.engines == p.engines.Load() {
		return s // fast path
	}
	return p.newScanners()
}
