package leaks

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/bench/corpus"
	"scrim/detectors"
	"scrim/pipeline"
)

var key = []byte("a key that is plainly fake 012345")

func engine(t testing.TB, o detectors.Options) *detectors.Engine {
	t.Helper()
	e, err := detectors.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// search is what is found in a text, and the summary.
func search(t *testing.T, name, text string, o pipeline.Options) ([]Leak, *Summary) {
	t.Helper()
	return searchReader(t, name, strings.NewReader(text), o)
}

func searchReader(t *testing.T, name string, src io.Reader, o pipeline.Options) ([]Leak, *Summary) {
	t.Helper()
	var all []Leak
	s := NewSearch(engine(t, detectors.Options{}), Options{Key: key, Each: func(l *Leak) error {
		one := *l
		one.Endpoint, one.Logger = bytes.Clone(l.Endpoint), bytes.Clone(l.Logger)
		all = append(all, one)
		return nil
	}})
	if _, err := s.Input(context.Background(), name, src, o); err != nil {
		t.Fatal(err)
	}
	return all, s.Summary()
}

// spans are where the values of a text are that the filter masks: line and column
// as they are in the file, and the kind, by a mask that tells where it stands.
func spans(t *testing.T, text string) map[string]int {
	t.Helper()
	e := engine(t, detectors.Options{})
	s := e.NewScanner()
	all := map[string]int{}
	for _, x := range s.Explain([]byte(text)) {
		if x.Masked && x.Mask != "" {
			all[fmt.Sprintf("%d:%d %s", x.Line, x.Column, x.Kind)]++
		}
	}
	return all
}

func starts(all []Leak) map[string]int {
	at := map[string]int{}
	for _, l := range all {
		at[fmt.Sprintf("%d:%d %s", l.Line, l.Column, l.Kind)]++
	}
	return at
}

// TestFindsWhatTheFilterMasks: the same values at the same places, whatever the
// number of jobs and however the input is read.
func TestFindsWhatTheFilterMasks(t *testing.T) {
	text := string(corpus.Append(nil, 7, 0.3, 2<<20))
	want := spans(t, text)
	if len(want) < 1000 {
		t.Fatalf("only %d values", len(want))
	}
	for _, o := range []pipeline.Options{{Jobs: 1}, {Jobs: 4}, {Jobs: 2, At: strings.NewReader(text)}} {
		got, sum := search(t, "app.log", text, o)
		if diff := cmp.Diff(want, starts(got)); diff != "" {
			t.Errorf("%d jobs: %s", o.Jobs, diff)
		}
		if sum.Findings != int64(len(got)) {
			t.Errorf("%d are counted of %d", sum.Findings, len(got))
		}
	}
}

// TestFindsInRecordsThatWereCut: values of container logs, also of lines that
// stand between the parts of another, are where the filter writes stars.
func TestFindsInRecordsThatWereCut(t *testing.T) {
	const text = "2026-11-22T10:15:31.123456789Z stdout P GET /cart?access_token=0a1b2c3d\n" +
		"2026-11-22T10:15:31.123456789Z stderr F login of jane.doe@example.com\n" +
		"2026-11-22T10:15:31.123456789Z stdout F 4e5f60718293&order=7 of john@example.org\n" +
		"2026-11-22T10:15:32.123456789Z stdout F mail to jane.doe@example.com\n"
	got, _ := search(t, "pod.log", strings.Repeat(text, 3000), pipeline.Options{})
	e := engine(t, detectors.Options{Mask: detectors.Mask{Mode: detectors.MaskStars}})
	var masked bytes.Buffer
	report, err := pipeline.Redact(context.Background(), e, &masked, strings.NewReader(strings.Repeat(text, 3000)), pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	total := int64(0)
	for _, n := range report.Findings {
		total += n
	}
	if total != int64(len(got)) || total != 4*3000 {
		t.Errorf("the filter masks %d values, the search finds %d", total, len(got))
	}
	raw, lines := strings.Split(strings.Repeat(text, 3000), "\n"), strings.Split(masked.String(), "\n")
	for i, l := range got {
		if i > 0 && (l.Line < got[i-1].Line || l.Line == got[i-1].Line && l.Column <= got[i-1].Column) {
			t.Fatalf("%d:%d comes after %d:%d", l.Line, l.Column, got[i-1].Line, got[i-1].Column)
		}
		line, at := lines[l.Line-1], l.Column-1
		if line[at] != '*' || raw[l.Line-1][at] == '*' || at > 0 && line[at-1] == '*' {
			t.Fatalf("no value begins at %d:%d", l.Line, l.Column)
		}
	}
}

// TestLongLines: the columns of a line that is longer than a batch count from its
// beginning, and what it says of itself holds to its end.
func TestLongLines(t *testing.T) {
	filler := strings.Repeat("nothing to see here ", 40<<10)
	text := "first line\n" + `{"level": "DEBUG", "logger": "shop.views", "message": "` + filler + ` jane.doe@example.com"}` + "\nthen token=0a1b2c3d4e5f60718293\n"
	got, _ := search(t, "app.log", text, pipeline.Options{})
	if len(got) != 2 {
		t.Fatalf("%d found", len(got))
	}
	line := strings.Split(text, "\n")[1]
	if want := int64(strings.Index(line, "jane.doe") + 1); got[0].Line != 2 || got[0].Column != want {
		t.Errorf("found at %d:%d, not 2:%d", got[0].Line, got[0].Column, want)
	}
	if string(got[0].Logger) != "shop.views" || !slices.Contains(got[0].Weaknesses, 215) {
		t.Errorf("logger %q, weaknesses %v", got[0].Logger, got[0].Weaknesses)
	}
	if got[1].Line != 3 || got[1].Column != 12 {
		t.Errorf("found at %d:%d", got[1].Line, got[1].Column)
	}
}

// TestEqualSecretsAreOne however they are written and wherever they stand.
func TestEqualSecretsAreOne(t *testing.T) {
	const text = "mail jane.doe@example.com\nGET /?email=jane.doe%40example.com\n{\"to\": \"jane.doe\\u0040example.com\"}\nmail john@example.org\n"
	got, sum := search(t, "app.log", text, pipeline.Options{})
	if len(got) != 4 || got[0].Fingerprint != got[1].Fingerprint || got[0].Fingerprint != got[2].Fingerprint || got[0].Fingerprint == got[3].Fingerprint {
		t.Fatalf("%v", got)
	}
	if sum.Distinct != (Estimate{N: 2}) || sum.Kinds[0].Distinct.N != 2 || sum.Files[0].Distinct.N != 2 || len(sum.Secrets) != 2 || sum.Secrets[0].Count != 3 {
		t.Errorf("%+v", sum)
	}
	if want := detectors.NewFingerprinter(key).Of("email", []byte("jane.doe@example.com")); got[0].Fingerprint != want {
		t.Errorf("%v is not the pseudonym", got[0].Fingerprint)
	}
}
