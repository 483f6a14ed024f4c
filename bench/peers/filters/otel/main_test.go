package main

import (
	"strings"
	"testing"

	"scrim/bench/peers/lines"
)

func TestMasks(t *testing.T) {
	for name, end := range map[string]string{"with a line end": "\n", "without one": ""} {
		t.Run(name, func(t *testing.T) {
			in := "GET /a?token=sample0token&page=2 200\n\nto ana.ruiz@example.com and bob@example.com\nnothing here" + end
			want := "GET /a****&page=2 200\n\nto **** and ****\nnothing here" + end
			redact, err := newRedact()
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			if err := lines.Filter(strings.NewReader(in), &out, redact); err != nil || out.String() != want {
				t.Errorf("got %q, %v, want %q", out.String(), err, want)
			}
		})
	}
}
