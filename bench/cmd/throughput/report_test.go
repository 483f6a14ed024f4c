package main

import (
	"strings"
	"testing"
	"time"
)

func TestTableHasMedians(t *testing.T) {
	c := &contender{name: "cat", argv: []string{"cat"}}
	for _, s := range []time.Duration{3, 1, 2} {
		c.runs = append(c.runs, sample{cpu: s * time.Second, wall: 2 * s * time.Second, peak: int64(s) * 1e6})
	}
	var out strings.Builder
	writeTable(&out, logFile{size: 200e6}, []*contender{c})
	lines := strings.Split(out.String(), "\n")
	if got, want := strings.Join(strings.Fields(lines[1]), " "), "cat 100 2.000 4.000 2.0"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSlug(t *testing.T) {
	if got, want := slug("AMD EPYC(tm) 9V74, 80-Core"), "amd-epyc-tm-9v74-80-core"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
