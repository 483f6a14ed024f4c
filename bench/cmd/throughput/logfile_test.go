package main

import (
	"os"
	"testing"
)

func TestLogIsKeptAndRenewed(t *testing.T) {
	o := options{dir: t.TempDir(), mb: 1, hit: 0.2, seed: 1}
	first, err := prepareLog(o)
	if err != nil {
		t.Fatal(err)
	}
	if !fresh(first.path, o) {
		t.Error("a new log counts as stale")
	}
	if err := os.WriteFile(first.path, make([]byte, first.size), 0o644); err != nil {
		t.Fatal(err)
	}
	if fresh(first.path, o) {
		t.Error("a log with other content counts as fresh")
	}
	again, err := prepareLog(o)
	if err != nil || again != first || !fresh(again.path, o) {
		t.Errorf("got %v, %v, want the log %v made anew", again, err, first)
	}
}
