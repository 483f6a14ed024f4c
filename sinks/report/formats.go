package report

import (
	"io"

	"scrim/pipeline/leaks"
	"scrim/sinks/report/html"
	"scrim/sinks/report/json"
	"scrim/sinks/report/sarif"
	"scrim/sinks/report/text"
)

// Formats are all formats, the default first.
var Formats = []struct {
	Name string
	New  func(io.Writer, Options) Format
}{
	{"text", textFormat},
	{"json", jsonFormat},
	{"jsonl", linesFormat},
	{"sarif", sarifFormat},
	{"html", htmlFormat},
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
