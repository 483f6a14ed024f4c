package stdout_test

import (
	"bufio"
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"

	"scrim/pipeline"
	"scrim/sinks/stdout"
)

// piped is a sink whose standard output is a pipe.
func piped(t testing.TB) (s *stdout.Sink, link *pipeline.Link, r *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s = stdout.NewSink(w)
	t.Cleanup(func() {
		r.Close()
		w.Close()
	})
	return s, pipeline.NewLink("stdout", slog.New(slog.DiscardHandler)), r
}

func records(values ...string) *pipeline.Batch {
	b := &pipeline.Batch{Origin: new(pipeline.Origin)}
	for _, v := range values {
		b.Records = append(b.Records, pipeline.Record{Value: []byte(v)})
	}
	return b
}

func TestSinkWritesLines(t *testing.T) {
	s, link, r := piped(t)
	b := records("one", "two\r", "", "begin")
	b.Records[3].Open = true
	if _, err := s.Deliver(t.Context(), link, []*pipeline.Batch{b, records("three")}); err != nil {
		t.Fatal(err)
	}
	b = records("open")
	b.Records[0].Open = true
	if _, err := s.Deliver(t.Context(), link, []*pipeline.Batch{b}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(r)
	for _, want := range []string{"one\n", "two\r\n", "\n", "begin\n", "three\n", "open\n"} {
		if got, err := in.ReadString('\n'); got != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
}

func TestSinkWithoutReaderEnds(t *testing.T) {
	s, link, r := piped(t)
	r.Close()
	if _, err := s.Deliver(t.Context(), link, []*pipeline.Batch{records("one")}); !errors.Is(err, stdout.ErrClosed) {
		t.Errorf("Deliver: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

// TestSinkWhoseReaderStalls: it can be told to end, and goes on with whole lines.
func TestSinkWhoseReaderStalls(t *testing.T) {
	s, link, r := piped(t)
	in := bufio.NewReaderSize(r, 16)
	long := strings.Repeat("x", 1<<20)
	b := records(long)
	b.Records[0].Open = true
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, _ = in.Peek(1) // the write has begun
		cancel()
	}()
	if _, err := s.Deliver(ctx, link, []*pipeline.Batch{b}); !errors.Is(err, context.Canceled) {
		t.Fatalf("Deliver: %v", err)
	}
	done := make(chan error)
	go func() {
		_, err := s.Deliver(context.Background(), link, []*pipeline.Batch{records(long), records("next")})
		done <- err
	}()
	for _, want := range []string{long, long, "next"} {
		if got, err := in.ReadString('\n'); got != want+"\n" {
			t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
		}
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// TestSinkWaitsForRoom: a full disk behind standard output ends with the
// pipeline only.
func TestSinkWaitsForRoom(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no device that is always full")
	}
	defer full.Close()
	ctx, cancel := context.WithCancel(t.Context())
	link := pipeline.NewLink("stdout", slog.New(slog.NewTextHandler(cancelOn{cancel}, nil)))
	if _, err := stdout.NewSink(full).Deliver(ctx, link, []*pipeline.Batch{records("one")}); !errors.Is(err, context.Canceled) {
		t.Errorf("Deliver: %v", err)
	}
}

// cancelOn ends a context when something is logged.
type cancelOn struct{ cancel func() }

func (c cancelOn) Write(p []byte) (int, error) {
	c.cancel()
	return len(p), nil
}

func TestStdoutHasNoSettings(t *testing.T) {
	if p := stdout.NewSettings().Problems(); len(p) > 0 {
		t.Error(p)
	}
}

func BenchmarkSink(b *testing.B) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer null.Close()
	s, link := stdout.NewSink(null), pipeline.NewLink("stdout", slog.New(slog.DiscardHandler))
	batch := &pipeline.Batch{Origin: new(pipeline.Origin)}
	value := []byte(strings.Repeat("x", 300))
	for range 3496 {
		batch.Records = append(batch.Records, pipeline.Record{Value: value})
	}
	b.ReportAllocs()
	b.SetBytes(3496 * 301)
	for b.Loop() {
		if _, err := s.Deliver(context.Background(), link, []*pipeline.Batch{batch}); err != nil {
			b.Fatal(err)
		}
	}
}
