package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scrim/sinks/stdout"
)

//go:generate go test -count=1 -run ^TestReference$ -update .

var update = flag.Bool("update", false, "write the reference into the README instead of comparing it")

const readme = "../../README.md"

// The reference stands between these lines of the README.
const (
	referenceBegins = "<!-- written by make reference -->\n"
	referenceEnds   = "<!-- end of what make reference writes -->\n"
)

func wholeTree() *cobra.Command { return newRoot(newConsole(io.Discard), stdout.New(os.Stdout)) }

// everyCommand is cmd and all below it that the help tells of.
func everyCommand(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, verb := range verbsOf(cmd) {
		all = append(all, everyCommand(verb)...)
	}
	return all
}

// TestReference compares the reference of the README with the commands, or
// writes it.
func TestReference(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), referenceBegins)
	got, after, ends := strings.Cut(rest, referenceEnds)
	if !begins || !ends {
		t.Fatalf("%s lacks the lines\n%s%s", readme, referenceBegins, referenceEnds)
	}
	want := reference(wholeTree())
	switch {
	case got == want:
	case *update:
		if err := os.WriteFile(readme, []byte(before+referenceBegins+want+referenceEnds+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the reference of the README is not current: run make reference\n%s", firstDifference(got, want))
	}
}

// reference is a section for each command, and a table of the exit statuses.
func reference(root *cobra.Command) string {
	var b strings.Builder
	for _, cmd := range everyCommand(root) {
		fmt.Fprintf(&b, "%s\n```\n%s```\n\n", referenceTitle(cmd), helpOf(cmd))
	}
	b.WriteString("### Exit status\n\n| status | meaning |\n|--:|---|\n")
	for _, s := range statusesOf(root) {
		fmt.Fprintf(&b, "| %s | %s |\n", s.code, s.meaning(root))
	}
	b.WriteByte('\n')
	return b.String()
}

func referenceTitle(cmd *cobra.Command) string { return "### `" + cmd.CommandPath() + "`\n" }

func helpOf(cmd *cobra.Command) string {
	var b strings.Builder
	writeHelp(&b, cmd)
	return b.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("README:   %s\ncommands: %s", g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, should be %d", len(g), len(w))
}

// TestEveryFlagIsToldOf looks for each flag of each command in its help, in its
// page, in the README and in what the shells complete.
func TestEveryFlagIsToldOf(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, cmd := range everyCommand(wholeTree()) {
		_, section, found := strings.Cut(string(text), referenceTitle(cmd))
		if !found {
			t.Errorf("%s is not in the README", cmd.CommandPath())
		}
		section, _, _ = strings.Cut(section, "\n### ")
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			names := strings.TrimSpace(flagNames(f))
			for where, has := range map[string]bool{
				"the help":        strings.Contains(helpOf(cmd), names+" "),
				"the page":        bytes.Contains(manPage(cmd), []byte(".B "+roff(names)+"\n"+roff(f.Usage))),
				"the README":      strings.Contains(section, names+" ") && strings.Contains(section, f.Usage),
				"the completions": slices.Contains(completions(t, append(pathOf(cmd), "--"+f.Name)...).words, "--"+f.Name),
			} {
				if !has {
					t.Errorf("%s: %s is not in %s", cmd.CommandPath(), names, where)
				}
			}
		})
	}
}

// pathOf are the verbs of a command as arguments.
func pathOf(cmd *cobra.Command) []string { return strings.Fields(cmd.CommandPath())[1:] }

// TestCommandsSpeakAlike holds the voice of the help still.
func TestCommandsSpeakAlike(t *testing.T) {
	for _, cmd := range everyCommand(wholeTree()) {
		path := cmd.CommandPath()
		if cmd.Short == "" || cmd.Long == "" {
			t.Errorf("%s has no short or no long description", path)
		}
		wantPlain(t, path, cmd.Short)
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { wantPlain(t, path+" --"+f.Name, f.Usage) })
		for _, line := range strings.Split(helpOf(cmd), "\n") {
			if len(line) >= maxHelpLine {
				t.Errorf("%s: a line of the help has %d bytes: %s", path, len(line), line)
			}
		}
		for _, e := range examplesOf(cmd) {
			if e.what == "" {
				t.Errorf("%s: the example %q does not say what it is for", path, e.command)
			}
		}
	}
}

// maxHelpLine, in bytes, is what most terminals and the README show without
// breaking it.
const maxHelpLine = 100

func wantPlain(t *testing.T, of, text string) {
	t.Helper()
	switch first := []rune(text + " ")[0]; {
	case text == "":
		t.Errorf("%s is not described", of)
	case unicode.IsUpper(first) || strings.HasSuffix(text, "."):
		t.Errorf("%s: %q is written like a sentence", of, text)
	}
}

// TestExitStatuses: a verb has the statuses of the contract that are its own.
func TestExitStatuses(t *testing.T) {
	root := wholeTree()
	for _, name := range []string{"scan", "audit", "test"} {
		if verb, _, err := root.Find([]string{name}); err == nil && verb != root {
			continue
		}
		later := &cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}}
		later.Flags().StringP("config", "c", "", "")
		root.AddCommand(later)
	}
	for path, want := range map[string]string{
		"":           "0 1 2 64 78 129, 130, 143",
		"scan":       "0 1 2 64 78",
		"audit":      "0 1 2 64 78",
		"test":       "0 1 2 64 78",
		"explain":    "0 2 64 78",
		"run":        "0 2 64 78",
		"man":        "0 2 64",
		"completion": "0 2 64",
		"version":    "0 2 64",
	} {
		cmd, err := find(root, strings.Fields(path))
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, s := range statusesOf(cmd) {
			codes = append(codes, s.code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("scrim %s: exit statuses %s, want %s", path, got, want)
		}
	}
}
