package main

import (
	"embed"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/template"

	"scrim/bench/peers/chart"
	"scrim/bench/peers/measure"
)

// report is what the table and the chart show.
type report struct {
	measure.Machine
	Command, Log, Scored string
	Rounds               int
	Pinned               bool
	Rows                 []row
}

// row is one tool, in the order of speed.
type row struct {
	Name, Version, Rules string
	MB                   string
	// Speed is in megabytes per CPU second, Times of scrim's.
	Speed        float64
	Times        string
	Peak         string
	Recall, Over string
	Argv         string
	Sort         chart.Sort
}

// none stands where there is no figure.
const none = "–"

func newReport(o options, log logFile, tools []*tool, scores map[string]score) report {
	r := report{
		Machine: measure.ThisMachine(),
		Command: command(o),
		Log:     describe(log),
		Scored:  scored(o, scores),
		Rounds:  o.rounds,
		Pinned:  len(measure.Pinning()) > 0,
	}
	base := speedOf(tools, scrimName)
	for _, t := range bySpeed(tools) {
		r.Rows = append(r.Rows, newRow(t, base, scores))
	}
	return r
}

func newRow(t *tool, base float64, scores map[string]score) row {
	w := row{
		Name: t.name, Version: orNone(t.version()), Rules: t.rules, MB: fmt.Sprintf("%.0f", float64(t.log.size)/megabyte),
		Speed: t.mbPerSecond(), Times: chart.Number(t.mbPerSecond() / base), Peak: peakText(measure.Median(t.runs).Peak),
		Recall: none, Over: none, Argv: quoted(t.pinned()), Sort: t.sort,
	}
	if s, ok := scores[t.name]; ok {
		w.Recall, w.Over = s.recall(), s.over()
	}
	return w
}

func peakText(bytes int64) string {
	if bytes == 0 {
		return none
	}
	mb := float64(bytes) / megabyte
	if mb < 10 {
		return fmt.Sprintf("%.1f", mb)
	}
	return fmt.Sprintf("%.0f", mb)
}

func orNone(text string) string {
	if text == "" {
		return none
	}
	return text
}

// command is what makes this report again.
func command(o options) string {
	given := []string{"make bench-peers"}
	if o.log != "" {
		given = append(given, "LOG="+filepath.Base(o.log))
	} else {
		given = append(given, fmt.Sprintf("MB=%d", o.mb))
	}
	return strings.Join(append(given, fmt.Sprintf("ROUNDS=%d PEERSEED=%s REQUESTS=%d", o.rounds, o.seed, o.requests)), " ")
}

func describe(log logFile) string {
	size := fmt.Sprintf("%.1f MB, %s lines", float64(log.size)/megabyte, chart.Number(float64(log.lines)))
	if log.own {
		return filepath.Base(log.path) + ", " + size
	}
	return size + " of a Django shop, made by bench/cmd/biglog: one line in five holds a secret, seed 1"
}

func scored(o options, scores map[string]score) string {
	s, ok := scores[scrimName]
	if !ok {
		return "not measured: it needs Python 3.10 or later and the packages of bench/accuracy"
	}
	return fmt.Sprintf("%s values in %s lines of bench/accuracy, seed %s", chart.Number(float64(s.Values)), chart.Number(float64(s.Lines)), o.seed)
}

func quoted(argv []string) string {
	words := make([]string, len(argv))
	for i, a := range argv {
		words[i] = a
		if strings.ContainsAny(a, " []*?$") {
			words[i] = "'" + a + "'"
		}
	}
	return strings.Join(words, " ")
}

//go:embed peers.md.tmpl
var files embed.FS

var table = template.Must(template.New("peers.md.tmpl").Funcs(template.FuncMap{"number": chart.Number}).ParseFS(files, "peers.md.tmpl"))

// write puts table and chart into the folder and prints the table.
func write(r report, dir string, stdout io.Writer) error {
	return chart.WritePage(dir, "peers", table, r, r.bars(), stdout)
}

// bars is the report as a chart.
func (r report) bars() chart.Bars {
	b := chart.Bars{
		Title:   "scrim beside its peers",
		Note:    fmt.Sprintf("%s, Go %s, %s, one core, medians of %d rounds. Recall: %s.", r.Processor, r.Go, r.Date, r.Rounds, r.Scored),
		Measure: "MB per CPU second, logarithmic",
		Columns: []string{"× of scrim", "peak RSS", "recall", "over-redacted"},
	}
	for _, w := range r.Rows {
		peak := w.Peak
		if peak != none {
			peak += " MB"
		}
		b.Rows = append(b.Rows, chart.Row{
			Name: w.Name, Detail: w.Version, Value: w.Speed, Sort: w.Sort,
			Cells: []string{w.Times, peak, w.Recall, w.Over},
		})
	}
	return b
}
