package bench

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"scrim/pipeline"
)

// streamBytes is the length of one benchmarked stream: long enough that
// starting and draining the workers does not count.
const streamBytes = 32 << 20

func BenchmarkStream(b *testing.B) {
	e := newEngine(b)
	for _, from := range []string{"pipe", "file"} {
		for _, jobs := range []int{1, 2} {
			b.Run(fmt.Sprintf("from=%s/jobs=%d", from, jobs), func(b *testing.B) {
				forEachHitRate(b, streamBytes, func(b *testing.B, text []byte) {
					lines := int64(bytes.Count(text, []byte("\n")))
					o := pipeline.Options{Jobs: jobs}
					if from == "file" {
						o.At = bytes.NewReader(text)
					}
					b.ReportAllocs()
					b.SetBytes(int64(len(text)))
					for b.Loop() {
						var out lineCounter
						if _, err := pipeline.Redact(context.Background(), e, &out, bytes.NewReader(text), o); err != nil {
							b.Fatal(err)
						}
						if out.lines != lines {
							b.Fatalf("wrote %d lines, want %d", out.lines, lines)
						}
					}
				})
			})
		}
	}
}

// lineCounter is a destination that keeps only the number of lines.
type lineCounter struct{ lines int64 }

func (c *lineCounter) Write(p []byte) (int, error) {
	c.lines += int64(bytes.Count(p, []byte("\n")))
	return len(p), nil
}
