package main

import (
	"encoding/json"
	"io"
)

// jsonLines writes one object in each line, in which <, > and & stand as they are.
func jsonLines(w io.Writer) *json.Encoder {
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	return lines
}
