package bench

import (
	"runtime"
	"testing"

	"scrim/detectors"
)

// lineSetBytes is how much text one pass of a line benchmark redacts: more
// than the second level cache holds, so that lines come from where they do in
// practice.
const lineSetBytes = 4 << 20

// sink keeps the compiler from dropping the benchmarked calls.
var sink int

func BenchmarkRedact(b *testing.B) {
	e := newEngine(b)
	forEachHitRate(b, lineSetBytes, func(b *testing.B, text []byte) {
		lines := splitLines(text)
		s := e.NewScanner()
		out, want := redactAll(s, nil, lines)
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			var n int
			out, n = redactAll(s, out, lines)
			if n != want {
				b.Fatalf("redacted to %d bytes, want %d", n, want)
			}
			sink += n
		}
	})
}

func BenchmarkRedactParallel(b *testing.B) {
	e := newEngine(b)
	forEachHitRate(b, lineSetBytes, func(b *testing.B, text []byte) {
		lines := splitLines(text)
		_, want := redactAll(e.NewScanner(), nil, lines)
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		b.ReportMetric(float64(runtime.GOMAXPROCS(0)), "workers")
		b.RunParallel(func(pb *testing.PB) {
			s := e.NewScanner()
			var out []byte
			for pb.Next() {
				var n int
				if out, n = redactAll(s, out, lines); n != want {
					b.Errorf("redacted to %d bytes, want %d", n, want)
					return
				}
			}
		})
	})
}

// redactAll redacts the lines one by one into out, which it reuses, and
// returns it with the sum of the redacted lengths.
func redactAll(s *detectors.Scanner, out []byte, lines [][]byte) ([]byte, int) {
	n := 0
	for _, line := range lines {
		out = s.AppendRedact(out[:0], line)
		n += len(out)
	}
	return out, n
}
