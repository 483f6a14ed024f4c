package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"scrim/bench/peers/chart"
	"scrim/bench/peers/measure"
	"scrim/bench/peers/rules"
)

func writeLog(t *testing.T, text string) logFile {
	t.Helper()
	path := filepath.Join(t.TempDir(), "app.log")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	log, err := count(path, true)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func TestBeginningIsWholeLines(t *testing.T) {
	line := strings.Repeat("x", 699_999) + "\n"
	log := writeLog(t, line+line+line+line)
	for mb, want := range map[int64]int64{1: 2, 2: 3, 3: 4, 9: 4} {
		part, err := beginning(log, mb, t.TempDir())
		if err != nil || part.lines != want || part.size != want*700_000 {
			t.Errorf("%d MB: got %d lines, %d bytes, %v, want %d lines", mb, part.lines, part.size, err, want)
		}
	}
}

func TestBeginningOfALogWithoutLineEnds(t *testing.T) {
	log := writeLog(t, strings.Repeat("x", 2*megabyte))
	if part, err := beginning(log, 1, t.TempDir()); err != nil || part.size != log.size {
		t.Errorf("got %d bytes, %v", part.size, err)
	}
}

func TestLogsThatCannotBeCompared(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "gzip": "\x1f\x8b\x08\x00", "zstd": "\x28\xb5\x2f\xfd\x00"} {
		path := filepath.Join(t.TempDir(), "app.log")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := count(path, true); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestPortion(t *testing.T) {
	for _, c := range []struct {
		size        int64
		took, limit time.Duration
		want        int64
	}{
		{megabyte, 200 * time.Millisecond, 6 * time.Second, 30},
		{megabyte, 10 * time.Second, 6 * time.Second, 1},
		{megabyte / 2, 500 * time.Millisecond, 6 * time.Second, 6},
	} {
		if got := portion(c.size, c.took, c.limit); got != c.want {
			t.Errorf("%d bytes in %v: got %d MB, want %d", c.size, c.took, got, c.want)
		}
	}
	if portion(megabyte, 0, time.Second) < 1000 {
		t.Error("a tool that takes no time does not get all of the log")
	}
}

func shell(t *testing.T, script string) *tool {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell here")
	}
	return &tool{name: script, version: func() string { return "" }, argv: []string{"sh", "-c", script}}
}

func TestToolsThatLoseLinesOrFailAreLeftOut(t *testing.T) {
	log := writeLog(t, "one\ntwo\nthree\n")
	tools := []*tool{shell(t, "cat"), shell(t, "head -n 2"), shell(t, "cat >/dev/null; exit 3"), shell(t, "cat; exit 1")}
	good, err := ready(tools, log, time.Second, t.TempDir())
	if err != nil || len(good) != 2 || good[0] != tools[0] || good[1] != tools[3] {
		t.Errorf("got %d tools, %v", len(good), err)
	}
	broken := shell(t, "head -n 1")
	broken.name = scrimName
	if _, err := ready([]*tool{broken}, log, time.Second, t.TempDir()); err == nil {
		t.Error("scrim may lose lines")
	}
}

func TestEachRoundMeasuresAll(t *testing.T) {
	a, b := shell(t, "cat"), shell(t, "cat; cat")
	a.log = writeLog(t, "one\n")
	b.log = a.log
	if err := measureAll([]*tool{a, b}, 3); err != nil || len(a.runs) != 3 || len(b.runs) != 3 {
		t.Errorf("got %d and %d runs, %v", len(a.runs), len(b.runs), err)
	}
}

// TestSedScriptIsTheRules compares the script with the patterns that the other
// engines get.
func TestSedScriptIsTheRules(t *testing.T) {
	sample, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "django-sample.log"))
	if err != nil {
		t.Fatal(err)
	}
	sed := exec.Command("sed", "-E", "-f", filepath.Join("..", "..", "patterns.sed"))
	sed.Env = append(os.Environ(), "LC_ALL=C")
	sed.Stdin = strings.NewReader(string(sample))
	got, err := sed.Output()
	if err != nil {
		t.Skip("no GNU sed here")
	}
	want := strings.Split(string(sample), "\n")
	for i := range want {
		for _, p := range rules.Patterns {
			want[i] = regexp.MustCompile(p).ReplaceAllString(want[i], rules.Mask)
		}
	}
	for i, line := range strings.Split(string(got), "\n") {
		if line != want[i] {
			t.Errorf("got\n\t%s\nwant\n\t%s", line, want[i])
		}
	}
}

func TestScoresOfToolsThatFailedAreNone(t *testing.T) {
	scores, err := readScores([]byte(`{
		"scrim": {"values": 75056, "masked": 75053, "lines": 171944, "over_lines": 1, "rewritten": 9},
		"sed": {"error": "exit status 4"}}`))
	if err != nil || len(scores) != 1 {
		t.Fatalf("got %v, %v", scores, err)
	}
	s := scores["scrim"]
	if got, want := s.recall()+", "+s.over(), "99.996 %, 0.001 %"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := readScores([]byte("Traceback")); err == nil {
		t.Error("what is no JSON is no error")
	}
}

func TestPercent(t *testing.T) {
	for want, c := range map[string][2]int64{"0.0 %": {0, 9}, "100.0 %": {9, 9}, "32.3 %": {323, 1000}, "99.99 %": {9999, 10000}, "0.01 %": {1, 10000}} {
		if got := percent(c[0], c[1], 1); got != want {
			t.Errorf("%v: got %q, want %q", c, got, want)
		}
	}
}

func TestVersionsAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"ripgrep 13.0.0\n-SIMD -AVX": "13.0.0", "sed (GNU sed) 4.9\n": "4.9", "cat (GNU coreutils) 9.1\n": "9.1", "no version": "",
	} {
		if got := number.FindString(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	// The test itself is a binary made of modules.
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if got := moduleVersion(self, ""); !strings.Contains(got, ".") {
		t.Errorf("the test was built by Go %q", got)
	}
	if got := moduleVersion(self, "example.com/none"); got != "" {
		t.Errorf("a module that is not there has the version %q", got)
	}
}

func given() (options, logFile, []*tool, map[string]score) {
	log := logFile{path: "made.log", size: 100 * megabyte, lines: 1000}
	runs := func(seconds float64, peak int64) []measure.Sample {
		return []measure.Sample{{CPU: time.Duration(seconds * float64(time.Second)), Peak: peak}}
	}
	version := func() string { return "1.2.3" }
	tools := []*tool{
		{name: scrimName, rules: ownRules, version: version, argv: []string{"scrim", "-j", "1"}, sort: chart.Ours, log: log, runs: runs(0.5, 13e6)},
		{name: "slow", rules: ourRules, version: func() string { return "" }, argv: []string{"slow", "a b"}, log: logFile{size: 10 * megabyte}, runs: runs(5, 0)},
		{name: "cat", version: version, argv: []string{"cat"}, sort: chart.Limit, log: log, runs: runs(0.01, 1.9e6)},
	}
	scores := map[string]score{scrimName: {Values: 200, Masked: 199, Lines: 1000, OverLines: 2}}
	return options{mb: 100, rounds: 5, seed: "7", requests: 1200}, log, tools, scores
}

func TestTable(t *testing.T) {
	dir := t.TempDir()
	var out strings.Builder
	if err := write(newReport(given()), dir, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\n| cat | 1.2.3 | 100 | 10,000 | 50.0 | 1.9 | – | – |\n| **scrim** | 1.2.3 | 100 | 200 | 1.00 | 13 | 99.5 % | 0.20 % |\n| slow | – | 10 | 2.00 | 0.0100 | – | – | – |\n",
		"`make bench-peers MB=100 ROUNDS=5 PEERSEED=7 REQUESTS=1200`", "200 values in 1,000 lines", "slow 'a b'`",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	for _, name := range []string{"peers.md", "peers.svg"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTableWithoutRecall(t *testing.T) {
	o, log, tools, _ := given()
	o.log = "/somewhere/prod.log"
	r := newReport(o, log, tools, nil)
	if r.Rows[1].Recall != none || r.Rows[1].Over != none || !strings.Contains(r.Scored, "not measured") {
		t.Errorf("got %+v", r.Rows[1])
	}
	if want := "make bench-peers LOG=prod.log ROUNDS=5 PEERSEED=7 REQUESTS=1200"; r.Command != want {
		t.Errorf("got %q, want %q", r.Command, want)
	}
}

func TestChartHasTheFigures(t *testing.T) {
	b := newReport(given()).bars()
	if len(b.Rows) != 3 || b.Rows[0].Name != "cat" || b.Rows[1].Sort != chart.Ours || !near(b.Rows[1].Value, 200) {
		t.Errorf("got %+v", b.Rows)
	}
	for _, r := range b.Rows {
		if len(r.Cells) != len(b.Columns) {
			t.Errorf("%s has %d cells for %d columns", r.Name, len(r.Cells), len(b.Columns))
		}
	}
}

func near(a, b float64) bool { return a-b < 1e-6 && b-a < 1e-6 }

// TestComparesWhatIsThere builds scrim and compares it with what the system
// has; the peers that are not built are left out.
func TestComparesWhatIsThere(t *testing.T) {
	if testing.Short() {
		t.Skip("builds scrim")
	}
	t.Chdir(filepath.Join("..", "..", "..", ".."))
	bin := t.TempDir()
	o := options{
		scrim: filepath.Join(bin, "scrim"), biglog: filepath.Join(bin, "biglog"), filters: bin,
		mb: 2, rounds: 1, limit: time.Second, seed: "1", results: bin,
	}
	for path, pkg := range map[string]string{o.scrim: "./cmd/scrim", o.biglog: "./bench/cmd/biglog"} {
		if out, err := exec.Command("go", "build", "-o", path, pkg).CombinedOutput(); err != nil {
			t.Fatalf("cannot build %s: %v\n%s", pkg, err, out)
		}
	}
	var out strings.Builder
	if err := run(o, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "| **scrim** |") || strings.Contains(out.String(), "gitleaks") {
		t.Errorf("got\n%s", out.String())
	}
}
