package logfile

import (
	"bytes"
	"path/filepath"
	"testing"

	"scrim/pipeline"
)

// manyBatches are n batches of a mebibyte, of records of 300 bytes.
func manyBatches(n int) (all []*pipeline.Batch, size int) {
	value := bytes.Repeat([]byte("x"), 300)
	for range n {
		b := &pipeline.Batch{Origin: lane}
		for b.Bytes < 1<<20 {
			b.Records = append(b.Records, pipeline.Record{Value: value})
			b.Bytes += len(value)
			size += len(value) + 1
		}
		all = append(all, b)
	}
	return all, size
}

func BenchmarkDeliver(b *testing.B) {
	for name, c := range map[string]struct {
		batches int
		fsync   string
	}{
		"always,1MiB": {1, fsyncAlways}, "always,8MiB": {8, fsyncAlways}, "interval,1MiB": {1, fsyncInterval}, "never,1MiB": {1, fsyncNever},
	} {
		b.Run(name, func(b *testing.B) {
			batches, size := manyBatches(c.batches)
			s := open1(b, filepath.Join(b.TempDir(), "django.log"), func(s *Settings) { s.Fsync, s.MaxSize, s.Keep = c.fsync, 64<<20, 1 })
			b.ReportAllocs()
			b.SetBytes(int64(size))
			for b.Loop() {
				s.deliver(b, batches...)
			}
		})
	}
}

// TestSteadyStateAllocatesNothingForARecord: what Deliver allocates does not grow
// with the records.
func TestSteadyStateAllocatesNothingForARecord(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates")
	}
	one, _ := manyBatches(1)
	few := []*pipeline.Batch{{Origin: lane, Records: one[0].Records[:1]}}
	s := open1(t, filepath.Join(t.TempDir(), "django.log"), func(s *Settings) { s.Fsync = fsyncNever })
	count := func(batches []*pipeline.Batch) float64 {
		return testing.AllocsPerRun(50, func() {
			if _, err := s.Deliver(t.Context(), s.link, batches); err != nil {
				t.Fatal(err)
			}
		})
	}
	count(one)
	if a, b := count(few), count(one); b > a {
		t.Errorf("%v allocations for a record, %v for %d", a, b, len(one[0].Records))
	}
}
