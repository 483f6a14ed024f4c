package main

import (
	"embed"
	"fmt"
	"io"
	"text/template"

	"scrim/bench/peers/chart"
	"scrim/bench/peers/measure"
)

// report is what the tables and the chart show.
type report struct {
	measure.Machine
	Command    string
	MB, Rounds int
	Tables     []table
	all        []*series
}

type table struct {
	Title, Head string
	Rows        []row
}

type row struct{ Label, Cost, Times, Peak, Start string }

func newReport(o options, all []*series) report {
	r := report{
		Machine: measure.ThisMachine(),
		Command: fmt.Sprintf("bin/peers/growth -mb %d -rounds %d", o.mb, o.rounds),
		MB:      o.mb, Rounds: o.rounds, all: all,
	}
	for _, s := range all {
		r.Tables = append(r.Tables, newTable(s))
	}
	return r
}

func newTable(s *series) table {
	t := table{Title: s.title, Head: s.head}
	first := s.points[0]
	if s.without != nil {
		first = s.without
		t.Rows = append(t.Rows, newRow(s.reference, first, first))
	}
	for _, p := range s.points {
		t.Rows = append(t.Rows, newRow(p.label, p, first))
	}
	return t
}

func newRow(label string, p, first *point) row {
	times := "–"
	if first.cost() > 0 {
		times = fmt.Sprintf("%.2f", p.cost()/first.cost())
	}
	peak := "–"
	if most := measure.Median(p.runs).Peak; most > 0 {
		peak = fmt.Sprintf("%.0f", float64(most)/megabyte)
	}
	return row{
		Label: label, Cost: fmt.Sprintf("%.2f", p.cost()), Times: times, Peak: peak,
		Start: fmt.Sprintf("%.3f", measure.Median(p.starts).CPU.Seconds()),
	}
}

//go:embed growth.md.tmpl
var files embed.FS

var page = template.Must(template.ParseFS(files, "growth.md.tmpl"))

// write puts tables and chart into the folder and prints the tables.
func write(r report, dir string, stdout io.Writer) error {
	return chart.WritePage(dir, "growth", page, r, r.panels(), stdout)
}

// panels is the report as a chart.
func (r report) panels() chart.Panels {
	c := chart.Panels{
		Title:   "How the cost of scrim grows",
		Measure: "CPU seconds per GB of log, which is ns per byte",
		Note:    fmt.Sprintf("%s, Go %s, %s, one core, medians of %d rounds on logs of %d MB.", r.Processor, r.Go, r.Date, r.Rounds, r.MB),
	}
	for _, s := range r.all {
		p := chart.Panel{Title: s.title, Log: s.log, Reference: s.reference}
		if s.without != nil {
			p.Without = s.without.cost()
		}
		for _, at := range s.points {
			p.Points = append(p.Points, chart.Point{X: at.x, Y: at.cost(), Label: at.label})
		}
		c.Panels = append(c.Panels, p)
	}
	return c
}
