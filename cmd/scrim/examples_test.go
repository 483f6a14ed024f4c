package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// stages are the files and programs that the examples of the help speak of.
var stages = map[string]string{
	"app.log":      "login of alice@example.com\n",
	"logs/a/b.log": "login of bob@example.com\n",
	"scrim.key":    "0123456789abcdef0123456789abcdef\n",
	"bin/gunicorn": "#!/bin/sh\necho login of carol@example.com >&2\n",
	"bin/vector":   "#!/bin/sh\ncat\n",
	"address":      "alice@example.com\n",
	"prod.log":     "login of dave@example.com\n",
	"bin/man":      "#!/bin/sh\ncat\n",
	"scrim.toml":   "[[source]]\ntype = \"stdin\"\n[[sink]]\ntype = \"stdout\"\n[[test]]\nname = \"mail\"\ninput = \"login of alice@example.com\"\nmasked = [\"email\"]\n",
}

// TestExamples runs every example of the help in a shell: it succeeds, and no
// output holds an address.
func TestExamples(t *testing.T) {
	for _, cmd := range everyCommand(wholeTree()) {
		for _, e := range examplesOf(cmd) {
			t.Run(e.command, func(t *testing.T) { runExample(t, e, mayFind(cmd)) })
		}
	}
}

// mayFind tells verbs that end with 1 when they did their work and found
// something.
func mayFind(cmd *cobra.Command) bool {
	return cmd.HasParent() && slices.ContainsFunc(statusesOf(cmd), func(s exitStatus) bool { return s.what == "findings" })
}

func runExample(t *testing.T, e example, mayFind bool) {
	dir := stage(t)
	sh := exec.Command("sh", "-c", e.command)
	sh.Dir = dir
	sh.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	said, err := sh.CombinedOutput()
	if found := sh.ProcessState != nil && sh.ProcessState.ExitCode() == 1; err != nil && !(mayFind && found) {
		t.Fatalf("%v: %s", err, said)
	}
	if strings.Contains(string(said), "@example.com") {
		t.Errorf("not masked: %s", said)
	}
	for _, name := range []string{"share.log", "out.log.zst", "clean/a/b.log"} {
		if strings.Contains(e.command, strings.SplitN(name, "/", 2)[0]) {
			wantMasked(t, dir, name)
		}
	}
}

// wantMasked reads a file with scrim itself, which finds nothing more in it.
func wantMasked(t *testing.T, dir, name string) {
	t.Helper()
	cat := exec.Command("scrim", "--summary", name)
	cat.Dir = dir
	said, err := cat.CombinedOutput()
	if err != nil || !strings.Contains(string(said), "FILTERED_EMAIL") || !strings.Contains(string(said), "(masked)         0") {
		t.Errorf("%s: %v: %s", name, err, said)
	}
}

func stage(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("the examples are lines for a POSIX shell")
	}
	dir := t.TempDir()
	for name, text := range stages {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	zip := exec.Command("gzip", "prod.log")
	zip.Dir = dir
	if err := zip.Run(); err != nil {
		t.Skip("no gzip here")
	}
	return dir
}
