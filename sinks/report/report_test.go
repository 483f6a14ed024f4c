package report

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/example"
)

// sample is a log with every kind of leak, none of which was ever a secret.
const sample = "../../bench/testdata/django-sample.log"

// values are what is masked in a text, and the longer words of it.
func values(s *detectors.Scanner, text []byte) map[string]bool {
	all := map[string]bool{}
	for _, x := range s.Explain(text) {
		if !x.Masked {
			continue
		}
		value := string(text[x.Lo:x.Hi])
		words := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" .@/&=:;,%+-\"'\\_$", r) })
		for _, word := range append(words, value) {
			// Shorter ones, such as example and 2026, stand in names as well.
			if len(word) > 8 {
				all[word] = true
			}
		}
	}
	return all
}

// TestNoFormatTellsAValue, nor a part of one, of a log with all that leaks.
func TestNoFormatTellsAValue(t *testing.T) {
	text, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	secret := values(engine.NewScanner(), text)
	if len(secret) < 40 {
		t.Fatalf("only %d values", len(secret))
	}
	for _, f := range Formats {
		var b bytes.Buffer
		format := f.New(&b, Options{KeyID: "ab12", Kinds: engine.Kinds()})
		search := leaks.NewSearch(engine, leaks.Options{Key: bytes.Repeat([]byte("a plainly fake key"), 2), Each: format.Add})
		if _, err := search.Input(context.Background(), "django-sample.log", bytes.NewReader(text), pipeline.Options{}); err != nil {
			t.Fatal(err)
		}
		s := search.Summary()
		s.Evidence = evidence.Evidence{Version: "scrim v1.2.3", Keys: []string{"ab12"}}
		if err := format.End(s); err != nil {
			t.Fatal(err)
		}
		if s.Findings < 40 || !strings.Contains(b.String(), "django-sample.log") {
			t.Errorf("%s: %d findings, %d bytes", f.Name, s.Findings, b.Len())
		}
		for value := range secret {
			if strings.Contains(b.String(), value) {
				t.Errorf("%s tells %q", f.Name, value)
			}
		}
	}
}

// TestFormatsLeaveOutWhatIsAccepted, and one that says that it needs no findings
// writes the same without them.
func TestFormatsLeaveOutWhatIsAccepted(t *testing.T) {
	for _, f := range Formats {
		write := func(all ...leaks.Leak) string {
			var b bytes.Buffer
			format := f.New(&b, Options{KeyID: "ab12"})
			for i := range all {
				if err := format.Add(&all[i]); err != nil {
					t.Fatal(err)
				}
			}
			if err := format.End(example.Summary("app.log", "worker.log")); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
		known, found := example.Leak("app.log", 0), example.Leak("app.log", 0)
		known.Accepted = true
		nothing := write()
		if write(known) != nothing {
			t.Errorf("%s lists what is accepted", f.Name)
		}
		if needs := f.New(&bytes.Buffer{}, Options{}).NeedsEach(); needs != (write(found) != nothing) {
			t.Errorf("%s says %v of whether it needs findings", f.Name, needs)
		}
	}
}

type fullDisk struct{}

var errFull = errors.New("no space left")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

// TestAFullDiskIsAnError of every format, even of one whose report fits its
// buffer.
func TestAFullDiskIsAnError(t *testing.T) {
	for _, f := range Formats {
		format := f.New(fullDisk{}, Options{})
		l := example.Leak("app.log", 0)
		if err := errors.Join(format.Add(&l), format.End(example.Summary("app.log", "worker.log"))); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}
