package main

import (
	"strings"
	"testing"

	"scrim/bench/peers/lines"
)

func TestMasks(t *testing.T) {
	// The form of a GitHub token, with letters that are no token of anybody.
	token := "ghp_"
	for i := range 36 {
		token += string("abcdefghijklmnopqrstuvwxyz0123456789"[i*7%36])
	}
	in := "clone with " + token + " now\nnothing here"
	want := "clone with [FILTERED] now\nnothing here"
	redact, err := newRedact()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := lines.Filter(strings.NewReader(in), &out, redact); err != nil || out.String() != want {
		t.Errorf("got %q, %v, want %q", out.String(), err, want)
	}
}
