package html

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

var (
	//go:embed page.html
	layout string
	//go:embed style.css
	sheet string
)

// Write writes the report of a summary. The kinds, of which the page tells what
// they are, are those of the engine that made it. Nothing is written before the
// page is complete.
func Write(w io.Writer, s *leaks.Summary, kinds []detectors.KindInfo) error {
	t, err := template.New("page").Parse(layout)
	if err != nil {
		return fmt.Errorf("BUG: the layout of the HTML report: %w", err)
	}
	var page bytes.Buffer
	if err := t.Execute(&page, newPage(s, kinds)); err != nil {
		return fmt.Errorf("cannot make the HTML report: %w", err)
	}
	if _, err := w.Write(page.Bytes()); err != nil {
		return fmt.Errorf("cannot write the HTML report: %w", err)
	}
	return nil
}
