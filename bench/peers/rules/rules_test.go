package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sequentially replaces the matches of one pattern after the other.
func sequentially(t *testing.T, patterns []string, line string) string {
	t.Helper()
	for _, p := range patterns {
		line = regexp.MustCompile(p).ReplaceAllString(line, Mask)
	}
	return line
}

func read(t *testing.T, path ...string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// TestPatternsAreThoseOfTheFile: ripgrep and sed are compared with engines that
// have the same to do.
func TestPatternsAreThoseOfTheFile(t *testing.T) {
	file := read(t, "..", "..", "patterns.txt")
	changed := 0
	for _, line := range read(t, "..", "..", "testdata", "django-sample.log") {
		want, got := sequentially(t, file, line), sequentially(t, Patterns, line)
		if got != want {
			t.Errorf("got\n\t%s\nwant\n\t%s", got, want)
		}
		if got != line {
			changed++
		}
	}
	if changed < 15 {
		t.Errorf("only %d lines of the sample were changed", changed)
	}
}

func TestEachPatternMasksItsForm(t *testing.T) {
	forms := []string{
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2FtcGxlLXNpZ25hdHVyZQ",
		"Bearer sample-token-of-nobody",
		`"Authorization": "Basic c2FtcGxlOnNhbXBsZQ=="`,
		"?api_key=sample0key",
		"ana.ruiz@example.com",
		"ana.ruiz%40example.com",
		"+442079460123",
		"+44 20 7946 0123",
		"(212) 555-0123",
	}
	if len(forms) != len(Patterns) {
		t.Fatalf("%d forms for %d patterns", len(forms), len(Patterns))
	}
	for i, form := range forms {
		line := "GET /x " + form + " end"
		got := sequentially(t, Patterns[i:i+1], line)
		if !strings.Contains(got, Mask) || !strings.HasPrefix(got, "GET /x") || !strings.HasSuffix(got, " end") {
			t.Errorf("pattern %d makes %q of %q", i, got, line)
		}
	}
}

func TestPatternsLeaveHarmlessText(t *testing.T) {
	for _, line := range []string{
		"INFO auth Bearer of bad news",
		"GET /static/img/logo.2x.png 200 48211",
		"2026-11-02 06:26:20,014 author=token_type&page=2",
	} {
		if got := sequentially(t, Patterns, line); got != line {
			t.Errorf("%q became %q", line, got)
		}
	}
}

func TestAlternationMasksWhatThePatternsDo(t *testing.T) {
	all := regexp.MustCompile(Alternation())
	line := "a=ana@example.com b=+442079460123"
	if got, want := all.ReplaceAllString(line, Mask), sequentially(t, Patterns, line); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
