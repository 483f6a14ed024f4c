package main

import (
	"bytes"
	"strings"
	"testing"

	"scrim/detectors"
	"scrim/sinks/report/terminal"
)

// TestColoursKeepColumns: what is said of a line is aligned with colours, too.
func TestColoursKeepColumns(t *testing.T) {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, all, err := explain(engine, []byte("author=jane mail ana@example.com"))
	if err != nil || len(all) != 2 {
		t.Fatalf("%v: %+v", err, all)
	}
	var plain, coloured bytes.Buffer
	writeLine(&plain, all, terminal.NewBrush(false), false)
	writeLine(&coloured, all, terminal.NewBrush(true), false)
	got := strings.NewReplacer("\x1b[32m", "", "\x1b[33m", "", "\x1b[0m", "").Replace(coloured.String())
	if got != plain.String() {
		t.Errorf("got\n%swithout colours\n%s", got, plain.String())
	}
}

// TestExplainFailsClosed: nothing of a text on which detection fails is shown.
func TestExplainFailsClosed(t *testing.T) {
	redacted, all, err := explain(nil, []byte("login of alice@example.com"))
	if redacted != nil || all != nil || err == nil || strings.Contains(err.Error(), "alice") {
		t.Errorf("got %q, %v, %v", redacted, all, err)
	}
}
