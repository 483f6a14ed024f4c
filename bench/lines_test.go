package bench

import (
	"bytes"
	"fmt"
	"testing"

	"scrim/bench/corpus"
	"scrim/detectors"
)

// hitRates are the shares of lines with a secret that every benchmark runs on.
var hitRates = []float64{0, 0.01, 0.2, 0.8}

// seed of every corpus here.
const seed = 1

func newEngine(tb testing.TB) *detectors.Engine {
	tb.Helper()
	e, err := detectors.New(detectors.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// splitLines returns the lines of text without their ends.
func splitLines(text []byte) [][]byte {
	return bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
}

// forEachHitRate runs f as a sub-benchmark on size bytes of each hit rate.
func forEachHitRate(b *testing.B, size int, f func(b *testing.B, text []byte)) {
	for _, rate := range hitRates {
		text := corpus.Append(nil, seed, rate, size)
		b.Run(fmt.Sprintf("hit=%g%%", 100*rate), func(b *testing.B) { f(b, text) })
	}
}
