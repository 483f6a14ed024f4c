package evidence_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/evidence"
	"scrim/pipeline/source"
)

const key = "a key that is made for tests only"

func newEngine(t *testing.T) *detectors.Engine {
	t.Helper()
	e, err := detectors.New(detectors.Options{Masks: map[string]detectors.Mask{
		"email": {Mode: detectors.MaskHash, Key: []byte(key), KeyID: "2026q4"},
		"token": {Mode: detectors.MaskTemplate, Template: "<{kind}:{hash}>", Key: []byte(key)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// opened is a file with that content, opened to be hashed.
func opened(t *testing.T, content string) *source.Source {
	t.Helper()
	path := filepath.Join(t.TempDir(), "app.log")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := source.OpenHashed(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestCollector follows two files through a run, one long enough to be read at
// several places at once.
func TestCollector(t *testing.T) {
	e := newEngine(t)
	c := evidence.NewCollector(evidence.Evidence{Version: "scrim v1", Keys: e.KeyIDs()}, e)
	for _, text := range []string{
		strings.Repeat("mail to alice@example.com, token=fake0token0fake0token0\n", 1<<15),
		"nothing to see\n",
	} {
		src := opened(t, text)
		r, err := pipeline.Redact(context.Background(), e, io.Discard, src, pipeline.Options{At: src.At(), Digest: src.Digest(), Prompt: src.Prompt()})
		if err != nil {
			t.Fatal(err)
		}
		c.Input(src, r, nil)
		in := c.Evidence().Inputs
		got := in[len(in)-1]
		sum := sha256.Sum256([]byte(text))
		if got.Name != src.Name || got.SHA256 != hex.EncodeToString(sum[:]) || got.Bytes != int64(len(text)) || got.Incomplete {
			t.Errorf("got %+v", got)
		}
		lines, mails := strings.Count(text, "\n"), strings.Count(text, "@")
		if got.Lines != int64(lines) || got.Kinds["email"] != int64(mails) || got.Kinds["token"] != int64(mails) {
			t.Errorf("got %d lines, %v; want %d lines, %d of each", got.Lines, got.Kinds, lines, mails)
		}
	}
	want := []string{"2026q4", detectors.KeyID([]byte(key))}
	if got := c.Evidence(); !slices.Equal(got.Keys, want) || got.Version != "scrim v1" {
		t.Errorf("%s, keys %q, want %q", got.Version, got.Keys, want)
	}
}

// TestIncomplete: an input that was not read to its end has no hash, and says so.
func TestIncomplete(t *testing.T) {
	e := newEngine(t)
	c := evidence.NewCollector(evidence.Evidence{}, e)
	for i, text := range []string{"a line\n", strings.Repeat("a line\n", 1<<18)} {
		src := opened(t, text)
		r, err := pipeline.Redact(context.Background(), e, full{}, src, pipeline.Options{At: src.At(), Digest: src.Digest()})
		if err == nil {
			t.Fatal("writing did not fail")
		}
		c.Input(src, r, err)
		if got := c.Evidence().Inputs[i]; !got.Incomplete || got.SHA256 != "" {
			t.Errorf("got %+v", got)
		}
	}
}

// full is a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestListsAreBounded: what is beyond MaxFiles is counted.
func TestListsAreBounded(t *testing.T) {
	c := evidence.NewCollector(evidence.Evidence{}, newEngine(t))
	src := opened(t, "")
	for range evidence.MaxFiles + 3 {
		c.Input(src, pipeline.Report{}, nil)
		c.Output(evidence.File{Name: "out"})
	}
	e := c.Evidence()
	if len(e.Inputs) != evidence.MaxFiles || len(e.Outputs) != evidence.MaxFiles || e.More != 3 || e.MoreOutputs != 3 {
		t.Errorf("%d and %d listed, %d and %d not", len(e.Inputs), len(e.Outputs), e.More, e.MoreOutputs)
	}
}

// TestNothingIsNull: who reads the JSON need not know of Go's nil.
func TestNothingIsNull(t *testing.T) {
	e, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(evidence.NewCollector(evidence.Evidence{}, e).Evidence())
	if err != nil || strings.Contains(string(text), "null") {
		t.Errorf("%s, %v", text, err)
	}
}
