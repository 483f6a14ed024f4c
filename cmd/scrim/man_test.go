package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPages: there is a page for each command, it names all others, and what
// writes them to a folder writes the same.
func TestPages(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "man", "man1")
	root := wholeTree()
	if err := writeAllPages(root, dir, nil); err != nil {
		t.Fatal(err)
	}
	all := everyCommand(root)
	for _, cmd := range all {
		written, err := os.ReadFile(filepath.Join(dir, pageName(cmd)+".1"))
		if err != nil {
			t.Fatal(err)
		}
		if page := manPage(cmd); !bytes.Equal(written, page) {
			t.Errorf("%s.1 is another page than that of %s", pageName(cmd), cmd.CommandPath())
		}
		for _, other := range all {
			named := bytes.Contains(written, []byte(".BR "+roff(pageName(other))+" (1)"))
			if named != (other != cmd) {
				t.Errorf("%s.1 names %s(1): %v", pageName(cmd), pageName(other), named)
			}
		}
		for _, s := range statusesOf(cmd) {
			if !bytes.Contains(written, []byte("\n.B "+s.code+"\n")) {
				t.Errorf("%s.1 does not tell of status %s", pageName(cmd), s.code)
			}
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(all) {
		t.Errorf("%d pages of %d commands: %v", len(entries), len(all), err)
	}
}

// TestPagesAreClean lets the programs that format pages say what they do not
// like.
func TestPagesAreClean(t *testing.T) {
	for _, lint := range [][]string{{"mandoc", "-Tlint", "-Wwarning"}, {"groff", "-man", "-ww", "-z", "-Tutf8"}} {
		t.Run(lint[0], func(t *testing.T) {
			if _, err := exec.LookPath(lint[0]); err != nil {
				t.Skip("no " + lint[0] + " here")
			}
			for _, cmd := range everyCommand(wholeTree()) {
				said := fed(manPage(cmd), lint...)
				// A test program does not know its commit's day.
				said = slices.DeleteFunc(said, func(line string) bool { return strings.Contains(line, "missing date") })
				if len(said) > 0 {
					t.Errorf("%s:\n%s", pageName(cmd), strings.Join(said, "\n"))
				}
			}
		})
	}
}

// TestPagesShowCommandsAsTyped formats what shells read and typographers
// replace: quotes, hyphens, carets, backslashes.
func TestPagesShowCommandsAsTyped(t *testing.T) {
	if _, err := exec.LookPath("groff"); err != nil {
		t.Skip("no groff here")
	}
	const typed = `--label '<{kind}>' "a" ~/b ^c ` + "`d`" + ` \e 'f' §`
	var page bytes.Buffer
	page.WriteString(".TH T 1\n.SH EXAMPLES\n")
	writeTagged(&page, typed, "it")
	writeText(&page, ".first\n\n  'second'")
	said := strings.Join(fed(page.Bytes(), "groff", "-man", "-Tutf8", "-P-cbou"), "\n")
	for _, want := range []string{typed, ".first", "  'second'"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s is not in\n%s", want, said)
		}
	}
}

// fed is what a program says that reads input, line by line.
func fed(input []byte, args ...string) []string {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin = bytes.NewReader(input)
	said, _ := cmd.CombinedOutput() // lint ends with a status of its own
	return strings.FieldsFunc(string(said), func(r rune) bool { return r == '\n' })
}
