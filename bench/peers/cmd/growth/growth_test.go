package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/bench/peers/measure"
)

func TestRewrapMovesOnlyLineEnds(t *testing.T) {
	text := []byte("GET /a 200\nPOST /some/long/path/without/any/blank 302\n\nan error of three words and more\n")
	words := func(b []byte) string { return strings.ReplaceAll(string(b), "\n", " ") }
	for _, n := range []int{1, 5, 12, 30, len(text), 1000} {
		got := rewrap(text, n)
		if words(got) != words(text) {
			t.Errorf("%d: got other words: %q", n, got)
		}
		for line := range bytes.Lines(got) {
			if len(line) > n && bytes.IndexByte(bytes.TrimRight(line, "\n "), ' ') >= 0 {
				t.Errorf("%d: a line of %d bytes could be shorter: %q", n, len(line), line)
			}
		}
		if n >= len(text) && bytes.Count(got, []byte("\n")) > 1 {
			t.Errorf("%d: got several lines of what fits into one: %q", n, got)
		}
	}
}

func TestRewrapFillsItsLines(t *testing.T) {
	text := bytes.Repeat([]byte("some words\n"), 1000)
	for _, n := range []int{100, 1000} {
		lines := bytes.Count(rewrap(text, n), []byte("\n"))
		if most := len(text)/(n-20) + 1; lines < len(text)/n || lines > most {
			t.Errorf("%d: got %d lines", n, lines)
		}
	}
}

func TestPlantLeavesJSONAlone(t *testing.T) {
	log := bytes.Repeat([]byte("{\"a\": 1}\nplain\n"), 500)
	got := plant(log, " for KAQ-1")
	if n := bytes.Count(got, []byte("plain for KAQ-1\n")); n != 10 {
		t.Errorf("planted %d times in 1000 lines", n)
	}
	if bytes.Contains(got, []byte("} for")) || bytes.Count(got, []byte("\n")) != 1000 {
		t.Error("a JSON line or the number of lines was changed")
	}
}

func TestOnlyKeepsWantedLines(t *testing.T) {
	text, wanted := []byte("a\nb\nc\nd\n"), []bool{true, false, true, true}
	if got := only(text, wanted, 100); string(got) != "a\nc\nd\n" {
		t.Errorf("got %q", got)
	}
	if got := only(text, wanted, 3); string(got) != "a\nc\n" {
		t.Errorf("got %q up to 3 bytes", got)
	}
}

func TestTermsAndRulesDiffer(t *testing.T) {
	words := customers(10_000)
	if n := len(slices.Compact(slices.Sorted(slices.Values(words)))); n != 10_000 {
		t.Errorf("%d different terms of 10,000", n)
	}
	if !slices.Equal(customers(100), words[:100]) {
		t.Error("fewer terms are other terms")
	}
	seen := map[string]bool{}
	for i := range rules[len(rules)-1] {
		seen[prefix(i)] = true
	}
	if len(seen) != rules[len(rules)-1] {
		t.Errorf("%d different prefixes of %d", len(seen), rules[len(rules)-1])
	}
}

func pointOf(total, start time.Duration, size int64) *point {
	return &point{label: "x", size: size, runs: []measure.Sample{{CPU: total, Peak: 14e6}}, starts: []measure.Sample{{CPU: start}}}
}

func TestCostIsWithoutTheStart(t *testing.T) {
	if got := pointOf(600*time.Millisecond, 100*time.Millisecond, 100*megabyte).cost(); got != 5 {
		t.Errorf("got %g ns per byte, want 5", got)
	}
	if got := pointOf(1, 2, 100).cost(); got != 0 {
		t.Errorf("got %g for a run shorter than the start", got)
	}
}

func TestTableComparesWithWhatIsWithout(t *testing.T) {
	s := &series{title: "Number of rules", head: "rules", reference: "no rule", without: pointOf(400*time.Millisecond, 0, 100*megabyte)}
	s.points = []*point{pointOf(600*time.Millisecond, 0, 100*megabyte)}
	got := newTable(s).Rows
	want := []row{{"no rule", "4.00", "1.00", "14", "0.000"}, {"x", "6.00", "1.50", "14", "0.000"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBytesText(t *testing.T) {
	for n, want := range map[int]string{100: "100 B", 1000: "1 kB", 10_000_000: "10 MB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

// TestAllPointsAreMeasured builds scrim and measures small logs with it.
func TestAllPointsAreMeasured(t *testing.T) {
	if testing.Short() {
		t.Skip("builds scrim")
	}
	root, bin := filepath.Join("..", "..", "..", ".."), t.TempDir()
	o := options{scrim: filepath.Join(bin, "scrim"), biglog: filepath.Join(bin, "biglog"), mb: 1, rounds: 1, results: bin}
	for path, pkg := range map[string]string{o.scrim: "./cmd/scrim", o.biglog: "./bench/cmd/biglog"} {
		if out, err := exec.Command("go", "-C", root, "build", "-o", path, pkg).CombinedOutput(); err != nil {
			t.Fatalf("cannot build %s: %v\n%s", pkg, err, out)
		}
	}
	var out strings.Builder
	if err := run(o, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| 100 B |", "| 1 MB |", "| 0 % |", "| 100 % |", "| no rule |", "| 1,000 |", "| 100,000 |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "| 10 MB |") {
		t.Error("logs of one megabyte have lines of ten")
	}
	if picture, err := os.ReadFile(filepath.Join(bin, "growth.svg")); err != nil || bytes.Count(picture, []byte("<polyline")) != 4 {
		t.Errorf("no picture of four lines: %v", err)
	}
}
