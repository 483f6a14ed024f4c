package main

import (
	"strings"
	"testing"
)

// TestCounterAtSeams cuts a text at every place: the counts must not depend on
// where.
func TestCounterAtSeams(t *testing.T) {
	const text = "a=[FILTERED_JWT]\nb=[FILTERED_[FILTERED_X]\n[FILTERED"
	for cut := range len(text) {
		for next := cut; next <= len(text); next++ {
			var c counter
			for _, part := range []string{text[:cut], text[cut:next], text[next:]} {
				if _, err := c.Write([]byte(part)); err != nil {
					t.Fatal(err)
				}
			}
			if want := int64(strings.Count(text, label)); c.lines != 2 || c.labels != want {
				t.Fatalf("cut at %d and %d: %d lines and %d labels, want 2 and %d", cut, next, c.lines, c.labels, want)
			}
		}
	}
}
