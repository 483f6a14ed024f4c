package json

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/detectors"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/example"
)

var update = flag.Bool("update", false, "write what is in testdata anew")

// format is what both formats do.
type format interface {
	Add(*leaks.Leak) error
	End(*leaks.Summary) error
}

func written(t testing.TB, f format, s *leaks.Summary, all ...leaks.Leak) {
	t.Helper()
	for i := range all {
		if err := f.Add(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.End(s); err != nil {
		t.Fatal(err)
	}
}

// TestALineIsAFinding, with its members in their order, and without those that are
// not known.
func TestALineIsAFinding(t *testing.T) {
	var b bytes.Buffer
	accepted := example.Leak("app.log", 2)
	accepted.Accepted = true
	written(t, NewLines(&b, "ab12"), &leaks.Summary{}, example.Leak("app.log", 0), accepted, example.Leak("app.log", 1))
	const want = `{"file":"app.log","line":1,"column":17,"kind":"token","place":"header","cwe":["CWE-522","CWE-532"],"severity":"critical",` +
		`"fingerprint":"0000000000000000000000ab","key_id":"ab12","endpoint":"GET /reset/{token}/","logger":"django.request","time":"2026-11-22T13:45:00.123Z"}
{"file":"app.log","line":2,"column":17,"kind":"email","place":"query","cwe":["CWE-213","CWE-359","CWE-532","CWE-598"],"severity":"high",` +
		`"fingerprint":"0000010000000000000000ab","key_id":"ab12"}
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// TestAKeyForOneRunHasNoID: its fingerprints cannot be compared with others.
func TestAKeyForOneRunHasNoID(t *testing.T) {
	var b bytes.Buffer
	written(t, NewLines(&b, ""), &leaks.Summary{}, example.Leak("app.log", 0))
	if strings.Contains(b.String(), "key_id") {
		t.Error(b.String())
	}
}

// TestNothingFound is no line, and an object nonetheless.
func TestNothingFound(t *testing.T) {
	var lines, object bytes.Buffer
	written(t, NewLines(&lines, "ab12"), example.Clean("app.log"))
	written(t, New(&object, "ab12"), example.Clean("app.log"))
	if lines.Len() > 0 {
		t.Error(lines.String())
	}
	if got := parsed(t, object.Bytes()); len(got.Findings) != 0 || got.Summary.Lines != 4000 || len(got.Evidence.Inputs) != 1 {
		t.Errorf("%+v", got)
	}
	if strings.Contains(object.String(), "null") {
		t.Error("an empty list is no list: " + object.String())
	}
}

// read is what programs read.
type read struct {
	Findings []finding
	Summary  Summary
	Evidence struct {
		Version string
		Inputs  []struct{ Name, SHA256 string }
	}
}

type finding struct {
	File, Kind, Place, Severity, Fingerprint, Endpoint, Logger, Time string
	Line, Column                                                     int64
	CWE                                                              []string
}

func parsed(t testing.TB, b []byte) (r read) {
	t.Helper()
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return r
}

// TestTheNamesAreKept: all members of an object, which are a contract.
func TestTheNamesAreKept(t *testing.T) {
	const golden = "testdata/report.json"
	var b, indented bytes.Buffer
	written(t, New(&b, "ab12"), example.Summary("logs/app.log", "/var/log/worker.log"), example.Leak("logs/app.log", 0), example.Leak("/var/log/worker.log", 1))
	if err := json.Indent(&indented, b.Bytes(), "", "  "); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, indented.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), indented.String()); diff != "" {
		t.Error(diff)
	}
}

// TestTextsAreJSON: any text is written as package encoding/json reads its own.
func TestTextsAreJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.SampledFrom(example.HostileNames), rapid.String(),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		).Draw(t, "text")
		quoted := appendText([]byte("before"), text)
		if !bytes.Equal(quoted, appendText([]byte("before"), []byte(text))) {
			t.Fatal("bytes and strings differ")
		}
		quoted = quoted[len("before"):]
		byStandard, _ := json.Marshal(text)
		var got, want string
		if err := json.Unmarshal(quoted, &got); err != nil {
			t.Fatalf("%v: %s", err, quoted)
		}
		if err := json.Unmarshal(byStandard, &want); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Fatalf("%s is %q and not %q", quoted, got, want)
		}
		if bytes.ContainsAny(quoted, "\n\r\x00\x1b\x7f\u0085\u2028\u2029") {
			t.Fatalf("%s holds what ends a line", quoted)
		}
	})
}

// TestReportsAreJSON: whatever files, kinds, endpoints and loggers are called, a
// line is a finding, and the object holds the same findings.
func TestReportsAreJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.SampledFrom(example.HostileNames), rapid.String())
		var all []leaks.Leak
		for n := range rapid.IntRange(0, 5).Draw(t, "findings") {
			l := example.Leak(text.Draw(t, "file"), n)
			l.Kind, l.Endpoint, l.Logger = text.Draw(t, "kind"), []byte(text.Draw(t, "endpoint")), []byte(text.Draw(t, "logger"))
			l.Time, l.Accepted = rapid.Int64().Draw(t, "time"), rapid.Bool().Draw(t, "accepted")
			all = append(all, l)
		}
		var lines, object bytes.Buffer
		ofLines, ofObject := NewLines(&lines, text.Draw(t, "key")), New(&object, "ab12")
		for i := range all {
			ofLines.Add(&all[i])
			ofObject.Add(&all[i])
		}
		s := example.Summary(text.Draw(t, "first"), text.Draw(t, "second"))
		ofLines.End(s)
		ofObject.End(s)
		var got []finding
		for line := range strings.Lines(lines.String()) {
			var f finding
			if err := json.Unmarshal([]byte(line), &f); err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			got = append(got, f)
		}
		var whole read
		if err := json.Unmarshal(object.Bytes(), &whole); err != nil {
			t.Fatalf("%v: %s", err, object.Bytes())
		}
		reported := 0
		for i := range all {
			if all[i].Accepted {
				continue
			}
			if f := got[reported]; f.File != string([]rune(all[i].File)) || f.Line != all[i].Line || f.Fingerprint != all[i].Fingerprint.String() {
				t.Fatalf("%+v is not %+v", f, all[i])
			}
			reported++
		}
		if len(got) != reported || len(whole.Findings) != reported {
			t.Fatalf("%d lines and %d findings of %d", len(got), len(whole.Findings), reported)
		}
		if reported > 0 && !cmp.Equal(whole.Findings, got) {
			t.Fatal(cmp.Diff(whole.Findings, got))
		}
	})
}

// TestAFindingAllocatesNothing, however many there are.
func TestAFindingAllocatesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates")
	}
	for name, f := range map[string]format{"jsonl": NewLines(io.Discard, "ab12"), "json": New(io.Discard, "ab12")} {
		l := example.Leak("logs/\xff\"odd\u2028\".log", 0)
		if n := testing.AllocsPerRun(10_000, func() { f.Add(&l) }); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

type fullDisk struct{}

var errFull = errors.New("no space left")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

// TestAFullDiskIsAnError at the latest at the end, and for many findings before.
func TestAFullDiskIsAnError(t *testing.T) {
	for name, f := range map[string]format{"jsonl": NewLines(fullDisk{}, "ab12"), "json": New(fullDisk{}, "ab12")} {
		l := example.Leak("app.log", 0)
		var err error
		for n := 0; n < 10_000 && err == nil; n++ {
			err = f.Add(&l)
		}
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := New(fullDisk{}, "ab12").End(&leaks.Summary{}); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

func BenchmarkAdd(b *testing.B) {
	l := example.Leak("/var/log/django/app.log", 0)
	l.Severity = detectors.SeverityCritical
	f := NewLines(io.Discard, "ab12")
	b.ReportAllocs()
	b.SetBytes(int64(len(appendFinding(nil, &l, "ab12"))))
	for b.Loop() {
		f.Add(&l)
	}
}
