package report

import (
	"encoding/json"
	"io"

	"scrim/pipeline/cases"
)

// jsonVersion is the number of the format: it grows when a name goes or changes
// its meaning, not when one is added.
const jsonVersion = 1

type jsonReport struct {
	Version   int            `json:"version"`
	Config    string         `json:"config"`
	Cases     []jsonCase     `json:"cases"`
	Coverage  []jsonCoverage `json:"coverage"`
	Passed    int            `json:"passed"`
	Failed    int            `json:"failed"`
	Errors    int            `json:"errors"`
	Uncovered int            `json:"uncovered"`
}

type jsonCase struct {
	Name        string           `json:"name"`
	Line        int              `json:"line"`
	Expect      string           `json:"expect"`
	Status      string           `json:"status"`
	Reason      string           `json:"reason,omitempty"`
	Kinds       []string         `json:"kinds"`
	Missing     []jsonKind       `json:"missing,omitempty"`
	Unexpected  []jsonKind       `json:"unexpected,omitempty"`
	Differences []jsonDifference `json:"differences,omitempty"`
	More        int              `json:"more_differences,omitempty"`
}

type jsonKind struct {
	Kind   string      `json:"kind"`
	Off    bool        `json:"off,omitempty"`
	Near   bool        `json:"near,omitempty"`
	Places []jsonPlace `json:"places"`
}

type jsonPlace struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Where  string `json:"where"`
	Reason string `json:"reason"`
}

type jsonDifference struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Want   string `json:"want"`
	Got    string `json:"got"`
}

type jsonCoverage struct {
	Kind        string `json:"kind"`
	Origin      string `json:"origin"`
	MustMask    int    `json:"must_mask"`
	MustNotMask int    `json:"must_not_mask"`
}

// JSON writes one object.
func JSON(w io.Writer, r *cases.Report, o Options) error {
	all := jsonReport{
		Version: jsonVersion, Config: o.Config, Cases: []jsonCase{}, Coverage: []jsonCoverage{},
		Passed: r.Count(cases.Passed), Failed: r.Count(cases.Failed), Errors: r.Count(cases.Broken), Uncovered: len(r.Uncovered()),
	}
	for i := range r.Cases {
		all.Cases = append(all.Cases, asJSON(&r.Cases[i]))
	}
	for _, c := range r.Coverage {
		all.Coverage = append(all.Coverage, jsonCoverage{c.Kind, string(c.Origin), c.MustMask, c.MustNotMask})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

func asJSON(c *cases.Result) jsonCase {
	one := jsonCase{
		Name: c.Name, Line: c.Line, Expect: string(c.Expect), Status: string(c.Status), Reason: c.Reason,
		Kinds: append([]string{}, c.Kinds...), Missing: kindsAsJSON(c.Missing), Unexpected: kindsAsJSON(c.Unexpected), More: c.More,
	}
	for _, d := range c.Differences {
		one.Differences = append(one.Differences, jsonDifference(d))
	}
	return one
}

func kindsAsJSON(kinds []cases.KindResult) (all []jsonKind) {
	for _, k := range kinds {
		one := jsonKind{Kind: k.Kind, Off: k.Off, Near: k.Near, Places: []jsonPlace{}}
		for _, p := range k.Places {
			one.Places = append(one.Places, jsonPlace(p))
		}
		all = append(all, one)
	}
	return all
}
