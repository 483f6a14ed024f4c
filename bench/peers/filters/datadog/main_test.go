package main

import (
	"strings"
	"testing"

	"scrim/bench/peers/lines"
)

func TestMasks(t *testing.T) {
	const in = "# a comment stays\n\npassword=not-a-real-password user=ana\nhttps://ana:sample@db.internal/shop\nnothing here"
	const want = "# a comment stays\n\npassword=******** user=ana\nhttps://ana:********@db.internal/shop\nnothing here"
	var out strings.Builder
	if err := lines.Filter(strings.NewReader(in), &out, newRedact()); err != nil || out.String() != want {
		t.Errorf("got %q, %v, want %q", out.String(), err, want)
	}
}
