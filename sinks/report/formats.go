package report

import (
	"io"
	"slices"

	"scrim/pipeline/leaks"
	"scrim/sinks/report/html"
	"scrim/sinks/report/json"
	"scrim/sinks/report/sarif"
	"scrim/sinks/report/text"
)

// A Choice is a format to choose by its name.
type Choice struct {
	Name string
	New  func(io.Writer, Options) Format
	// Fingerprints says that the format shows them. For the others nobody has to
	// make any.
	Fingerprints bool
}

// Formats are all formats, the default first.
var Formats = []Choice{
	{"text", textFormat, false},
	{"json", jsonFormat, true},
	{"jsonl", linesFormat, true},
	{"sarif", sarifFormat, true},
	{"html", htmlFormat, false},
}

// Named is the format of a name, which is one of those in Formats.
func Named(name string) Choice {
	return Formats[slices.IndexFunc(Formats, func(c Choice) bool { return c.Name == name })]
}

func textFormat(w io.Writer, o Options) Format {
	return summaryOnly(func(s *leaks.Summary) error { return text.Write(w, s, o.Colour) })
}

func jsonFormat(w io.Writer, o Options) Format { return json.New(w, o.KeyID) }

func linesFormat(w io.Writer, o Options) Format { return json.NewLines(w, o.KeyID) }

func sarifFormat(w io.Writer, o Options) Format {
	return summaryOnly(func(s *leaks.Summary) error { return sarif.Write(w, s, o.Kinds) })
}

func htmlFormat(w io.Writer, o Options) Format {
	return summaryOnly(func(s *leaks.Summary) error { return html.Write(w, s, o.Kinds) })
}
