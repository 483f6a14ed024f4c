package misuse

import (
	"encoding/json"
	"io"
	"strconv"
	"time"

	"scrim/detectors"
	"scrim/pipeline/evidence"
	"scrim/pipeline/misuse"
)

// signal is one signal as JSON; its names are a contract.
type signal struct {
	Signal   string         `json:"signal"`
	Severity string         `json:"severity"`
	CWE      []string       `json:"cwe"`
	Count    int64          `json:"count"`
	File     string         `json:"file"`
	Line     int64          `json:"line"`
	Time     string         `json:"time,omitempty"`
	Token    string         `json:"token,omitempty"`
	Subject  string         `json:"subject,omitempty"`
	Endpoint string         `json:"endpoint,omitempty"`
	Reason   string         `json:"reason"`
	Evidence []evidenceLine `json:"evidence"`
}

type evidenceLine struct {
	File string `json:"file"`
	Line int64  `json:"line"`
	Text string `json:"text,omitempty"`
}

// document is the whole report as JSON; its names are a contract.
type document struct {
	Signals    []signal          `json:"signals"`
	BySignal   map[string]int64  `json:"by_signal"`
	BySeverity map[string]int64  `json:"by_severity"`
	Requests   int64             `json:"requests"`
	Events     int64             `json:"events"`
	Tokens     int64             `json:"tokens"`
	Unread     unread            `json:"unread"`
	First      string            `json:"first,omitempty"`
	Last       string            `json:"last,omitempty"`
	Binary     int64             `json:"binary_files"`
	Evicted    []evicted         `json:"evicted"`
	Evidence   evidence.Evidence `json:"evidence"`
}

// unread is what was in the files and took no part.
type unread struct {
	Lines           int64 `json:"lines_with_tokens"`
	WithoutRequests int64 `json:"files_without_requests"`
	WithoutTokens   int64 `json:"files_without_tokens"`
}

func unreadOf(r *Report) unread {
	return unread{r.Unread.Lines, r.Unread.WithoutRequests, r.Unread.WithoutTokens}
}

type evicted struct {
	What  string `json:"what"`
	Kept  int64  `json:"kept"`
	Count int64  `json:"count"`
	Means string `json:"means"`
}

func asJSON(s *misuse.Signal) signal {
	out := signal{
		Signal: s.Name, Severity: s.Severity.String(), CWE: weaknesses(s.CWE), Count: s.Count, File: s.File, Line: s.Line, Time: clock(s.Time),
		Token: s.Token, Subject: s.Subject, Endpoint: s.Endpoint, Reason: s.Reason, Evidence: []evidenceLine{},
	}
	for _, e := range s.Evidence {
		out.Evidence = append(out.Evidence, evidenceLine(e))
	}
	return out
}

func weaknesses(numbers []int) (all []string) {
	for _, n := range numbers {
		all = append(all, "CWE-"+strconv.Itoa(n))
	}
	return all
}

// clock is a time of the log in UTC, or empty.
func clock(at int64) string {
	if at == 0 {
		return ""
	}
	return time.Unix(0, at).UTC().Format(time.RFC3339Nano)
}

func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// writeLines writes one object in each line.
func writeLines(w io.Writer, r *Report) error {
	e := encoder(w)
	for i := range r.Signals {
		if err := e.Encode(asJSON(&r.Signals[i])); err != nil {
			return err
		}
	}
	return nil
}

func writeJSON(w io.Writer, r *Report) error {
	d := document{
		Signals: []signal{}, BySignal: map[string]int64{}, BySeverity: map[string]int64{}, Requests: r.Requests, Events: r.Events, Tokens: r.Tokens, Unread: unreadOf(r),
		First: clock(r.First), Last: clock(r.Last), Binary: r.Binary, Evicted: []evicted{}, Evidence: r.Evidence,
	}
	for severity := detectors.SeverityLow; severity <= detectors.SeverityCritical; severity++ {
		d.BySeverity[severity.String()] = 0
	}
	for i := range r.Signals {
		s := asJSON(&r.Signals[i])
		d.Signals = append(d.Signals, s)
		d.BySignal[s.Signal]++
		d.BySeverity[s.Severity]++
	}
	for _, f := range r.Forgotten {
		d.Evicted = append(d.Evicted, evicted(f))
	}
	e := encoder(w)
	e.SetIndent("", "  ")
	return e.Encode(d)
}
