package text

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/example"
)

var update = flag.Bool("update", false, "write what is in testdata anew")

func written(t testing.TB, s *leaks.Summary, colour bool) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, s, colour); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// troubled is a report with all that may be said of one.
func troubled() *leaks.Summary {
	s := example.Large()
	s.Withheld, s.Accepted, s.Evidence.More, s.Binary, s.MoreGroups, s.MoreFiles = 2, 1, 4000, 5, 6, 7
	s.Evidence.Ephemeral, s.Evidence.Outputs, s.Evidence.Config = true, s.Evidence.Inputs[:1], evidence.NoConfig
	s.Evidence.Inputs = append(s.Evidence.Inputs, evidence.File{Name: "cut.log.gz", Incomplete: true})
	s.Evidence.Dictionaries = []evidence.Dictionary{{Name: "customers", SHA256: "d1c7"}}
	s.Groups = append(s.Groups, s.Groups[0])
	s.Groups[2].File = "a file without\na total"
	return s
}

// TestPages are what people read.
func TestPages(t *testing.T) {
	for name, s := range map[string]*leaks.Summary{
		"found": example.Summary("logs/app.log", "/var/log/worker.log"), "clean": example.Clean("logs/app.log"), "troubled": troubled(),
	} {
		golden := "testdata/" + name + ".txt"
		got := written(t, s, false)
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

var colour = regexp.MustCompile("\x1b\\[[0-9]+m")

// TestColoursChangeNothingElse, and there are some.
func TestColoursChangeNothingElse(t *testing.T) {
	for _, s := range []*leaks.Summary{example.Summary("a", "b"), example.Clean("a"), troubled()} {
		coloured := written(t, s, true)
		if !strings.Contains(coloured, "\x1b[") {
			t.Error("no colours")
		}
		if diff := cmp.Diff(written(t, s, false), colour.ReplaceAllString(coloured, "")); diff != "" {
			t.Error(diff)
		}
	}
}

// TestNamesForgeNothing: whatever files, endpoints and loggers are called, the
// lines stay, and nothing reaches a terminal that it would not print.
func TestNamesForgeNothing(t *testing.T) {
	lines := strings.Count(written(t, example.Summary("a", "b"), false), "\n")
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(
			rapid.SampledFrom(example.HostileNames), rapid.String(),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		)
		s := example.Summary(name.Draw(t, "first")+"1", name.Draw(t, "second")+"2")
		s.Endpoints[0].Name, s.Loggers[0].Name = name.Draw(t, "endpoint"), name.Draw(t, "logger")
		s.Evidence.Version, s.Evidence.Flags = name.Draw(t, "version"), []string{name.Draw(t, "flag")}
		var b bytes.Buffer
		if err := Write(&b, s, false); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "\n"); n != lines {
			t.Fatalf("%d lines and not %d:\n%s", n, lines, b.String())
		}
		for _, r := range b.String() {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Fatalf("%U is written", r)
			}
		}
	})
}

type fullDisk struct{}

var errFull = errors.New("no space left")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsAnError(t *testing.T) {
	if err := Write(fullDisk{}, example.Summary("a", "b"), false); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

func BenchmarkWrite(b *testing.B) {
	s := example.Large()
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, s, false); err != nil {
			b.Fatal(err)
		}
	}
}
