package pipeline

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"scrim/detectors"
)

// patience is how long these tests wait before they fail instead of hanging;
// nothing depends on it otherwise.
const patience = 20 * time.Second

// arrivals is a sink that hands on what is written.
type arrivals chan string

func (a arrivals) Write(p []byte) (int, error) {
	a <- string(p)
	return len(p), nil
}

// wait receives until all of a text has come.
func (a arrivals) wait(t *testing.T, want string) {
	t.Helper()
	got := ""
	for deadline := time.After(patience); len(got) < len(want); {
		select {
		case s := <-a:
			got += s
		case <-deadline:
			t.Fatalf("%q does not arrive, only %q", want, got)
		}
	}
	if got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
}

// running is a stream that runs beside the test.
type running struct {
	in     *io.PipeWriter
	out    arrivals
	cancel context.CancelFunc
	done   chan struct{}
	report Report
	err    error
}

func start(t *testing.T, o Options) *running {
	t.Helper()
	e := newEngine(t)
	src, in := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{in: in, out: make(arrivals, 100), cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(r.done)
		r.report, r.err = Redact(ctx, e, r.out, src, o)
	}()
	t.Cleanup(func() {
		cancel()
		in.Close()
		r.wait(t)
	})
	return r
}

func (r *running) write(t *testing.T, text string) {
	t.Helper()
	if _, err := io.WriteString(r.in, text); err != nil {
		t.Fatal(err)
	}
}

func (r *running) wait(t *testing.T) {
	t.Helper()
	select {
	case <-r.done:
	case <-time.After(patience):
		t.Fatal("the stream does not end")
	}
}

// TestLinesArriveAtOnce: a line leaves without any more input.
func TestLinesArriveAtOnce(t *testing.T) {
	for _, jobs := range []int{1, 2, 8} {
		r := start(t, Options{Jobs: jobs})
		for range 50 {
			r.write(t, "token=0a1b2c3d4e5f\n")
			r.out.wait(t, "token=[FILTERED_TOKEN]\n")
		}
		r.write(t, "tok")
		r.write(t, "en=0a1b2c3d4e5f\r\nuser=ja")
		r.out.wait(t, "token=[FILTERED_TOKEN]\r\n")
		r.write(t, "ne\n")
		r.out.wait(t, "user=jane\n")
	}
}

// TestCancelDrains: what was read is written, but for the beginning of a line, of
// which nobody can tell what it is, and the end of the context is no error.
func TestCancelDrains(t *testing.T) {
	r := start(t, Options{Jobs: 2})
	r.write(t, "first\n")
	r.out.wait(t, "first\n")
	r.write(t, "password=hunter2\ntoken=0a1b2c3d4e")
	r.write(t, "x") // the stream asks for this after it took the one before
	r.cancel()
	r.wait(t)
	if r.err != nil {
		t.Fatal(r.err)
	}
	if got := r.out.rest(); got != "password=[FILTERED_PASSWORD]\n" {
		t.Errorf("%q was drained", got)
	}
}

// rest is what has been written and not been received.
func (a arrivals) rest() (got string) {
	for {
		select {
		case s := <-a:
			got += s
		default:
			return got
		}
	}
}

// TestCancelLosesNothing: a line whose write has returned was read, so it comes
// out, at whatever moment the context ends.
func TestCancelLosesNothing(t *testing.T) {
	const line = "user=jane\n"
	for i := range 100 {
		r := start(t, Options{Jobs: 1})
		for range i % 3 {
			r.write(t, line)
		}
		r.write(t, line)
		r.cancel()
		r.wait(t)
		if got, want := r.out.rest(), strings.Repeat(line, i%3+1); got != want || r.err != nil {
			t.Fatalf("round %d: %q is left of %q, %v", i, got, want, r.err)
		}
	}
}

// TestCancelDoesNotWaitForTheSource: a read that blocks is left behind.
func TestCancelDoesNotWaitForTheSource(t *testing.T) {
	r := start(t, Options{})
	r.cancel()
	r.wait(t)
	if r.err != nil || r.report != (Report{}) {
		t.Errorf("%+v %v", r.report, r.err)
	}
}

var errBroken = errors.New("broken")

// brokenWriter fails, or writes less than it was given, from the n-th call on.
type brokenWriter struct {
	calls, n int
	short    bool
	wrote    bytes.Buffer
}

func (b *brokenWriter) Write(p []byte) (int, error) {
	if b.calls++; b.calls <= b.n {
		return b.wrote.Write(p)
	}
	if b.short {
		return len(p) / 2, nil
	}
	return 0, errBroken
}

// TestWriteErrorsStop: the stream ends, though its source does not, and what
// was written before is the beginning of what it should be.
func TestWriteErrorsStop(t *testing.T) {
	e := newEngine(t)
	const text = "token=0a1b2c3d4e5f x\n"
	masked := []byte(strings.Repeat("token=[FILTERED_TOKEN] x\n", 10000))
	for n := range 4 {
		sink := &brokenWriter{n: n}
		report, err := Redact(context.Background(), e, sink, &repeated{text: text, n: 1 << 40}, Options{Jobs: 2, owned: 1000})
		var failure *WriteError
		if !errors.As(err, &failure) || !errors.Is(err, errBroken) {
			t.Errorf("after %d writes: %v", n, err)
		}
		if sink.calls != n+1 || !bytes.HasPrefix(masked, sink.wrote.Bytes()) || report.BytesWritten != int64(sink.wrote.Len()) {
			t.Errorf("%d writes instead of %d, report %+v", sink.calls, n+1, report)
		}
	}
}

// TestShortWritesAreErrors: a sink that takes less without a word loses bytes.
func TestShortWritesAreErrors(t *testing.T) {
	_, err := Redact(context.Background(), newEngine(t), &brokenWriter{short: true}, strings.NewReader("some line\n"), Options{})
	if failure := new(WriteError); !errors.As(err, &failure) {
		t.Errorf("%v", err)
	}
}

// TestReadErrors: what came before is written, the error has the source's in it.
func TestReadErrors(t *testing.T) {
	e := newEngine(t)
	src := newTexts(8).text(500)
	for _, n := range []int{0, 1, 100, 5000, len(src)} {
		for name, r := range map[string]io.Reader{
			"after the data":    io.MultiReader(bytes.NewReader(src[:n]), iotest.ErrReader(errBroken)),
			"together with it":  iotest.DataErrReader(io.MultiReader(bytes.NewReader(src[:n]), iotest.ErrReader(errBroken))),
			"in many small one": iotest.OneByteReader(io.MultiReader(bytes.NewReader(src[:n]), iotest.ErrReader(errBroken))),
		} {
			var out bytes.Buffer
			report, err := Redact(context.Background(), e, &out, r, Options{Jobs: 2, owned: 700})
			var failure *ReadError
			if !errors.As(err, &failure) || !errors.Is(err, errBroken) {
				t.Errorf("%s, %d bytes: %v", name, n, err)
			}
			same(t, out.Bytes(), whole(e, src[:n]), "%s, %d bytes", name, n)
			if report.BytesRead != int64(n) {
				t.Errorf("%s: %d bytes read, want %d", name, report.BytesRead, n)
			}
		}
	}
}

// TestErrorsCarryNoSecret: promise 5. What the stream itself says does not
// repeat what it read.
func TestErrorsCarryNoSecret(t *testing.T) {
	for _, err := range []error{&ReadError{errBroken}, &WriteError{errBroken}} {
		if got := err.Error(); !strings.HasSuffix(got, ": broken") || !errors.Is(err, errBroken) {
			t.Errorf("%q", got)
		}
	}
}

// TestReportCounts: bytes, lines and findings, whatever the batches are.
func TestReportCounts(t *testing.T) {
	e := newEngine(t)
	src := append(newTexts(9).text(800), "end\n"...)
	want := Report{BytesRead: int64(len(src)), BytesWritten: int64(len(whole(e, src))), Lines: int64(bytes.Count(src, newline))}
	found, _ := e.NewScanner().Scan(detectors.Carry{}, detectors.Lines(src))
	for _, f := range found {
		want.Findings[f.Kind]++
	}
	for _, owned := range []int{1, 50, 3000, 0} {
		if _, report := redact(t, e, bytes.NewReader(src), Options{Jobs: 3, owned: owned}); report != want {
			t.Errorf("batches of %d:\n got %+v\nwant %+v", owned, report, want)
		}
	}
}

// TestProgressIsInOrder: never at the same time, never less, at the end all.
func TestProgressIsInOrder(t *testing.T) {
	src := newTexts(10).text(2000)
	var mu sync.Mutex
	var last int64
	progress := func(n int64) {
		if !mu.TryLock() {
			t.Error("two calls at the same time")
			return
		}
		defer mu.Unlock()
		if n < last {
			t.Errorf("%d after %d", n, last)
		}
		last = n
	}
	redact(t, newEngine(t), bytes.NewReader(src), Options{Jobs: 4, owned: 500, Progress: progress})
	if last != int64(len(src)) {
		t.Errorf("%d of %d bytes", last, len(src))
	}
}

// TestNothingRunsOn: no goroutine of a stream is left when it has ended.
func TestNothingRunsOn(t *testing.T) {
	e := newEngine(t)
	before := goroutines()
	for range 20 {
		redact(t, e, strings.NewReader("token=0a1b2c3d4e5f\n"), Options{Jobs: 4})
		if _, err := Redact(context.Background(), e, &brokenWriter{}, strings.NewReader("x\n"), Options{Jobs: 4}); err == nil {
			t.Error("no error")
		}
	}
	for deadline := time.Now().Add(patience); goroutines() > before; {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d before", goroutines(), before)
		}
		time.Sleep(time.Millisecond)
	}
}

func goroutines() int { return runtime.NumGoroutine() }
