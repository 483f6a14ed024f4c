package text

import (
	"strings"

	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/terminal"
)

// evidence says what the report is about, with hashes that sha256sum checks.
func (p *page) evidence(e *evidence.Evidence) {
	p.write("Evidence\n")
	rows := []row{
		{word("version"), word(terminal.Name(e.Version))},
		{word("configuration"), word(configuration(e.Config))},
	}
	for _, d := range e.Dictionaries {
		rows = append(rows, row{word("dictionary"), word("sha256 " + d.SHA256 + gap + terminal.Name(d.Name))})
	}
	if len(e.Flags) > 0 {
		rows = append(rows, row{word("flags"), word(terminal.Name(strings.Join(e.Flags, " ")))})
	}
	if len(e.Keys) > 0 || e.Ephemeral {
		rows = append(rows, row{word("key"), word(keys(e))})
	}
	p.table(rows, widths(rows))
	p.fileHashes("inputs", e.Inputs)
	p.fileHashes("outputs", e.Outputs)
	p.write("\n")
}

func configuration(sum string) string {
	if sum == evidence.NoConfig {
		return "none, sha256 " + sum + " of nothing"
	}
	return "sha256 " + sum
}

func keys(e *evidence.Evidence) string {
	ids := strings.Join(e.Keys, " ")
	if e.Ephemeral {
		return strings.TrimSpace(ids + " made up for this run")
	}
	return ids
}

// fileHashes is in the format of sha256sum, but for the blanks before it.
func (p *page) fileHashes(heading string, files []evidence.File) {
	if len(files) == 0 {
		return
	}
	p.write(gap + heading + "\n")
	for _, f := range files {
		sum := word(f.SHA256)
		if f.Incomplete {
			sum = cell{text: "incomplete", colour: terminal.Red}
		}
		p.write(gap + gap + p.paint(sum) + gap + terminal.Name(f.Name) + "\n")
	}
}

// notListed says what is left out, and why.
func (p *page) notListed(s *leaks.Summary) {
	notes := []struct {
		n           int64
		thing, what string
	}{
		{s.Accepted, "finding", "known to the baseline, not counted"},
		{s.MoreGroups, "group", "of a kind and a place not listed above"},
		{s.MoreFiles, "file", "with findings not listed above"},
		{s.Evidence.More, "input", "not listed as evidence"},
		{s.Evidence.MoreOutputs, "output", "not listed as evidence"},
		{s.Binary, "binary file", "passed over"},
		{s.Withheld, "record", "not checked, since detection failed"},
	}
	for _, note := range notes {
		if note.n > 0 {
			p.write(counted(note.n, note.thing) + " " + note.what + "\n")
		}
	}
}
