package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/evidence"
)

// tally adds up the reports of a run.
type tally struct {
	began  time.Time
	inputs int64
	report pipeline.Report
	// looks says that what was found was only looked at.
	looks bool
}

// masked is how many values were masked.
func (t *tally) masked() int64 {
	if t.looks {
		return 0
	}
	return masked(t.report)
}

func (t *tally) add(r pipeline.Report) {
	t.inputs++
	t.report.BytesRead += r.BytesRead
	t.report.BytesWritten += r.BytesWritten
	t.report.Lines += r.Lines
	t.report.Withheld += r.Withheld
	for i, n := range r.Findings {
		t.report.Findings[i] += n
	}
}

// masked is the number of values that were masked.
func masked(r pipeline.Report) (n int64) {
	for _, count := range r.Findings {
		n += count
	}
	return n
}

// row is one line of the summary.
type row struct {
	name, value string
	count       int64
}

// rows lists the kinds that were found, the most frequent first, and then what
// all of them came from.
func (t *tally) rows(e *detectors.Engine) []row {
	var rows []row
	for i, k := range e.Kinds() {
		if n := t.report.Findings[i]; n > 0 {
			rows = append(rows, counted(k.Name, n))
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.count, a.count) })
	rows = append(rows,
		counted("(masked)", t.masked()),
		counted("(withheld)", t.report.Withheld),
		counted("(lines)", t.report.Lines),
		counted("(inputs)", t.inputs),
		counted("(bytes in)", t.report.BytesRead),
		counted("(bytes out)", t.report.BytesWritten),
	)
	return append(rows, row{name: "(seconds)", value: fmt.Sprintf("%.3f", time.Since(t.began).Seconds())})
}

func counted(name string, n int64) row {
	return row{name, strconv.FormatInt(n, 10), n}
}

// print writes the rows as a table.
func (t *tally) print(con *console, e *detectors.Engine) {
	rows := t.rows(e)
	var name, value int
	for _, r := range rows {
		name, value = max(name, len(r.name)), max(value, len(r.value))
	}
	for _, r := range rows {
		con.say("%-*s  %*s", name, r.name, value, r.value)
	}
}

// summary is a tally as --summary=json prints it; its names are a contract.
type summary struct {
	Evidence evidence.Evidence `json:"evidence"`
	Findings map[string]int64  `json:"findings"`
	Masked   int64             `json:"masked"`
	Withheld int64             `json:"withheld"`
	Lines    int64             `json:"lines"`
	Inputs   int64             `json:"inputs"`
	BytesIn  int64             `json:"bytes_in"`
	BytesOut int64             `json:"bytes_out"`
	Seconds  float64           `json:"seconds"`
}

// printAs prints the tally as --summary asks for it.
func (t *tally) printAs(format string, con *console, e *detectors.Engine, of *evidence.Collector) {
	switch format {
	case summaryText:
		t.print(con, e)
	case summaryJSON:
		t.printJSON(con, e, of.Evidence())
	}
}

// printJSON writes the tally and the evidence as one object on a line of its own,
// which has no prefix.
func (t *tally) printJSON(con *console, e *detectors.Engine, of evidence.Evidence) {
	r := &t.report
	s := summary{
		of, evidence.Counts(e.Kinds(), r), t.masked(), r.Withheld, r.Lines, t.inputs, r.BytesRead, r.BytesWritten, time.Since(t.began).Seconds(),
	}
	con.clear()
	_ = jsonLines(con.w).Encode(s) // nobody is left to tell that standard error is closed
}
