package findings

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/logfile"
)

// textSource reads a text to its end.
type textSource struct{ text string }

func (s textSource) Run(ctx context.Context, lanes *pipeline.Lanes) error {
	lane := lanes.Open(pipeline.Opening{Origin: pipeline.Origin{Path: "/var/log/raw.log"}, Ack: func(pipeline.Mark) {}})
	text, r := lane.Text(0), strings.NewReader(s.text)
	for {
		_, err := text.Read(ctx, r)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if err := text.End(ctx); err != nil {
		return err
	}
	return lane.Drain(ctx)
}

// TestBehindThePipeline: the file holds what the filter would write, and every
// finding tells where the value stands in the raw log.
func TestBehindThePipeline(t *testing.T) {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const value = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	var raw strings.Builder
	for i := range 20000 {
		if i%7 == 0 {
			fmt.Fprintf(&raw, "request %d token=%s status=200\n", i, value)
		} else {
			fmt.Fprintf(&raw, "request %d, nothing to see %s\n", i, strings.Repeat(".", i%300))
		}
	}
	raw.WriteString(strings.Repeat("a long line ", 100<<10) + "token=" + value + " end\nand a last one\n")

	folder := t.TempDir()
	clean, found := filepath.Join(folder, "clean.log"), filepath.Join(folder, "findings.jsonl")
	files, list := logfile.NewSettings().(*logfile.Settings), NewSettings().(*Settings)
	files.Path, list.Path = setting.Path(clean), setting.Path(found)
	var sinks []pipeline.Named[pipeline.Sink]
	for name, s := range map[string]pipeline.SinkSettings{"file": files, "findings": list} {
		sink, err := s.Open(pipeline.Environment{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		sinks = append(sinks, pipeline.Named[pipeline.Sink]{Name: name, It: sink})
	}
	err = pipeline.New(pipeline.Settings{
		Engines: pipeline.Engines{Text: engine, Keys: engine},
		Sources: []pipeline.Named[pipeline.Source]{{Name: "text", It: textSource{raw.String()}}},
		Sinks:   sinks,
		Log:     slog.New(slog.DiscardHandler),
	}).Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}

	var want bytes.Buffer
	if _, err := pipeline.Redact(context.Background(), engine, &want, strings.NewReader(raw.String()), pipeline.Options{}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(clean)
	if err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("the file holds %d bytes, want %d; %v", len(got), want.Len(), err)
	}
	b, err := os.ReadFile(found)
	if err != nil || bytes.Contains(b, []byte(value)) {
		t.Errorf("findings: %v, or the value is in them", err)
	}
	all := lines(t, found)
	if n := strings.Count(raw.String(), value); len(all) != n {
		t.Errorf("%d findings, want %d", len(all), n)
	}
	for _, one := range all {
		at := int(one["offset"].(float64) + one["at"].(float64))
		if one["kind"] != "token" || one["path"] != "/var/log/raw.log" || !strings.HasPrefix(raw.String()[at:], value) {
			t.Fatalf("there is no value at %v", one)
		}
	}
}
