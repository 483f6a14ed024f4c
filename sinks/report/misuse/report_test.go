package misuse

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"scrim/detectors"
	"scrim/pipeline/misuse"
)

// example is a report with what is awkward to write.
func example() *Report {
	info := misuse.Signals()[0]
	return &Report{Report: misuse.Report{
		Requests: 7, Tokens: 5, Unread: misuse.Unread{Files: 4, WithoutRequests: 2, WithoutTokens: 1, Lines: 3},
		Signals: []misuse.Signal{
			{
				Info: info, Count: 3, File: "a b/x:y.log", Line: 4, Time: 1e18, Token: strings.Repeat("0a", 12), Endpoint: "GET /a", Reason: "why",
				Evidence: []misuse.Evidence{{File: "a b/x:y.log", Line: 4, Text: "he said \"x\" \x1b[31mred\xff é\u202e"}, {File: "/z.log", Line: 9}},
			},
			{Info: misuse.Info{Name: "burst", Severity: detectors.SeverityLow}, Count: 1, File: "x", Line: 1, Evidence: []misuse.Evidence{{File: "x", Line: 1, Text: "line"}}},
		},
		Forgotten: []misuse.Forgotten{{What: "tokens", Kept: 5, Count: 2, Means: "something may be missed"}},
	}}
}

func write(t *testing.T, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, example()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	got := write(t, "text")
	want := "CRITICAL\n  alg_none: why (3 requests, CWE-347)\n    token " + strings.Repeat("0a", 12) + "\n    endpoint GET /a\n" +
		"    a b/x:y.log:4: he said \"x\" \\x1b[31mred\\xff é\\u202e\n    /z.log:9: \n\nLOW\n  burst:  (1 request, )\n    x:1: line\n\n" +
		"2 signals in 7 requests\ncredentials in requests: 5; lines with tokens and without a request: 3\nfingerprints under a key of this run: they mean nothing outside of this report\n" +
		"more than 5 tokens: 2 that were seen least recently were forgotten; something may be missed\n"
	if got != want {
		t.Errorf("wrote\n%s\nwant\n%s", got, want)
	}
}

func TestJSON(t *testing.T) {
	var d document
	if err := json.Unmarshal([]byte(write(t, "json")), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Signals) != 2 || d.BySignal["alg_none"] != 1 || d.BySeverity["critical"] != 1 || d.BySeverity["high"] != 0 || d.Evicted[0].Count != 2 || d.Requests != 7 || d.Tokens != 5 || d.Unread != (unread{3, 2, 1}) {
		t.Errorf("wrote %+v", d)
	}
	lines := strings.Split(strings.TrimSpace(write(t, "jsonl")), "\n")
	for _, line := range lines {
		var s signal
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Error(err)
		}
	}
	if len(lines) != 2 {
		t.Errorf("%d lines", len(lines))
	}
}

// schemaURI is what the schema of SARIF calls itself.
const schemaURI = "https://json.schemastore.org/sarif-2.1.0.json"

// TestSARIFIsValid by the schema of the standard.
func TestSARIFIsValid(t *testing.T) {
	text, err := os.ReadFile("../sarif/testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	read := func(text []byte) any {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schemaURI, read(text)); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(schemaURI)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(read([]byte(write(t, "sarif")))); err != nil {
		t.Error(err)
	}
}

func TestSARIF(t *testing.T) {
	var log sarifLog
	if err := json.Unmarshal([]byte(write(t, "sarif")), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Tool.Driver.Rules) != len(misuse.Signals()) || len(run.Results) != 2 {
		t.Fatalf("%d rules, %d results", len(run.Tool.Driver.Rules), len(run.Results))
	}
	one := run.Results[0]
	if run.Tool.Driver.Rules[one.RuleIndex].ID != one.RuleID || one.Level != "error" || one.Locations[0].Physical.Artifact.URI != "a%20b/x%3Ay.log" || one.Related[0].Physical.Artifact.URI != "file:///z.log" {
		t.Errorf("wrote %+v", one)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriteFails(t *testing.T) {
	for _, f := range Formats {
		if err := f.Write(broken{}, example()); err == nil {
			t.Errorf("%s: no error", f.Name)
		}
	}
}
