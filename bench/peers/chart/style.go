package chart

import (
	_ "embed"
	"fmt"
	"io"
	"text/template"
)

//go:embed style.css
var style string

// parse makes a template whose texts are escaped with esc and whose places are
// written with px.
func parse(name, text string) *template.Template {
	return template.Must(template.New(name).Funcs(template.FuncMap{
		"esc":   template.HTMLEscapeString,
		"px":    func(v float64) string { return fmt.Sprintf("%.1f", v) },
		"style": func() string { return style },
	}).Parse(text))
}

func execute(w io.Writer, t *template.Template, data any) error {
	if err := t.Execute(w, data); err != nil {
		return fmt.Errorf("cannot write the chart: %w", err)
	}
	return nil
}
