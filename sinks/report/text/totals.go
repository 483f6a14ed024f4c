package text

import (
	"scrim/detectors"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/amount"
	"scrim/sinks/report/terminal"
)

// totals writes what the findings add up to.
func (p *page) totals(s *leaks.Summary) {
	p.section("Kinds", kindRows(s.Kinds))
	p.section("Weaknesses", weaknessRows(s.Weaknesses))
	p.section("Requests", nameRows(s.Endpoints))
	p.section("Loggers", nameRows(s.Loggers))
}

// section writes a table under a heading, or nothing if it is empty.
func (p *page) section(heading string, rows []row) {
	if len(rows) == 0 {
		return
	}
	p.write(heading + "\n")
	p.table(rows, widths(rows))
	p.write("\n")
}

func kindRows(kinds []leaks.KindTotal) (rows []row) {
	for _, k := range kinds {
		rows = append(rows, row{
			severity(k.Severity), word(k.Kind), number(k.Count), cell{text: about(k.Distinct), number: true}, word(weaknesses(k.Weaknesses)),
		})
	}
	return rows
}

func weaknessRows(all []leaks.WeaknessTotal) (rows []row) {
	for _, w := range all {
		rows = append(rows, row{severity(w.Weakness.Severity), word(weakness(w.Weakness.Number)), number(w.Count), word(w.Weakness.Name)})
	}
	return rows
}

// nameRows marks counts that may be too high.
func nameRows(all []leaks.NameTotal) (rows []row) {
	for _, n := range all {
		at := number(n.Count)
		if n.Error > 0 {
			at.text = "at most " + at.text
		}
		rows = append(rows, row{severity(n.Severity), at, word(terminal.Name(n.Name))})
	}
	return rows
}

// verdict is the last line.
func (p *page) verdict(s *leaks.Summary) {
	where := " in " + counted(s.Inputs, "input") + " of " + counted(s.Lines, "line")
	if s.Findings == 0 {
		p.write(p.brush(terminal.Green, "no findings") + where + "\n")
		return
	}
	p.write(counted(s.Findings, "finding") + " of " + about(s.Distinct) + where)
	separator := ": "
	for i := len(s.Severities) - 1; i >= 0; i-- {
		if n := s.Severities[i]; n > 0 {
			level := detectors.Severity(i)
			p.write(separator + p.brush(colours[level], amount.Of(n)+" "+level.String()))
			separator = ", "
		}
	}
	p.write("\n")
}
