package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestMeasure(t *testing.T) {
	if _, err := exec.LookPath("cat"); err != nil {
		t.Skip("no cat here")
	}
	input := filepath.Join(t.TempDir(), "in.log")
	if err := os.WriteFile(input, []byte("one line\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := measure([]string{"cat"}, input)
	if err != nil || s.wall <= 0 {
		t.Errorf("got %+v, %v, want a wall time", s, err)
	}
	if _, err := measure([]string{filepath.Join(t.TempDir(), "missing")}, input); err == nil {
		t.Error("a missing command is no error")
	}
}
