package leaks_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"scrim/detectors"
	"scrim/pipeline/leaks"
	"scrim/pipeline/setting"
	"scrim/sinks/report"
	"scrim/sinks/report/example"
)

const keyID = "ab12"

// reported is a report in a format.
func reported(t testing.TB, format, keyID string, s *leaks.Summary) []byte {
	t.Helper()
	var b bytes.Buffer
	f := report.Named(format).New(&b, report.Options{KeyID: keyID})
	for n := range s.Secrets {
		l := example.Leak(s.Secrets[n].File, n)
		if err := f.Add(&l); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.End(s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReportsAreBaselines: what a report lists is known, and nothing else.
func TestReportsAreBaselines(t *testing.T) {
	for _, format := range []string{"json", "jsonl", "sarif"} {
		for name, s := range map[string]*leaks.Summary{"two": example.Summary("a", "fingerprint\":\"b"), "none": example.Clean("a"), "many": example.Large()} {
			once := reported(t, format, keyID, s)
			twice := append(append([]byte{}, once...), once...)
			for _, text := range [][]byte{once, twice} {
				b, err := leaks.ReadBaseline(iotest.OneByteReader(bytes.NewReader(text)), keyID)
				if err != nil {
					t.Fatalf("%s, %s: %v", format, name, err)
				}
				if b.Len() != len(s.Secrets) {
					t.Errorf("%s, %s: %d secrets", format, name, b.Len())
				}
				if b.Partial() != (format == "sarif" && s.MoreSecrets > 0) {
					t.Errorf("%s, %s: partial is %v", format, name, b.Partial())
				}
				for n := range s.Secrets {
					if !b.Knows(example.Fingerprint(n)) {
						t.Fatalf("%s, %s: secret %d is not known", format, name, n)
					}
				}
				if b.Knows(example.Fingerprint(len(s.Secrets))) {
					t.Errorf("%s, %s: it knows too much", format, name)
				}
			}
		}
	}
}

// TestLinesWithoutAKeyAreTaken, such as those that somebody picked out.
func TestLinesWithoutAKeyAreTaken(t *testing.T) {
	b, err := leaks.ReadBaseline(strings.NewReader("{ \"fingerprint\" : \""+example.Fingerprint(7).String()+"\" }\n"), keyID)
	if err != nil || !b.Knows(example.Fingerprint(7)) {
		t.Error(b, err)
	}
}

// TestBaselinesAreRefused that would accept nothing, or that are none; what stands
// in the file is not told.
func TestBaselinesAreRefused(t *testing.T) {
	two := example.Summary("a", "b")
	ephemeral := example.Summary("a", "b")
	ephemeral.Evidence.Ephemeral = true
	const value = "plainly-fake-secret"
	for _, c := range []struct{ name, text, says, hint string }{
		{"jsonl under another key", string(reported(t, "jsonl", "cd34", two)), `made with the key "cd34" and not with "ab12"`, "--key-file"},
		{"json without a key", string(reported(t, "json", "", ephemeral)), "without a key of its own", "--key-file"},
		{"sarif without a key", string(reported(t, "sarif", "", ephemeral)), "without a key of its own", "--key-file"},
		{"sarif under another key", strings.ReplaceAll(string(reported(t, "sarif", "", two)), `["ab12"]`, `["cd34"]`), `made with the key "cd34"`, "--key-file"},
		{"a report that was cut", string(reported(t, "json", keyID, two)[:200]), "ends in the middle", "--format json"},
		{"text", string(reported(t, "text", keyID, two)), "is not JSON", "--format json"},
		{"a log", value, "is not JSON", "--format json"},
		{"other JSON", `{"` + value + `":"` + value + `"}`, "is no report of scrim", "--format json"},
		{"a wrong fingerprint", `{"fingerprint":"` + value + `"}`, "24 hexadecimal digits", "--format json"},
		{"a number for a fingerprint", `{"fingerprint":1}`, "24 hexadecimal digits", "--format json"},
		{"a wrong key id", `{"key_id":"` + value + `"}`, `made with the key "another"`, "--key-file"},
		{"deep nesting", strings.Repeat("[", 1000), "nested deeper", "--format json"},
	} {
		b, err := leaks.ReadBaseline(strings.NewReader(c.text), keyID)
		if err == nil || b != nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(setting.HintOf(err), c.hint) {
			t.Errorf("%s: got %v, hint %s", c.name, err, setting.HintOf(err))
		}
		if err != nil && strings.Contains(err.Error(), value) {
			t.Errorf("%s: the error quotes the file: %v", c.name, err)
		}
	}
	broken := errors.New("broken")
	if _, err := leaks.ReadBaseline(iotest.ErrReader(broken), keyID); !errors.Is(err, broken) {
		t.Error(err)
	}
}

// manyLines writes findings without end, a line at a time.
type manyLines struct {
	begins, ends string
	n            int
}

func (m *manyLines) Read(p []byte) (int, error) {
	m.n++
	return copy(p, m.begins+example.Fingerprint(m.n).String()+m.ends+"\n"), nil
}

// linesLike writes findings of jsonl, and in a form of which they are JSON only.
func linesLike(jsonl bool) *manyLines {
	if jsonl {
		return &manyLines{begins: `{"file":"","fingerprint":"`, ends: `","key_id":"` + keyID + `"}`}
	}
	return &manyLines{begins: `{"fingerprint":"`, ends: `"}`}
}

func TestABaselineIsBounded(t *testing.T) {
	for _, jsonl := range []bool{true, false} {
		if _, err := leaks.ReadBaseline(linesLike(jsonl), keyID); err == nil || !strings.Contains(err.Error(), "more than 1000000") {
			t.Errorf("jsonl %v: %v", jsonl, err)
		}
	}
}

func TestKnowingAllocatesNothing(t *testing.T) {
	b, err := leaks.ReadBaseline(bytes.NewReader(reported(t, "jsonl", keyID, example.Large())), keyID)
	if err != nil {
		t.Fatal(err)
	}
	var f detectors.Fingerprint
	if n := testing.AllocsPerRun(100, func() { f[0]++; b.Knows(f) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
	if (*leaks.Baseline)(nil).Knows(f) || (*leaks.Baseline)(nil).Len() != 0 {
		t.Error("no baseline knows something")
	}
}

func BenchmarkKnows(b *testing.B) {
	known, err := leaks.ReadBaseline(bytes.NewReader(reported(b, "jsonl", keyID, example.Large())), keyID)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		known.Knows(example.Fingerprint(n & 0x3ffff))
	}
}

func BenchmarkReadBaseline(b *testing.B) {
	for _, format := range []string{"json", "jsonl", "sarif"} {
		b.Run(format, func(b *testing.B) {
			text := reported(b, format, keyID, example.Large())
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := leaks.ReadBaseline(bytes.NewReader(text), keyID); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
