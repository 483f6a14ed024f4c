package misuse

import (
	"io"

	"scrim/pipeline/evidence"
	"scrim/pipeline/misuse"
)

// Report is what there is to say of a run.
type Report struct {
	misuse.Report
	Evidence evidence.Evidence
	// KeyID is that of the fingerprints' key, empty if the key was made up for
	// this run, so that they mean nothing outside of the report.
	KeyID string
	// Binary is how many files of folders were passed over.
	Binary int64
	// Colour is for the terminal.
	Colour bool
}

// Format is one way of writing a report.
type Format struct {
	Name  string
	Write func(io.Writer, *Report) error
}

// Formats are all of them, the default first.
var Formats = []Format{{"text", writeText}, {"json", writeJSON}, {"jsonl", writeLines}}

// Write writes a report in the format of that name.
func Write(w io.Writer, format string, r *Report) error {
	for _, f := range Formats {
		if f.Name == format {
			return f.Write(w, r)
		}
	}
	panic("BUG: no format " + format)
}
