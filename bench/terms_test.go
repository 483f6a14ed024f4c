package bench

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"scrim/bench/corpus"
	"scrim/detectors"
)

// rules are n rules of which each has a keyword of its own.
func rules(n int) []detectors.Rule {
	all := make([]detectors.Rule, n)
	for i := range all {
		prefix := fmt.Sprintf("%c%c%c-", 'K'+i%10, 'A'+i/10%26, 'Q'+i/260%10)
		all[i] = detectors.Rule{Name: "rule-" + strconv.Itoa(i), Pattern: prefix + `\d{8}`}
	}
	return all
}

// customers are n names of 12 bytes and more, of people who do not exist.
func customers(n int) []string {
	r := rand.New(rand.NewPCG(seed, 12))
	syllables := strings.Fields("ka mo ri ten val dor es mir lo qui zan bre hu fel ost ani gra wit jo per")
	name := func(n int) (s string) {
		for range n {
			s += syllables[r.IntN(len(syllables))]
		}
		return strings.ToUpper(s[:1]) + s[1:]
	}
	terms := make([]string, n)
	for i := range terms {
		terms[i] = name(3) + " " + name(4)
	}
	return terms
}

// benchmarkOptions redacts the corpus, of which a hundredth of the lines gets a
// hit of the user's own.
func benchmarkOptions(b *testing.B, o detectors.Options, hit string) {
	e, err := detectors.New(o)
	if err != nil {
		b.Fatal(err)
	}
	lines := splitLines(corpus.Append(nil, seed, 0.01, lineSetBytes))
	size := 0
	for i := range lines {
		if i%100 == 50 && hit != "" {
			lines[i] = []byte(string(lines[i]) + " for " + hit)
		}
		size += len(lines[i]) + 1
	}
	s := e.NewScanner()
	out, want := redactAll(s, nil, lines)
	b.ReportAllocs()
	b.SetBytes(int64(size))
	for b.Loop() {
		var n int
		if out, n = redactAll(s, out, lines); n != want {
			b.Fatalf("redacted to %d bytes, want %d", n, want)
		}
	}
}

func BenchmarkRules(b *testing.B) {
	for _, n := range []int{0, 1, 100, 1000} {
		o, hit := detectors.Options{Rules: rules(n)}, ""
		if n > 0 {
			hit = "KAQ-12345678"
		}
		b.Run("rules="+strconv.Itoa(n), func(b *testing.B) { benchmarkOptions(b, o, hit) })
	}
	o := detectors.Options{Rules: []detectors.Rule{{Name: "costly", Pattern: `\d{4}-\d{6}-\d{2}`}}}
	b.Run("rules=1,no literal", func(b *testing.B) { benchmarkOptions(b, o, "1234-123456-12") })
}

func BenchmarkTerms(b *testing.B) {
	for _, n := range []int{10, 10_000, 100_000} {
		terms := customers(n)
		o := detectors.Options{Dictionaries: []detectors.Dictionary{{Name: "customers", Terms: terms}}}
		b.Run("terms="+strconv.Itoa(n), func(b *testing.B) { benchmarkOptions(b, o, terms[n/2]) })
	}
}

// TestTermsTakeLittleMemory: 10,000 terms and the redaction of some megabytes
// take less than 64 MB of the machine's memory, and 100,000 not much more.
func TestTermsTakeLittleMemory(t *testing.T) {
	for n, limit := range map[int]uint64{10_000: 16 << 20, 100_000: 64 << 20} {
		o := detectors.Options{Dictionaries: []detectors.Dictionary{{Name: "customers", Terms: customers(n)}}}
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		e, err := detectors.New(o)
		if err != nil {
			t.Fatal(err)
		}
		o = detectors.Options{}
		debug.FreeOSMemory()
		runtime.ReadMemStats(&after)
		grown := after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
		t.Logf("%d terms: %.1f MB", n, float64(grown)/1e6)
		if grown > limit {
			t.Errorf("%d terms keep %d MB", n, grown>>20)
		}
		runtime.KeepAlive(e)
	}
}
