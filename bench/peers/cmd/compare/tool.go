package main

import (
	"os/exec"
	"path/filepath"

	"scrim/bench/peers/chart"
	"scrim/bench/peers/measure"
)

// tool is one command that is measured: a filter of lines.
type tool struct {
	name string
	// rules says what it looks for.
	rules   string
	version func() string
	argv    []string
	sort    chart.Sort

	log  logFile // what it is given
	runs []measure.Sample
}

// mbPerSecond is the size of the log over the median of the CPU time.
func (t *tool) mbPerSecond() float64 {
	return float64(t.log.size) / megabyte / measure.Median(t.runs).CPU.Seconds()
}

const (
	ourRules  = "the rules of bench/patterns.txt"
	ownRules  = "its own default rules"
	scrimName = "scrim"
)

// all are the tools that can be compared, cat as the limit first.
func all(o options) []*tool {
	filter := func(name string) []string { return []string{filepath.Join(o.filters, name)} }
	module := func(name, path string) func() string {
		return func() string { return moduleVersion(filepath.Join(o.filters, name), path) }
	}
	patterns := filepath.Join("bench", "patterns.txt")
	script := filepath.Join("bench", "peers", "patterns.sed")
	return []*tool{
		{name: "cat", rules: "none: reading and writing alone", sort: chart.Limit, version: printed("cat", "--version"), argv: []string{"cat"}},
		{name: scrimName, rules: ownRules, sort: chart.Ours, version: commit, argv: []string{o.scrim, "-j", "1"}},
		{
			name: "ripgrep", rules: ourRules, version: printed("rg", "--version"),
			argv: []string{
				"rg", "--passthru", "--text", "--no-unicode", "--no-filename", "--no-line-number", "--color=never",
				"--replace", "[FILTERED]", "--file", patterns, "-",
			},
		},
		{
			name: "go-re2", rules: ourRules + ", one alternation", version: module("gore2", "github.com/wasilibs/go-re2"),
			argv: filter("gore2"),
		},
		{name: "GNU sed -E", rules: ourRules, version: printed("sed", "--version"), argv: []string{"env", "LC_ALL=C", "sed", "-E", "-f", script}},
		{name: "Go regexp", rules: ourRules + ", one ReplaceAll each", version: module("goregexp", ""), argv: filter("goregexp")},
		{
			name: "OTel redaction", rules: ourRules + " as blocked values",
			version: module("otel", "github.com/open-telemetry/opentelemetry-collector-contrib/processor/redactionprocessor"),
			argv:    filter("otel"),
		},
		{
			name: "Datadog scrubber", rules: ownRules,
			version: module("datadog", "github.com/DataDog/datadog-agent/pkg/util/scrubber"), argv: filter("datadog"),
		},
		{name: "gitleaks", rules: ownRules, version: module("gitleaks", "github.com/zricethezav/gitleaks/v8"), argv: filter("gitleaks")},
	}
}

// installed are the tools that are here; of the others it is said that they
// are left out.
func installed(o options) []*tool {
	var here []*tool
	for _, t := range all(o) {
		program := t.argv[0]
		if program == "env" {
			program = t.argv[2]
		}
		if _, err := exec.LookPath(program); err != nil {
			progress("%s is left out: %s is not installed", t.name, program)
			continue
		}
		here = append(here, t)
	}
	return here
}

// pinned is the command as it is measured.
func (t *tool) pinned() []string {
	return append(measure.Pinning(), t.argv...)
}
