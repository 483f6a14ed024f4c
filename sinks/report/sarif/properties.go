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

// about is an evidence.Evidence without its files, which are artifacts.
type about struct {
	Version      string                `json:"version"`
	Config       string                `json:"config_sha256"`
	Dictionaries []evidence.Dictionary `json:"dictionaries,omitempty"`
	Flags        []string              `json:"flags,omitempty"`
	Keys         []string              `json:"key_ids"`
	Ephemeral    bool                  `json:"key_is_ephemeral,omitempty"`
	More         int64                 `json:"inputs_not_listed,omitempty"`
	MoreOutputs  int64                 `json:"outputs_not_listed,omitempty"`
}

func newProperties(s *leaks.Summary) properties {
	e := &s.Evidence
	return properties{
		Totals: json.NewTotals(s), Listed: len(s.Secrets), NotListed: s.MoreSecrets,
		Evidence: about{e.Version, e.Config, e.Dictionaries, e.Flags, append([]string{}, e.Keys...), e.Ephemeral, e.More, e.MoreOutputs},
	}
}
