package cases

import (
	"time"

	"scrim/pipeline/config"
)

// Status is how a case ended.
type Status string

// The statuses.
const (
	Passed Status = "passed"
	Failed Status = "failed"
	// Broken is a case on which detection failed: a bug of scrim's.
	Broken Status = "error"
)

// Report is what came of all cases. It holds no text of theirs; see the package.
type Report struct {
	Cases    []Result // in the order of the file
	Coverage []Coverage
	Elapsed  time.Duration
}

// Count is how many cases ended so.
func (r *Report) Count(s Status) (n int) {
	for i := range r.Cases {
		if r.Cases[i].Status == s {
			n++
		}
	}
	return n
}

// Uncovered are the rules and dictionaries that lack a case of either sort.
func (r *Report) Uncovered() (all []Coverage) {
	for _, c := range r.Coverage {
		if c.Origin != BuiltIn && !c.Complete() {
			all = append(all, c)
		}
	}
	return all
}

// Result is what came of one case.
type Result struct {
	Name   string // as it may be shown
	Line   int    // where the case begins in the configuration
	Expect config.Expectation
	Status Status
	// Reason is why it did not pass, in one line.
	Reason string
	// Kinds are masked in the input, in the order in which the engine lists
	// them.
	Kinds []string
	// Missing and Unexpected are the kinds by which Kinds differs from what the
	// case says is masked; want says it by the labels in it.
	Missing, Unexpected []KindResult
	// Differences are lines of which the output is not what is wanted, at most
	// maxDifferences; More is how many were left out.
	Differences []Difference
	More        int
	Elapsed     time.Duration
}

// KindResult is a kind that is masked and should not be, or the other way round.
type KindResult struct {
	Kind string
	// Off says that the configuration does not look for the kind.
	Off bool
	// Near says of a rule or a dictionary that is not found that the input comes
	// near it; see Coverage.
	Near bool
	// Places are where values of the kind stand, or near misses, as scrim explain
	// has them: at most maxPlaces, and perhaps none.
	Places []Place
}

// Place is where a value, or a near miss, begins in the input of a case.
type Place struct {
	Line, Column int    // from 1; columns count bytes
	Where        string // header, query, cookie, body, path, SQL, text
	Reason       string // why it is masked, or is not
}

// Difference is a line of the output that is not what is wanted. Want and Got are
// skeletons of the line; see the package.
type Difference struct {
	Line, Column int // of the first byte of want that differs, from 1
	Want, Got    string
}

const (
	// maxDifferences is how many lines are shown of a case: who has more looks
	// at the first ones.
	maxDifferences = 10
	// maxPlaces is how many places are shown of a kind.
	maxPlaces = 5
)
