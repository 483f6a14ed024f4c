package leaks

import (
	"scrim/detectors"
	"scrim/pipeline/evidence"
)

// Summary is what a run found, in bounded memory for any number of findings.
// Accepted findings are counted in Accepted and nowhere else.
type Summary struct {
	Evidence evidence.Evidence
	// Findings are all, Accepted those beyond them that the baseline knows.
	Findings, Accepted int64
	// Distinct is how many secrets they are.
	Distinct Estimate
	// Severities counts findings by detectors.Severity.
	Severities [detectors.SeverityCritical + 1]int64
	// Kinds, Places and Weaknesses are sorted by severity and count. A finding
	// counts for each of its weaknesses.
	Kinds      []KindTotal
	Places     []PlaceTotal
	Weaknesses []WeaknessTotal
	// Groups are the findings of a kind in a place of a file: the worst MaxGroups,
	// sorted by severity, then count.
	Groups     []Group
	MoreGroups int64 // groups that are not listed
	// Files are sorted by their worst severity, then by count.
	Files     []FileTotal
	MoreFiles int64 // files with findings that are not listed
	// Endpoints and Loggers are the MaxNames most frequent of each.
	Endpoints, Loggers []NameTotal
	// Timeline has consecutive intervals of equal length, empty ones too; it is
	// empty where no line says a time. Untimed findings are in none.
	Timeline []Interval
	Untimed  int64
	// Secrets are findings with one fingerprint in one file: the worst MaxSecrets.
	// There are none without a key for fingerprints.
	Secrets     []Secret
	MoreSecrets int64 // at least so many are not listed
	// Lines and Bytes were read, in so many Inputs; Withheld are the records that
	// could not be checked; Binary files were passed over.
	Lines, Bytes, Inputs, Withheld, Binary int64
}

// Limits of what a summary lists, for memory and because nobody reads more.
const (
	MaxGroups  = 2000
	MaxFiles   = 1000
	MaxNames   = 50
	MaxSecrets = 5000 // what code-scanning viewers show of one upload
	// MaxIntervals is how many the timeline has at most.
	MaxIntervals = 96
)

// Estimate is a count that is exact as long as it is small.
type Estimate struct {
	N int64
	// Error is the standard error in parts of N, 0 if N is exact.
	Error float64
}

// KindTotal counts the findings of a kind.
type KindTotal struct {
	Kind     string
	Severity detectors.Severity // the highest
	Count    int64
	Distinct Estimate
	// Weaknesses are all that apply to some of them.
	Weaknesses []int
}

// PlaceTotal counts the findings in a place.
type PlaceTotal struct {
	Place    Place
	Severity detectors.Severity
	Count    int64
}

// WeaknessTotal counts the findings to which a weakness applies.
type WeaknessTotal struct {
	Weakness Weakness
	Count    int64
}

// Group is what one kind left in one place of one file.
type Group struct {
	File       string
	Kind       string
	Place      Place
	Severity   detectors.Severity
	Weaknesses []int
	Count      int64
	Distinct   Estimate
	// Line and Column are where the first of them stands.
	Line, Column int64
}

// FileTotal counts the findings of a file.
type FileTotal struct {
	File     string
	Artefact Artefact
	Severity detectors.Severity
	Count    int64
	Distinct Estimate
	Kinds    map[string]int64
}

// NameTotal counts the findings of a name. Count may be too high by Error at
// most, of which a table that is full cannot be sure.
type NameTotal struct {
	Name         string
	Severity     detectors.Severity
	Count, Error int64
}

// Interval counts the findings between two times.
type Interval struct {
	// Start is its first nanosecond since 1970; it ends where the next begins.
	Start      int64
	Length     int64 // in nanoseconds
	Severities [detectors.SeverityCritical + 1]int64
}

// Secret is one value in one file.
type Secret struct {
	File         string
	Line, Column int64 // of the first finding
	Kind         string
	Place        Place
	Severity     detectors.Severity
	Weaknesses   []int
	Fingerprint  detectors.Fingerprint
	Count        int64
}
