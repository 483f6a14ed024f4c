package leaks

import (
	"bytes"
	"context"
	"io"
	"testing"

	"scrim/bench/corpus"
	"scrim/detectors"
	"scrim/pipeline"
)

// BenchmarkSearch beside BenchmarkFilter tells what a search costs more.
func BenchmarkSearch(b *testing.B) {
	text := corpus.Append(nil, 1, 0.2, 16<<20)
	e := engine(b, detectors.Options{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s := NewSearch(e, Options{Key: key})
		if _, err := s.Input(context.Background(), "app.log", bytes.NewReader(text), pipeline.Options{Jobs: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	text := corpus.Append(nil, 1, 0.2, 16<<20)
	e := engine(b, detectors.Options{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := pipeline.Redact(context.Background(), e, io.Discard, bytes.NewReader(text), pipeline.Options{Jobs: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
