package json

import (
	"strconv"
	"time"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

// Totals are the counts of a leaks.Summary. Their names are a contract.
type Totals struct {
	Findings   int64           `json:"findings"`
	Accepted   int64           `json:"accepted"`
	Distinct   Estimate        `json:"distinct"`
	Severities Severities      `json:"severities"`
	Kinds      []KindTotal     `json:"kinds"`
	Places     []PlaceTotal    `json:"places"`
	Weaknesses []WeaknessTotal `json:"weaknesses"`
	Inputs     int64           `json:"inputs"`
	Lines      int64           `json:"lines"`
	Bytes      int64           `json:"bytes"`
	Withheld   int64           `json:"withheld"`
	Binary     int64           `json:"binary_files"`
}

// Summary is a leaks.Summary without its evidence, as json writes it. Its names
// are a contract.
type Summary struct {
	Totals
	Files            []FileTotal `json:"files"`
	FilesNotListed   int64       `json:"files_not_listed"`
	Groups           []Group     `json:"groups"`
	GroupsNotListed  int64       `json:"groups_not_listed"`
	Endpoints        []NameTotal `json:"endpoints"`
	Loggers          []NameTotal `json:"loggers"`
	Timeline         []Interval  `json:"timeline"`
	Untimed          int64       `json:"untimed"`
	Secrets          []Secret    `json:"secrets"`
	SecretsNotListed int64       `json:"secrets_not_listed"`
}

// Estimate is a leaks.Estimate: error is left out if count is exact.
type Estimate struct {
	Count int64   `json:"count"`
	Error float64 `json:"error,omitempty"`
}

// Severities are counts by severity.
type Severities struct {
	Critical int64 `json:"critical"`
	High     int64 `json:"high"`
	Medium   int64 `json:"medium"`
	Low      int64 `json:"low"`
}

// KindTotal is a leaks.KindTotal.
type KindTotal struct {
	Kind     string   `json:"kind"`
	Severity string   `json:"severity"`
	Count    int64    `json:"count"`
	Distinct Estimate `json:"distinct"`
	CWE      []string `json:"cwe"`
}

// PlaceTotal is a leaks.PlaceTotal.
type PlaceTotal struct {
	Place    string `json:"place"`
	Severity string `json:"severity"`
	Count    int64  `json:"count"`
}

// WeaknessTotal is a leaks.WeaknessTotal.
type WeaknessTotal struct {
	CWE      string `json:"cwe"`
	Name     string `json:"name"`
	Severity string `json:"severity"`
	Count    int64  `json:"count"`
}

// FileTotal is a leaks.FileTotal.
type FileTotal struct {
	File     string           `json:"file"`
	Artefact string           `json:"artefact"`
	Severity string           `json:"severity"`
	Count    int64            `json:"count"`
	Distinct Estimate         `json:"distinct"`
	Kinds    map[string]int64 `json:"kinds"`
}

// Group is a leaks.Group.
type Group struct {
	File     string   `json:"file"`
	Kind     string   `json:"kind"`
	Place    string   `json:"place"`
	Severity string   `json:"severity"`
	CWE      []string `json:"cwe"`
	Count    int64    `json:"count"`
	Distinct Estimate `json:"distinct"`
	Line     int64    `json:"line"`
	Column   int64    `json:"column"`
}

// NameTotal is a leaks.NameTotal: count is too high by error at most.
type NameTotal struct {
	Name     string `json:"name"`
	Severity string `json:"severity"`
	Count    int64  `json:"count"`
	Error    int64  `json:"error,omitempty"`
}

// Interval is a leaks.Interval.
type Interval struct {
	Start      string     `json:"start"`
	Seconds    float64    `json:"seconds"`
	Severities Severities `json:"severities"`
}

// Secret is a leaks.Secret.
type Secret struct {
	File        string   `json:"file"`
	Line        int64    `json:"line"`
	Column      int64    `json:"column"`
	Kind        string   `json:"kind"`
	Place       string   `json:"place"`
	CWE         []string `json:"cwe"`
	Severity    string   `json:"severity"`
	Fingerprint string   `json:"fingerprint"`
	Count       int64    `json:"count"`
}

// NewTotals names what a summary counts, without what it lists.
func NewTotals(s *leaks.Summary) Totals {
	return Totals{
		Findings: s.Findings, Accepted: s.Accepted, Distinct: estimate(s.Distinct), Severities: severities(s.Severities),
		Kinds: each(s.Kinds, func(k leaks.KindTotal) KindTotal {
			return KindTotal{k.Kind, k.Severity.String(), k.Count, estimate(k.Distinct), weaknesses(k.Weaknesses)}
		}),
		Places: each(s.Places, func(p leaks.PlaceTotal) PlaceTotal { return PlaceTotal{p.Place.ID(), p.Severity.String(), p.Count} }),
		Weaknesses: each(s.Weaknesses, func(w leaks.WeaknessTotal) WeaknessTotal {
			return WeaknessTotal{weakness(w.Weakness.Number), w.Weakness.Name, w.Weakness.Severity.String(), w.Count}
		}),
		Inputs: s.Inputs, Lines: s.Lines, Bytes: s.Bytes, Withheld: s.Withheld, Binary: s.Binary,
	}
}

// NewSummary names what a summary counts and lists.
func NewSummary(s *leaks.Summary) Summary {
	return Summary{
		Totals: NewTotals(s),
		Files: each(s.Files, func(f leaks.FileTotal) FileTotal {
			return FileTotal{f.File, f.Artefact.String(), f.Severity.String(), f.Count, estimate(f.Distinct), f.Kinds}
		}),
		FilesNotListed: s.MoreFiles,
		Groups: each(s.Groups, func(g leaks.Group) Group {
			return Group{g.File, g.Kind, g.Place.ID(), g.Severity.String(), weaknesses(g.Weaknesses), g.Count, estimate(g.Distinct), g.Line, g.Column}
		}),
		GroupsNotListed: s.MoreGroups,
		Endpoints:       each(s.Endpoints, name),
		Loggers:         each(s.Loggers, name),
		Timeline: each(s.Timeline, func(i leaks.Interval) Interval {
			return Interval{time.Unix(0, i.Start).UTC().Format(timeLayout), time.Duration(i.Length).Seconds(), severities(i.Severities)}
		}),
		Untimed: s.Untimed,
		Secrets: each(s.Secrets, func(x leaks.Secret) Secret {
			return Secret{x.File, x.Line, x.Column, x.Kind, x.Place.ID(), weaknesses(x.Weaknesses), x.Severity.String(), x.Fingerprint.String(), x.Count}
		}),
		SecretsNotListed: s.MoreSecrets,
	}
}

// each converts a list, to an empty one if it is nil.
func each[From, To any](all []From, convert func(From) To) []To {
	converted := make([]To, 0, len(all))
	for _, one := range all {
		converted = append(converted, convert(one))
	}
	return converted
}

func estimate(e leaks.Estimate) Estimate { return Estimate{e.N, e.Error} }

func severities(n [detectors.SeverityCritical + 1]int64) Severities {
	return Severities{
		Critical: n[detectors.SeverityCritical], High: n[detectors.SeverityHigh],
		Medium: n[detectors.SeverityMedium], Low: n[detectors.SeverityLow],
	}
}

func name(n leaks.NameTotal) NameTotal {
	return NameTotal{n.Name, n.Severity.String(), n.Count, n.Error}
}

func weakness(number int) string { return "CWE-" + strconv.Itoa(number) }

func weaknesses(numbers []int) []string { return each(numbers, weakness) }
