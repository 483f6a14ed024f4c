package leaks

import (
	"io"

	"scrim/detectors"
)

// Baseline is what is known and accepted: the fingerprints of an earlier report.
// A value that it knows is accepted wherever it stands, since logs are rotated
// and lines move; its kind is a part of its fingerprint. Any number of goroutines
// may use one.
type Baseline struct {
	known   map[detectors.Fingerprint]struct{}
	partial bool
}

// maxAccepted is how many secrets a baseline may hold, which is some 40 MB.
const maxAccepted = 1_000_000

// ReadBaseline reads a report of the format json, jsonl or sarif, or several one
// after the other. Its fingerprints must have been made with the key of the given
// id. Of a report that names no key, such as lines that somebody picked out, that
// is taken for granted. An empty report is a baseline that knows nothing.
func ReadBaseline(r io.Reader, keyID string) (*Baseline, error) {
	b := newBaselineReader(r, keyID)
	if err := b.read(); err != nil {
		return nil, err
	}
	return &Baseline{known: b.known, partial: b.sarif && b.unlisted}, nil
}

// Knows tells whether a value is accepted. It allocates nothing. A Baseline that
// is nil knows nothing.
func (b *Baseline) Knows(f detectors.Fingerprint) bool {
	if b == nil {
		return false
	}
	_, ok := b.known[f]
	return ok
}

// Partial tells whether the scan had found more secrets than its report lists, as
// those of sarif do for viewers.
func (b *Baseline) Partial() bool { return b != nil && b.partial }

// Len is the number of secrets that are known.
func (b *Baseline) Len() int {
	if b == nil {
		return 0
	}
	return len(b.known)
}
