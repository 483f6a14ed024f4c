package chart

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/template"
)

// Picture is a chart.
type Picture interface{ WriteSVG(io.Writer) error }

// WritePage puts a report into the folder dir, its tables as NAME.md and its
// picture as NAME.svg, and prints the tables.
func WritePage(dir, name string, tables *template.Template, report any, picture Picture, stdout io.Writer) error {
	var text, image bytes.Buffer
	if err := tables.Execute(&text, report); err != nil {
		return fmt.Errorf("cannot write the tables: %w", err)
	}
	if err := picture.WriteSVG(&image); err != nil {
		return err
	}
	for suffix, content := range map[string][]byte{".md": text.Bytes(), ".svg": image.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name+suffix), content, 0o644); err != nil {
			return fmt.Errorf("cannot write the result: %w", err)
		}
	}
	_, err := stdout.Write(text.Bytes())
	return err
}
