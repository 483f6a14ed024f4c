package main

import (
	"bytes"
	"strings"
	"testing"

	"scrim/detectors"
)

// TestExplanationsAreColoured on a terminal and nowhere else, and not for users
// who do not want that.
func TestExplanationsAreColoured(t *testing.T) {
	for _, c := range []struct {
		terminal bool
		env      map[string]string
		want     string
	}{
		{true, nil, "\x1b[32mmasked\x1b[0m"},
		{false, nil, "masked"},
		{true, map[string]string{"NO_COLOR": "1"}, "masked"},
		{true, map[string]string{"TERM": "dumb"}, "masked"},
	} {
		paint := painter(c.terminal, func(name string) string { return c.env[name] })
		if got := paint(colourMasked, "masked"); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}

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
	none := func(string) string { return "" }
	writeLine(&plain, all, painter(false, none), false)
	writeLine(&coloured, all, painter(true, none), false)
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
