package pipeline

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"scrim/detectors"
)

// poison is what the scanners of these tests fail on.
const poison = "P01S0N"

// failing scans like the engine's own scanner but fails on poison, and leaves
// the scanner in the middle of its work as a real failure would.
type failing struct {
	*detectors.Scanner
	onMask bool // fails while masking, not while scanning
}

// poisoned tells whether poison begins in the owned part, also if it is cut.
func poisoned(w detectors.Window) bool {
	end := min(len(w.Data), w.Hi+len(poison)-1)
	return bytes.Contains(w.Data[w.Lo:end], []byte(poison))
}

func (f *failing) Scan(in detectors.Carry, w detectors.Window) ([]detectors.Finding, detectors.Carry) {
	if !f.onMask && poisoned(w) {
		f.Scanner.Scan(in, w)
		w.Hi = len(w.Data) + 100 // the index is out of range
		f.Scanner.Scan(in, w)
		panic("the scanner did not fail by itself")
	}
	return f.Scanner.Scan(in, w)
}

func (f *failing) AppendMasked(dst []byte, w detectors.Window, found []detectors.Finding) []byte {
	if f.onMask && poisoned(w) {
		f.Scanner.AppendMasked(dst, w, found)
		panic("failed while masking " + string(w.Data))
	}
	return f.Scanner.AppendMasked(dst, w, found)
}

func failingOptions(e *detectors.Engine, jobs, owned int, onMask bool) Options {
	return Options{Jobs: jobs, owned: owned, scanner: func() scanner { return &failing{e.NewScanner(), onMask} }}
}

// withheldLines is what promise 5 asks for: each record with poison is replaced,
// its line end kept; all others are what they would be without it.
func withheldLines(e *detectors.Engine, src string) (want string, withheldLines int64) {
	var clean strings.Builder
	for line := range strings.Lines(src) {
		body := strings.TrimRight(line, "\r\n")
		if strings.Contains(line, poison) {
			clean.WriteString(withheld + line[len(body):])
			withheldLines++
		} else {
			clean.WriteString(line)
		}
	}
	return string(whole(e, []byte(clean.String()))), withheldLines
}

// TestFailuresAreWithheld: promise 5, in batches of every size, at the
// beginning, at the end and in the middle.
func TestFailuresAreWithheld(t *testing.T) {
	e := newEngine(t)
	x := newTexts(5)
	good := func() string { return "user=jane token=" + x.secret() + " status=200" }
	bad := func() string { return "token=" + x.secret() + " " + poison + " password=" + x.secret() }
	for _, src := range []string{
		bad(), bad() + "\n", bad() + "\r\n", bad() + "\n" + bad() + "\n",
		good() + "\n" + bad() + "\n" + good() + "\n",
		good() + "\r\n" + bad() + "\r\n" + good(),
		bad() + "\n" + strings.Repeat(good()+"\n", 30) + bad() + "\n\n" + bad() + "\n" + strings.Repeat(good()+"\n", 30) + bad(),
	} {
		want, n := withheldLines(e, src)
		for owned := 150; owned < 4000; owned += 1 + owned/5 {
			for _, onMask := range []bool{false, true} {
				got, report := redact(t, e, strings.NewReader(src), failingOptions(e, 3, owned, onMask))
				same(t, got, []byte(want), "batches of %d", owned)
				if report.Withheld != n {
					t.Errorf("%d withheld, want %d", report.Withheld, n)
				}
			}
		}
	}
}

// TestWithheldFindingsDoNotCount: what is counted is what was masked.
func TestWithheldFindingsDoNotCount(t *testing.T) {
	e := newEngine(t)
	src := "token=0a1b2c3d4e5f\n" + poison + " token=0a1b2c3d4e5f\ntoken=0a1b2c3d4e5f\n"
	for _, onMask := range []bool{false, true} {
		got, report := redact(t, e, strings.NewReader(src), failingOptions(e, 1, 0, onMask))
		if findings(report) != 2 {
			t.Errorf("failure while masking: %v: %d findings are counted for %s", onMask, findings(report), got)
		}
	}
}

func findings(r Report) (n int64) {
	for _, count := range r.Findings {
		n += count
	}
	return n
}

// TestFailuresInLongLines: a record that is longer than a batch is withheld
// from where detection failed; nothing of what follows in it gets out raw, and
// the records after it are redacted.
func TestFailuresInLongLines(t *testing.T) {
	e := newEngine(t)
	const owned = 4 << 10
	x := newTexts(6)
	words := strings.Repeat("lorem ipsum dolor ", 2<<10)
	after := strings.Repeat("token="+x.secret()+" x\n", 20)
	value := strings.Repeat(x.secret(), 2000)
	for _, at := range []int{0, 100, owned - 3, owned, owned + 50, 3*owned - 1, 5 * owned} {
		for name, line := range map[string]string{
			"words":        words[:at] + " " + poison + " " + words + " token=" + x.secret() + " " + words[:500],
			"value":        "token=" + value[:at] + poison + value + " end",
			"quoted value": `{"token": "` + value[:at] + poison + value + `", "b": 2}`,
			"last part":    words + words[:at] + " token=" + x.secret() + " " + poison,
		} {
			src := "first token=" + x.secret() + "\n" + line + "\n" + after
			got, report := redact(t, e, strings.NewReader(src), failingOptions(e, 3, owned, false))
			what := fmt.Sprintf("%s, poison at %d", name, at)
			if report.Withheld == 0 || !bytes.Contains(got, []byte(withheld)) {
				t.Errorf("%s: nothing is withheld", what)
			}
			if bytes.Contains(got, []byte(poison)) || bytes.Contains(got, []byte(secretMark)) {
				t.Errorf("%s: a raw byte got out: %.300q", what, tail(got, []byte(withheld)))
			}
			if bytes.Count(got, newline) != strings.Count(src, "\n") {
				t.Errorf("%s: %d lines of %d", what, bytes.Count(got, newline), strings.Count(src, "\n"))
			}
			if !bytes.HasSuffix(got, append([]byte("\n"), whole(e, []byte(after))...)) {
				t.Errorf("%s: the records after it are not there: %.300q", what, tail(got, []byte(withheld)))
			}
		}
	}
}

// tail is what follows the first occurrence of a text.
func tail(b, text []byte) []byte {
	_, after, _ := bytes.Cut(b, text)
	return after
}

// TestFailuresInsideBlocks: a record that fails inside a private key does not
// let the rest of the key out.
func TestFailuresInsideBlocks(t *testing.T) {
	e := newEngine(t)
	key := strings.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDAC4AWkdwKYSd8\n", 6)
	src := "before\n-----BEGIN PRIVATE KEY-----\n" + key + poison + "\n" + key + "-----END PRIVATE KEY-----\nafter\n"
	for _, owned := range []int{100, 300, 1000, 1 << 16} {
		got, report := redact(t, e, strings.NewReader(src), failingOptions(e, 2, owned, false))
		if bytes.Contains(got, []byte("MIIE")) || report.Withheld != 1 {
			t.Errorf("batches of %d, %d withheld: %s", owned, report.Withheld, got)
		}
	}
}

// TestEverythingFails: a scanner that never works lets nothing through.
func TestEverythingFails(t *testing.T) {
	e := newEngine(t)
	src := newTexts(7).text(200)
	var want []byte
	for line := range bytes.Lines(src) {
		body := bytes.TrimRight(line, "\r\n")
		if bytes.HasSuffix(line, []byte("\r\n")) || bytes.HasSuffix(line, newline) {
			body = bytes.TrimSuffix(bytes.TrimSuffix(line, newline), []byte("\r"))
		}
		want = append(append(want, withheld...), line[len(body):]...)
	}
	got, report := redact(t, e, bytes.NewReader(src), Options{Jobs: 2, scanner: func() scanner { return never{} }})
	same(t, got, want, "all withheld")
	if n := int64(bytes.Count(want, []byte(withheld))); report.Withheld != n || findings(report) != 0 {
		t.Errorf("%d withheld, want %d; %d findings", report.Withheld, n, findings(report))
	}
}

type never struct{}

func (never) Scan(detectors.Carry, detectors.Window) ([]detectors.Finding, detectors.Carry) {
	panic("never")
}

func (never) AppendMasked([]byte, detectors.Window, []detectors.Finding) []byte { panic("never") }

func (never) RedactSeams(*detectors.Seams, detectors.Window) []detectors.Finding { panic("never") }
