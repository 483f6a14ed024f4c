package findings

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/setting"
)

func open(t testing.TB, path string) (pipeline.Sink, *pipeline.Link) {
	t.Helper()
	s := NewSettings().(*Settings)
	s.Path = setting.Path(path)
	if p := s.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
	sink, err := s.Open(pipeline.Environment{Name: "findings"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sink.Close() })
	return sink, pipeline.NewLink("findings", slog.New(slog.DiscardHandler))
}

var token = detectors.KindInfo{Name: "token", Severity: "critical", CWE: []int{532, 598}}

// secret stands in the record. Nothing of it may be in a finding.
const secret = "plainly-fake-secret"

func batch(o *pipeline.Origin, found ...pipeline.Finding) *pipeline.Batch {
	return &pipeline.Batch{
		Origin:   o,
		Records:  []pipeline.Record{{Value: []byte(secret), Position: 100}, {Key: []byte(secret), Value: []byte(secret), Position: 200}},
		Findings: found,
	}
}

// lines reads a file of JSON lines.
func lines(t *testing.T, path string) (all []map[string]any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte(secret)) {
		t.Errorf("a value got out: %s", b)
	}
	s := bufio.NewScanner(bytes.NewReader(b))
	for s.Scan() {
		var one map[string]any
		if err := json.Unmarshal(s.Bytes(), &one); err != nil {
			t.Fatalf("%v: %s", err, s.Bytes())
		}
		all = append(all, one)
	}
	return all
}

func TestFindings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "findings.jsonl")
	sink, link := open(t, path)
	if !sink.(pipeline.FindingsReader).ReadsFindings() {
		t.Error("no findings are asked for")
	}
	before := time.Now().Truncate(time.Millisecond)
	kafka := &pipeline.Origin{Source: "kafka", Topic: "django.raw", Partition: 3}
	inFile := &pipeline.Origin{Source: "file", Path: "/var/log/\"odd\"\n\xff/django.log"}
	stdin := &pipeline.Origin{Source: "stdin"}
	_, err := sink.Deliver(context.Background(), link, []*pipeline.Batch{
		batch(kafka,
			pipeline.Finding{Record: 0, At: 7, Length: 19, Kind: token, Place: detectors.PlaceHeader, Reason: detectors.MaskedKey},
			pipeline.Finding{Record: 1, Part: pipeline.PartKey, Length: 19, Kind: detectors.KindInfo{Name: "order-ref", Severity: "low"}, Reason: detectors.MaskedRule}),
		batch(kafka),
		batch(inFile, pipeline.Finding{Record: 1, Part: pipeline.PartHeader, At: 1, Kind: token, Place: detectors.PlaceCookie, Reason: detectors.MaskedKey}),
		batch(stdin, pipeline.Finding{Record: 1, Kind: token, Place: detectors.PlaceText, Reason: detectors.MaskedKey}),
	})
	if err != nil {
		t.Fatal(err)
	}
	got := lines(t, path)
	for _, one := range got {
		at, err := time.Parse(time.RFC3339, one["time"].(string))
		if err != nil || at.Before(before) || at.After(time.Now()) {
			t.Errorf("time %v, %v", one["time"], err)
		}
		delete(one, "time")
	}
	cwe := []any{"CWE-532", "CWE-598"}
	why := detectors.MaskedKey.String()
	want := []map[string]any{
		{"source": "kafka", "topic": "django.raw", "partition": 3.0, "offset": 100.0, "part": "value", "at": 7.0,
			"kind": "token", "place": "header", "reason": why, "severity": "critical", "cwe": cwe},
		{"source": "kafka", "topic": "django.raw", "partition": 3.0, "offset": 200.0, "part": "key", "at": 0.0,
			"kind": "order-ref", "place": "text", "reason": detectors.MaskedRule.String(), "severity": "low", "cwe": []any{}},
		{"source": "file", "path": "/var/log/\"odd\"\n\ufffd/django.log", "offset": 200.0, "part": "header", "at": 1.0,
			"kind": "token", "place": "cookie", "reason": why, "severity": "critical", "cwe": cwe},
		{"source": "stdin", "offset": 200.0, "part": "value", "at": 0.0,
			"kind": "token", "place": "text", "reason": why, "severity": "critical", "cwe": cwe},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestNothingFound: no file is made and nothing synced for batches without
// findings.
func TestNothingFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "findings.jsonl")
	sink, link := open(t, path)
	if _, err := sink.Deliver(context.Background(), link, []*pipeline.Batch{batch(&pipeline.Origin{})}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("there is a file")
	}
}

// TestReopensAndChecks: it is a file sink in all other respects.
func TestReopensAndChecks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "findings.jsonl")
	sink, link := open(t, path)
	one := batch(&pipeline.Origin{Source: "stdin"}, pipeline.Finding{Kind: token})
	deliver := func() {
		t.Helper()
		if _, err := sink.Deliver(context.Background(), link, []*pipeline.Batch{one}); err != nil {
			t.Fatal(err)
		}
	}
	deliver()
	if err := os.Rename(path, path+".1"); err != nil {
		t.Fatal(err)
	}
	if err := sink.(pipeline.Reopener).Reopen(); err != nil {
		t.Fatal(err)
	}
	deliver()
	if len(lines(t, path)) != 1 || len(lines(t, path+".1")) != 1 {
		t.Error("the findings are not one in each file")
	}
	if err := sink.(pipeline.Checker).Check(context.Background()); err != nil {
		t.Error(err)
	}
	bad := &Settings{Path: "x", Fsync: "often"}
	if len(bad.Problems()) == 0 {
		t.Error("no problems")
	}
}

func TestEncodingAllocatesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates")
	}
	e := newEncoder()
	b := batch(&pipeline.Origin{Source: "kafka", Topic: "django.raw"}, pipeline.Finding{Kind: token, Reason: detectors.MaskedKey})
	dst := make([]byte, 0, 1024)
	now := time.Now()
	if n := testing.AllocsPerRun(100, func() {
		e.at(now)
		e.Append(dst, b, 0)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestTextsAreForgotten: paths without end take no memory without end.
func TestTextsAreForgotten(t *testing.T) {
	q := quoted{}
	for i := range maxQuoted + 10 {
		text := strings.Repeat("x", i%100) + string(rune('a'+i%26)) + time.Unix(int64(i), 0).String()
		if got := string(q.append(nil, text)); got != `"`+text+`"` {
			t.Fatal(got)
		}
	}
	if len(q) > maxQuoted {
		t.Errorf("%d texts are remembered", len(q))
	}
}

func BenchmarkDeliver(b *testing.B) {
	sink, link := open(b, filepath.Join(b.TempDir(), "findings.jsonl"))
	found := make([]pipeline.Finding, 3500) // one in every record of a batch of 1 MiB
	for i := range found {
		found[i] = pipeline.Finding{At: 17, Kind: token, Place: detectors.PlaceHeader, Reason: detectors.MaskedKey}
	}
	one := []*pipeline.Batch{batch(&pipeline.Origin{Source: "kafka", Topic: "django.raw"}, found...)}
	b.ReportAllocs()
	b.SetBytes(1 << 20)
	for b.Loop() {
		if _, err := sink.Deliver(context.Background(), link, one); err != nil {
			b.Fatal(err)
		}
	}
}
