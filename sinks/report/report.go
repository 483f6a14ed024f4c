package report

import (
	"scrim/detectors"
	"scrim/pipeline/leaks"
)

// Format writes one report. It is for one goroutine, buffers what it writes, and
// returns the first error of its writer.
type Format interface {
	// NeedsEach tells whether Add has to be called at all.
	NeedsEach() bool
	// Add takes the next finding, in the order of the inputs and lines, and keeps
	// nothing of it. Accepted ones are left out.
	Add(*leaks.Leak) error
	// End writes what there is to say of all of them, once and at the end.
	End(*leaks.Summary) error
}

// Options are what a format is told before the first finding.
type Options struct {
	// Colour says that the report goes to a terminal that shows colours.
	Colour bool
	// KeyID is the id of the key of the fingerprints, empty if nobody can have
	// that key again.
	KeyID string
	// Kinds are what the engine looks for.
	Kinds []detectors.KindInfo
}

// summaryOnly is a format that needs no single finding.
type summaryOnly func(*leaks.Summary) error

func (summaryOnly) NeedsEach() bool                  { return false }
func (summaryOnly) Add(*leaks.Leak) error            { return nil }
func (write summaryOnly) End(s *leaks.Summary) error { return write(s) }
