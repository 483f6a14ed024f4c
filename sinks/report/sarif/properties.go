package sarif

import (
	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/json"
)

// properties are the counts of all findings, also of those that are not listed,
// and what the report is about; the names are those of the format json.
type properties struct {
	json.Totals
	Listed    int   `json:"secrets_listed"`
	NotListed int64 `json:"secrets_not_listed"`
	Evidence  about `json:"evidence"`
}

// about is the evidence without its files, which are artifacts: the lists here stay
// empty and stand before those of the same names.
type about struct {
	evidence.Evidence
	Inputs  []evidence.File `json:"inputs,omitempty"`
	Outputs []evidence.File `json:"outputs,omitempty"`
}

func newProperties(s *leaks.Summary) properties {
	p := properties{Totals: json.NewTotals(s), Listed: len(s.Secrets), NotListed: s.MoreSecrets, Evidence: about{Evidence: s.Evidence}}
	p.Evidence.Keys = append([]string{}, s.Evidence.Keys...) // empty, and not null
	return p
}
