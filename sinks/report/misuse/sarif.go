package misuse

import (
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"scrim/detectors"
	"scrim/pipeline/misuse"
)

// The objects of SARIF 2.1.0 that are written, named as in the standard.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool      `json:"tool"`
	Results    []sarifResult  `json:"results"`
	ColumnKind string         `json:"columnKind"`
	Properties map[string]any `json:"properties"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version,omitempty"`
	Rules   []sarifRule `json:"rules"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID         string         `json:"id"`
	Short      sarifText      `json:"shortDescription"`
	Default    sarifLevel     `json:"defaultConfiguration"`
	Properties map[string]any `json:"properties"`
}

type sarifLevel struct {
	Level string `json:"level"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Occurrences  int64             `json:"occurrenceCount"`
	Fingerprints map[string]string `json:"partialFingerprints,omitempty"`
	Properties   map[string]any    `json:"properties"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region struct {
			Line int64 `json:"startLine"`
		} `json:"region"`
	} `json:"physicalLocation"`
}

// writeSARIF writes a result for each signal; lines are named and not quoted.
func writeSARIF(w io.Writer, r *Report) error {
	run := sarifRun{ColumnKind: "utf16CodeUnits", Results: []sarifResult{}, Properties: map[string]any{
		"requests": r.Requests, "events": r.Events, "tokens": r.Tokens, "unread": unreadOf(r), "evidence": r.Evidence,
	}}
	run.Tool.Driver = sarifDriver{Name: "scrim audit", Version: r.Evidence.Version}
	index := map[string]int{}
	for i, s := range misuse.Signals() {
		index[s.Name] = i
		tags := []string{"security"}
		for _, id := range s.CWE {
			tags = append(tags, fmt.Sprintf("external/cwe/cwe-%03d", id))
		}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: s.Name, Short: sarifText{s.Summary}, Default: sarifLevel{levelOf(s.Severity)},
			Properties: map[string]any{"tags": tags, "security-severity": scoreOf(s.Severity)},
		})
	}
	for i := range r.Signals {
		run.Results = append(run.Results, resultOf(&r.Signals[i], index))
	}
	e := encoder(w)
	e.SetIndent("", " ")
	return e.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func resultOf(s *misuse.Signal, index map[string]int) sarifResult {
	result := sarifResult{
		RuleID: s.Name, RuleIndex: index[s.Name], Level: levelOf(s.Severity), Message: sarifText{s.Summary + ": " + s.Reason},
		Occurrences: max(s.Count, 1), Properties: map[string]any{"severity": s.Severity.String()},
	}
	for i, e := range s.Evidence {
		at := locationOf(e.File, e.Line)
		if i == 0 {
			result.Locations = append(result.Locations, at)
			continue
		}
		result.Related = append(result.Related, at)
	}
	if cause := s.Token + s.Subject; cause != "" {
		result.Fingerprints = map[string]string{"scrim/v1": cause}
	}
	if s.Endpoint != "" {
		result.Properties["endpoint"] = s.Endpoint
	}
	return result
}

func locationOf(file string, line int64) (at sarifLocation) {
	slashed := filepath.ToSlash(file)
	at.Physical.Artifact.URI = strings.ReplaceAll((&url.URL{Path: slashed}).EscapedPath(), ":", "%3A")
	if filepath.IsAbs(file) {
		at.Physical.Artifact.URI = (&url.URL{Scheme: "file", Path: slashed}).String()
	}
	at.Physical.Region.Line = max(line, 1)
	return at
}

func levelOf(s detectors.Severity) string {
	switch s {
	case detectors.SeverityCritical, detectors.SeverityHigh:
		return "error"
	case detectors.SeverityMedium:
		return "warning"
	}
	return "note"
}

// scoreOf is the middle of the severity's range of CVSS, by which viewers sort.
func scoreOf(s detectors.Severity) string {
	return [...]string{"2.0", "5.5", "8.0", "9.5"}[s]
}
