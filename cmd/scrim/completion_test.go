package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"scrim/detectors"
)

// completed is what a shell is told.
type completed struct {
	words     []string
	directive cobra.ShellCompDirective
}

// completions asks as the scripts of the shells do; the last argument is what is
// being typed.
func completions(t *testing.T, args ...string) completed { return completionsOf(t, wholeTree(), args) }

func completionsOf(t *testing.T, root *cobra.Command, args []string) completed {
	t.Helper()
	var out bytes.Buffer
	root.SetOut(&out)
	root.SetErr(io.Discard)
	root.SetArgs(append([]string{"__complete"}, args...))
	if err := root.Execute(); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	number, err := strconv.Atoi(strings.TrimPrefix(lines[len(lines)-1], ":"))
	if err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	c := completed{directive: cobra.ShellCompDirective(number)}
	for _, line := range lines[:len(lines)-1] {
		word, _, _ := strings.Cut(line, "\t")
		c.words = append(c.words, word)
	}
	return c
}

const (
	noFiles = cobra.ShellCompDirectiveNoFileComp
	files   = cobra.ShellCompDirectiveDefault
	folders = cobra.ShellCompDirectiveFilterDirs
	suffix  = cobra.ShellCompDirectiveFilterFileExt
	goesOn  = noFiles | cobra.ShellCompDirectiveNoSpace
)

func TestCompletions(t *testing.T) {
	for _, c := range []struct {
		typed     string // the last word is being typed
		words     string
		directive cobra.ShellCompDirective
	}{
		{"--mask ", strings.Join(detectors.MaskNames(), " "), noFiles},
		{"--mask=s", "stars", noFiles},
		{"--progress a", "auto always", noFiles},
		{"--only pass", "password password_hash", goesOn},
		{"--only email,pass", "email,password email,password_hash", goesOn},
		{"--only email,em", "", goesOn},
		{"--only al", "all", goesOn},
		{"--skip al", "", goesOn},
		{"explain --skip ib", "iban", goesOn},
		{"token --kind ", strings.Join(detectors.KindNames(), " "), noFiles},
		{"token ", "", noFiles},
		{"scan --fail-on h", "high", noFiles},
		{"scan --format s", "sarif", noFiles},
		{"scan --baseline ", "", files},
		{"scan app", "", files},
		{"-c ", "toml", suffix},
		{"list --config ", "toml", suffix},
		{"--key-file ", "", files},
		{"-o ", "", files},
		{"man -o ", "", folders},
		{"--label ", "", noFiles},
		{"-j ", "", noFiles},
		{"app", "", files},
		{"-q app", "", files},
		{"app.log expl", "", files},
		{"expl", "explain", files},
		{"explain ", "", noFiles},
		{"list ", "", noFiles},
		{"validate ", "", noFiles},
		{"run ", "", noFiles},
		{"version ", "", noFiles},
		{"completion ", "bash fish powershell zsh", noFiles},
		{"completion bash ", "", noFiles},
		{"man vers", "version", noFiles},
		{"man version ", "", noFiles},
		{"help expl", "explain", noFiles},
	} {
		got := completions(t, strings.Split(c.typed, " ")...)
		if strings.Join(got.words, " ") != c.words || got.directive != c.directive {
			t.Errorf("scrim %s: %q and directive %d, want %q and %d", c.typed, got.words, got.directive, c.words, c.directive)
		}
	}
}

// TestNewVerbsComplete: a verb says nothing of completions and has them.
func TestNewVerbsComplete(t *testing.T) {
	root := &cobra.Command{Use: "scrim"}
	verb := &cobra.Command{Use: "scan [FILE|DIR ...]", Run: func(*cobra.Command, []string) {}}
	verb.Flags().Var(&choice{arg: "FORMAT", of: []string{"json", "text"}}, "format", "how to write it")
	verb.Flags().VarP(&text{new(string), "FILE"}, "config", "c", "read a configuration")
	root.AddCommand(verb)
	complete(root)
	for typed, want := range map[string]completed{
		"scan --format ":  {[]string{"json", "text"}, noFiles},
		"scan --format j": {[]string{"json"}, noFiles},
		"scan -c ":        {[]string{"toml"}, suffix},
		"scan ":           {nil, files},
	} {
		got := completionsOf(t, root, strings.Split(typed, " "))
		if !slices.Equal(got.words, want.words) || got.directive != want.directive {
			t.Errorf("scrim %s: %v, want %v", typed, got, want)
		}
	}
}

// completing is a folder with something to complete.
func completing(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"app.log", "scrim.toml", "logs/a.log"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// shellCases are what is typed, and what a shell offers in the folder of
// completing.
var shellCases = map[string]string{
	"scrim --mask s":               "stars",
	"scrim --only email,pho":       "email,phone",
	`scrim --only email\,phone,ca`: "email,phone,card",
	"scrim expl":                   "explain",
	"scrim ap":                     "app.log",
	"scrim list ap":                "",
	"scrim validate -c s":          "scrim.toml",
	"scrim --key-file ap":          "app.log",
}

// inShell runs a shell in a folder; what it prints are the words offered.
func inShell(t *testing.T, dir, shell string, args ...string) string {
	t.Helper()
	cmd := exec.Command(shell, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
	said, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", shell, err, said)
	}
	var words []string
	for line := range strings.Lines(string(said)) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		words = append(words, word)
	}
	// What a shell writes on the line is quoted, commas too.
	return strings.TrimSpace(strings.ReplaceAll(strings.Join(words, " "), `\`, ""))
}

// bashLibrary is where the package bash-completion is, which the script needs.
const bashLibrary = "/usr/share/bash-completion/bash_completion"

// bashCompletes does what bash does at a tab: it calls the function that the
// script has registered, and files are offered where that leaves them to bash.
const bashCompletes = `
. ` + bashLibrary + `
. <(scrim completion bash)
COMP_LINE=$1 COMP_POINT=${#1}
read -ra COMP_WORDS <<<"$1"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
files=default
# The script asks whether this is bash's own, which works at a tab only.
type() { if [ "$2" = compopt ]; then echo builtin; else builtin type "$@"; fi; }
compopt() { case "$*" in *'+o default'*) files= ;; esac; }
complete -p scrim | grep -q -- '-F __start_scrim' || exit 1
__start_scrim scrim "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
if [ ${#COMPREPLY[@]} -eq 0 ] && [ "$files" ]; then compgen -f -- "${COMP_WORDS[COMP_CWORD]}"; else printf '%s\n' "${COMPREPLY[@]}"; fi
exit 0
`

func TestBashCompletes(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash here")
	}
	if _, err := os.Stat(bashLibrary); err != nil {
		t.Skip("no bash-completion here")
	}
	dir := completing(t)
	for typed, want := range shellCases {
		if got := inShell(t, dir, "bash", "-c", bashCompletes, "bash", typed); got != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
}

func TestFishCompletes(t *testing.T) {
	if _, err := exec.LookPath("fish"); err != nil {
		t.Skip("no fish here")
	}
	dir := completing(t)
	for typed, want := range shellCases {
		got := inShell(t, dir, "fish", "-c", "scrim completion fish | source; complete -C '"+typed+"'")
		// With a second word that only has a stop more, fish adds no blank.
		if got = strings.TrimSuffix(got, " "+want+"."); got != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
}

// TestShellsTakeTheScripts lets each shell read its script without running it.
func TestShellsTakeTheScripts(t *testing.T) {
	for _, shell := range []string{"bash", "fish", "zsh"} {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip("no " + shell + " here")
			}
			script, err := exec.Command("scrim", "completion", shell).Output()
			if err != nil {
				t.Fatal(err)
			}
			check := exec.Command(shell, "-n", "/dev/stdin")
			check.Stdin = bytes.NewReader(script)
			if said, err := check.CombinedOutput(); err != nil || len(said) > 0 {
				t.Errorf("%v: %s", err, said)
			}
		})
	}
}
