package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// tree makes files below a new folder and goes there.
func tree(t *testing.T, names ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, name := range names {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("text\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPlace(t *testing.T) {
	tree(t, "a.log", "logs/b.log", "out/old.log")
	f := func(want destination, output string, args ...string) {
		t.Helper()
		if got := place(&settings{output: output}, args); got != want {
			t.Errorf("-o %q %q: %d, want %d", output, args, got, want)
		}
	}
	f(toStdout, "", "a.log")
	f(toStdout, "-", "logs")
	f(toFile, "new.log", "a.log")
	f(toFile, "new.log", "a.log", "logs/b.log")
	f(toFile, "new.log", "-")
	f(toFolder, "new/", "a.log")
	f(toFolder, "out", "a.log")
	f(toFolder, "new", "logs")
	f(toFolder, "new", "-", "logs")
}

func TestPlanNamesOutputs(t *testing.T) {
	tree(t, "a.log", "logs/b.log", "logs/sub/c.log")
	f := func(args []string, want ...string) {
		t.Helper()
		p, err := newPlan(&settings{output: "out/"}, args)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, in := range p.inputs {
			got = append(got, filepath.ToSlash(in.rel))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", args, got, want)
		}
	}
	f([]string{"logs"}, "b.log", "sub/c.log")
	f([]string{"a.log", "logs/"}, "a.log", "logs/b.log", "logs/sub/c.log")
	f([]string{"logs/sub/c.log"}, "c.log")
	t.Chdir("logs/sub")
	f([]string{"..", "."}, "logs/b.log", "logs/sub/c.log", "sub/c.log")
}
