package sarif

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/example"
)

// schema is that of the standard; formats such as uri are checked too.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(schemaURI, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(schemaURI)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var kinds = []detectors.KindInfo{{Name: "token", Summary: "a [bearer] {token}"}}

func written(t testing.TB, s *leaks.Summary) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, s, kinds); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func accepts(schema *jsonschema.Schema, log []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(log))
	if err != nil {
		return err
	}
	return schema.Validate(doc)
}

// read is a log as viewers read it.
type read struct {
	Runs []struct {
		Tool        tool
		Invocations []invocation
		Artifacts   []artifact
		Results     []result
		Taxonomies  []taxonomy
		Properties  struct {
			Findings int64
			Evidence about
		}
	}
}

func parsed(t testing.TB, b []byte) (r read) {
	t.Helper()
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Runs) != 1 {
		t.Fatalf("%d runs", len(r.Runs))
	}
	return r
}

func ephemeral(s *leaks.Summary) *leaks.Summary {
	s.Evidence.Ephemeral = true
	return s
}

func troubled(s *leaks.Summary) *leaks.Summary {
	s.Withheld, s.Accepted, s.Evidence.More, s.Binary = 2, 3, 4, 5
	s.Secrets[0].Kind = "a kind without a total"
	s.Secrets[0].Weaknesses = []int{1}
	s.Evidence.Inputs = append(s.Evidence.Inputs, s.Evidence.Inputs...)
	s.Evidence.Inputs[0].SHA256, s.Evidence.Inputs[0].Incomplete = "", true
	s.Evidence.Dictionaries = []evidence.Dictionary{{Name: "customers", SHA256: "d"}}
	s.Evidence.Version = "scrim (devel)"
	return s
}

// TestTheSchemaAccepts what is written, whatever was found.
func TestTheSchemaAccepts(t *testing.T) {
	schema := schema(t)
	for name, s := range map[string]*leaks.Summary{
		"two secrets": example.Summary("app.log", "/var/log/worker.log"), "nothing found": example.Clean("app.log"),
		"nothing read": {}, "more than is listed": example.Large(), "a key for one run": ephemeral(example.Summary("a", "b")),
		"troubles": troubled(example.Summary("a", "b")),
	} {
		if err := accepts(schema, written(t, s)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range example.HostileNames {
		if err := accepts(schema, written(t, example.Summary(name, name+"2"))); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// scanned is what a search finds in an input of each name, with a secret of its
// own in every line.
func scanned(t *testing.T, lines int, names ...string) *leaks.Summary {
	t.Helper()
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	search := leaks.NewSearch(engine, leaks.Options{Key: bytes.Repeat([]byte("a plainly fake key"), 2)})
	var files []evidence.File
	for _, name := range names {
		var text strings.Builder
		for n := range lines {
			fmt.Fprintf(&text, "GET /reset/?token=fake0token0%08d from user%d@example.com\n", n, n)
		}
		r, err := search.Input(context.Background(), name, strings.NewReader(text.String()), pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, evidence.File{Name: name, Bytes: r.BytesRead, Lines: r.Lines})
	}
	s := search.Summary()
	s.Evidence = evidence.Evidence{Version: "scrim v1.2.3", Inputs: files}
	return s
}

// TestTheSchemaAcceptsScans of files whose names break things, of one in which
// nothing is, and of one with more secrets than are listed.
func TestTheSchemaAcceptsScans(t *testing.T) {
	schema := schema(t)
	for name, c := range map[string]struct {
		s       *leaks.Summary
		results int
		notes   int
	}{
		"hostile names":       {scanned(t, 1, example.HostileNames...), 2 * len(example.HostileNames), 0},
		"nothing found":       {scanned(t, 0, "clean.log"), 0, 0},
		"more than is listed": {scanned(t, leaks.MaxSecrets, "app.log"), leaks.MaxSecrets, 1},
	} {
		b := written(t, c.s)
		if err := accepts(schema, b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		run := parsed(t, b).Runs[0]
		if len(run.Results) != c.results || len(run.Invocations[0].Notifications) != c.notes {
			t.Errorf("%s: %d results, notifications %+v", name, len(run.Results), run.Invocations[0].Notifications)
		}
	}
}

// TestTheSchemaRefusesMistakes: the check above can fail.
func TestTheSchemaRefusesMistakes(t *testing.T) {
	schema, good := schema(t), written(t, example.Summary("a b.log", "b.log"))
	for _, c := range []struct{ name, right, wrong string }{
		{"an address that is none", `"uri":"a%20b.log"`, `"uri":"a%2b%.log"`},
		{"an unknown property", `"ruleId":`, `"rule":`},
		{"a line 0", `"startLine":1`, `"startLine":0`},
		{"a level", `"level":"error"`, `"level":"critical"`},
	} {
		bad := bytes.Replace(good, []byte(c.right), []byte(c.wrong), 1)
		if bytes.Equal(bad, good) {
			t.Errorf("%s: there is no %s", c.name, c.right)
		} else if accepts(schema, bad) == nil {
			t.Errorf("%s: accepted", c.name)
		}
	}
}

// reference3986 are the characters of paths in RFC 3986, and what precedes them.
const reference3986 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:@/"

// TestNamesAreAddresses: any name, also one that is no text, becomes an address
// that leads back to it and that the schema accepts.
func TestNamesAreAddresses(t *testing.T) {
	schema := schema(t)
	rapid.Check(t, func(t *rapid.T) {
		name := string(rapid.SliceOf(rapid.Byte()).Draw(t, "name"))
		at := address(name)
		if bad := strings.Map(func(r rune) rune {
			if strings.ContainsRune(reference3986, r) {
				return -1
			}
			return r
		}, at.URI); bad != "" {
			t.Fatalf("%q became %s, which holds %q", name, at.URI, bad)
		}
		u, err := url.Parse(at.URI)
		if err != nil {
			t.Fatal(err)
		}
		want := path.Clean(name)
		if u.Path != want || (at.Base == "") != path.IsAbs(name) || u.IsAbs() != path.IsAbs(name) || u.RawQuery+u.Fragment+u.Host != "" {
			t.Fatalf("%q became %+v, which leads to %q", name, at, u.Path)
		}
		var b bytes.Buffer
		if err := Write(&b, example.Summary(name, "other"), nil); err != nil {
			t.Fatal(err)
		}
		if err := accepts(schema, b.Bytes()); err != nil {
			t.Fatal(err)
		}
	})
}

// TestResults are what viewers show: rule, level, place, count, identity.
func TestResults(t *testing.T) {
	run := parsed(t, written(t, example.Summary("logs/app.log", "/var/log/worker.log"))).Runs[0]
	if len(run.Results) != 2 || run.Properties.Findings != 1201 {
		t.Fatalf("%d results, %d findings", len(run.Results), run.Properties.Findings)
	}
	index := 0
	want := result{
		RuleID: "token", RuleIndex: 0, Level: "error",
		Message:      text{Text: "Leaked token in the header, 1200 times, here first (critical, byte 17 of the line)."},
		Locations:    []location{{physicalLocation{artifactLocation{"logs/app.log", "%SRCROOT%", &index}, line(1)}}},
		Occurrences:  1200,
		Fingerprints: map[string]string{"scrim/v1": "0000000000000000000000ab", "primaryLocationLineHash": "0000000000000000000000ab:1"},
		Taxa:         []reference{weakness(522), weakness(532)},
		Properties:   resultProperties{"critical", "header", 17},
	}
	if diff := cmp.Diff(want, run.Results[0]); diff != "" {
		t.Error(diff)
	}
	if at := run.Results[1].Locations[0].Physical.Artifact; at.URI != "file:///var/log/worker.log" || at.Base != "" {
		t.Errorf("an absolute path is %+v", at)
	}
	for _, r := range run.Results {
		for _, x := range r.Taxa {
			if got := run.Taxonomies[x.Component.Index].Taxa[x.Index].ID; got != x.ID {
				t.Errorf("%s refers to %s", x.ID, got)
			}
		}
		if got := run.Tool.Driver.Rules[r.RuleIndex].ID; got != r.RuleID {
			t.Errorf("%s refers to %s", r.RuleID, got)
		}
	}
	if got := run.Artifacts[0].Hashes["sha-256"]; len(got) != 64 {
		t.Errorf("the hash is %q", got)
	}
}

// TestRules say what viewers sort by.
func TestRules(t *testing.T) {
	d := parsed(t, written(t, example.Summary("a", "b"))).Runs[0].Tool.Driver
	if d.Version != "v1.2.3" || d.SemanticVersion != "1.2.3" {
		t.Errorf("version %q, %q", d.Version, d.SemanticVersion)
	}
	r := d.Rules[0]
	if r.ID != "token" || r.Properties.SecuritySeverity != "9.5" || !slices.Equal(r.Properties.Tags, []string{"security", "external/cwe/cwe-522", "external/cwe/cwe-532"}) {
		t.Errorf("%+v, %+v", r, r.Properties)
	}
	if !strings.Contains(r.Full.Text, `a \[bearer\] {{token}}`) {
		t.Errorf("what a message must not hold is not escaped: %s", r.Full.Text)
	}
}

// TestAFingerprintOfOneRunIsNoIdentity of a result: an upload would take it for a
// new one each time.
func TestAFingerprintOfOneRunIsNoIdentity(t *testing.T) {
	run := parsed(t, written(t, ephemeral(example.Summary("a", "b")))).Runs[0]
	if _, ok := run.Results[0].Fingerprints["primaryLocationLineHash"]; ok || !run.Properties.Evidence.Ephemeral {
		t.Errorf("%+v", run.Results[0].Fingerprints)
	}
}

// The limits of GitHub, which are the narrowest: results of a run that are shown,
// and bytes of an upload, which is compressed.
const (
	maxShown  = 5000
	maxUpload = 10 << 20
)

// TestViewersTakeALargeReport, and are told how much there is beyond it.
func TestViewersTakeALargeReport(t *testing.T) {
	b := written(t, example.Large())
	run := parsed(t, b).Runs[0]
	if len(run.Results) != maxShown {
		t.Errorf("%d results", len(run.Results))
	}
	notes := run.Invocations[0].Notifications
	if len(notes) != 1 || notes[0].Level != "warning" || !strings.Contains(notes[0].Message.Text, "401000 findings") || !strings.Contains(notes[0].Message.Text, "at least 123456 more") {
		t.Errorf("%+v", notes)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(b)
	z.Close()
	if packed.Len() > maxUpload/10 {
		t.Errorf("%d bytes, %d compressed", len(b), packed.Len())
	}
	t.Logf("%d bytes, %d compressed", len(b), packed.Len())
}

// TestWhatWasNotCheckedIsAFailure of the run.
func TestWhatWasNotCheckedIsAFailure(t *testing.T) {
	in := parsed(t, written(t, troubled(example.Summary("a", "b")))).Runs[0].Invocations[0]
	if in.Successful || len(in.Notifications) != 4 {
		t.Errorf("%+v", in)
	}
}

type fullDisk struct{}

var errFull = errors.New("no space left")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsAnError(t *testing.T) {
	if err := Write(fullDisk{}, example.Large(), nil); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

func BenchmarkWrite(b *testing.B) {
	s := example.Large()
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, s, kinds); err != nil {
			b.Fatal(err)
		}
	}
}
