package main

import (
	"strings"
	"testing"

	"scrim/bench/peers/lines"
)

// TestMasks has a byte that is not UTF-8 before what is to be masked.
func TestMasks(t *testing.T) {
	const in = "GET /a?token=sample0token&page=2 200\n\xff\nto ana.ruiz@example.com and bob@example.com\nnothing here"
	const want = "GET /a[FILTERED]&page=2 200\n\xff\nto [FILTERED] and [FILTERED]\nnothing here"
	var out strings.Builder
	if err := lines.Filter(strings.NewReader(in), &out, newRedact()); err != nil || out.String() != want {
		t.Errorf("got %q, %v, want %q", out.String(), err, want)
	}
}
