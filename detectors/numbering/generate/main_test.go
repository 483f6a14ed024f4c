package main

import (
	"bytes"
	"os"
	"testing"
)

// TestPlansAreCurrent fails when the tables are not what the generator makes of
// the module version in go.mod: run go generate ./detectors/numbering.
func TestPlansAreCurrent(t *testing.T) {
	want, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../plans.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("plans.go differs from what the generator writes")
	}
}
