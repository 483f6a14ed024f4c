package text

import (
	"scrim/pipeline/leaks"
	"scrim/sinks/report/amount"
	"scrim/sinks/report/terminal"
)

// files writes what stands in each file, in the order of the files; files that
// are not listed come after those that are.
func (p *page) files(s *leaks.Summary) {
	names, groups := byFile(s)
	totals := make(map[string]leaks.FileTotal, len(s.Files))
	for _, f := range s.Files {
		totals[f.File] = f
	}
	tables := make([][]row, len(names))
	for i, name := range names {
		tables[i] = groupRows(groups[name])
	}
	columns := widths(tables...)
	for i, name := range names {
		p.fileHeader(name, totals[name])
		p.table(tables[i], columns)
		p.write("\n")
	}
}

// byFile sorts the groups by file.
func byFile(s *leaks.Summary) (names []string, groups map[string][]leaks.Group) {
	groups = make(map[string][]leaks.Group, len(s.Files))
	for _, f := range s.Files {
		names = append(names, f.File)
		groups[f.File] = nil
	}
	for _, g := range s.Groups {
		if _, listed := groups[g.File]; !listed {
			names = append(names, g.File)
		}
		groups[g.File] = append(groups[g.File], g)
	}
	return names, groups
}

// fileHeader names a file; of one that is not listed only the name is known.
func (p *page) fileHeader(name string, f leaks.FileTotal) {
	p.write(terminal.Name(name))
	if f.Count > 0 {
		p.write(": " + p.paint(severity(f.Severity)) + ", " + counted(f.Count, "finding") + ", " + about(f.Distinct))
	}
	p.write("\n")
}

// groupRows says of each kind and place where it stands first, and how often.
func groupRows(groups []leaks.Group) (rows []row) {
	for _, g := range groups {
		rows = append(rows, row{
			cell{text: position(g.Line, g.Column), number: true}, severity(g.Severity), word(g.Kind), word(g.Place.String()),
			cell{text: amount.Times(g.Count), number: true}, cell{text: about(g.Distinct), number: true}, word(weaknesses(g.Weaknesses)),
		})
	}
	return rows
}
