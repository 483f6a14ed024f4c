package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// steadyLine is what the inputs of TestNothingIsAllocatedForMore are made of.
const steadyLine = `10.0.0.1 - - [22/Nov/2026:10:15:31 +0000] "GET /cart?access_token=0a1b2c3d4e5f60718293&order=ORD-%08d HTTP/1.1" 200 4711 "-" "Mozilla/5.0"
{"event": "login", "email": "jane.doe@example.com", "name": "Anna Schmidt", "duration": 0.0123, "level": "info"}
`

// steadyParts are a record that a container runtime cut, and a line of the other
// stream in between.
const steadyParts = `2026-11-22T10:15:31.123456789Z stdout P GET /cart?access_token=0a1b2c3d
2026-11-22T10:15:31.123456789Z stderr F login of jane.doe@example.com
2026-11-22T10:15:31.123456789Z stdout F 4e5f60718293&order=ORD-%08d
`

// steadyTerms are rules and a dictionary that find something in most lines.
const steadyTerms = `[[rule]]
name = "order-ref"
pattern = 'ORD-\d{8}'
keywords = ["ORD-"]
[[dictionary]]
name = "customers"
terms = ["Anna Schmidt"]
`

// log is a log of at least n bytes.
func logOf(records string, n int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, records, i%1000)
	}
	return b.Bytes()
}

func compressed(t *testing.T, suffix string, plain []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch suffix {
	case ".gz":
		w = gzip.NewWriter(&b)
	case ".zst":
		var err error
		if w, err = zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1)); err != nil {
			t.Fatal(err)
		}
	default:
		return plain
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// replaceFile lets a standard stream be another file until the test ends.
func replaceFile(t *testing.T, stream **os.File, with *os.File) {
	t.Helper()
	was := *stream
	*stream = with
	t.Cleanup(func() {
		*stream = was
		with.Close()
	})
}

// mallocs counts the allocations of the program from its arguments to its exit
// status, with input on a pipe if there is any.
func mallocs(t *testing.T, piped []byte, args ...string) uint64 {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	replaceFile(t, &os.Stdout, null)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	replaceFile(t, &os.Stdin, r)
	go func() {
		_, _ = w.Write(piped) // run reports what it has not read
		w.Close()
	}()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if status := run(args); status != statusDone {
		t.Fatalf("%q: status %d", args, status)
	}
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

// TestNothingIsAllocatedForMore: promise 8 from every source to every sink. What
// a run allocates does not depend on how much it reads.
func TestNothingIsAllocatedForMore(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates")
	}
	// Until every buffer has its size, and then four times as much: 96 batches
	// more, of which each may allocate less than once.
	const once, more = 8 << 20, 32 << 20
	const slack = 60
	const attempts = 3
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	terms := file("terms.toml", []byte(steadyTerms))
	key := file("key", []byte("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n"))
	for _, path := range []struct {
		name, records, suffix string
		piped                 bool
		args                  []string
	}{
		{name: "file", records: steadyLine},
		{name: "file, one job", records: steadyLine, args: []string{"-j1"}},
		{name: "pipe", records: steadyLine, piped: true},
		{name: "pipe, one job", records: steadyLine, piped: true, args: []string{"-j1"}},
		{name: "gzip", records: steadyLine, suffix: ".gz"},
		{name: "zstd", records: steadyLine, suffix: ".zst"},
		{name: "gzip from a pipe", records: steadyLine, suffix: ".gz", piped: true},
		{name: "zstd from a pipe", records: steadyLine, suffix: ".zst", piped: true, args: []string{"-j1"}},
		{name: "in place", records: steadyLine, args: []string{"-i"}},
		{name: "gzip in place", records: steadyLine, suffix: ".gz", args: []string{"-i"}},
		{name: "zstd in place", records: steadyLine, suffix: ".zst", args: []string{"-i"}},
		{name: "to a file", records: steadyLine, args: []string{"-o", filepath.Join(dir, "out")}},
		{name: "records in parts", records: steadyParts},
		{name: "records in parts from a pipe", records: steadyParts, piped: true, args: []string{"-j1"}},
		{name: "stars", records: steadyLine, args: []string{"--mask", "stars"}},
		{name: "hash", records: steadyLine, args: []string{"--mask", "hash", "--key-file", key}},
		{name: "parts as hash", records: steadyParts, args: []string{"--mask", "hash", "--key-file", key}},
		{name: "rules and dictionaries", records: steadyLine, args: []string{"-c", terms}},
		{name: "rules and dictionaries from a pipe", records: steadyLine, piped: true, args: []string{"-c", terms, "-j1"}},
	} {
		t.Run(path.name, func(t *testing.T) {
			count := func(n int) uint64 {
				content := compressed(t, path.suffix, logOf(path.records, n))
				if path.piped {
					return mallocs(t, content, path.args...)
				}
				return mallocs(t, nil, append(path.args, file("log"+path.suffix, content))...)
			}
			count(once)
			// Whether a worker ever had a batch, and so its buffers, is up to the
			// scheduler; what each batch allocates is there in every attempt.
			for attempt := 1; ; attempt++ {
				few, many := count(once), count(more)
				t.Logf("%d allocations for %d MB, %d for %d MB", few, once>>20, many, more>>20)
				if many <= few+slack {
					return
				}
				if attempt == attempts {
					t.Fatal("what is allocated grows with what is read")
				}
			}
		})
	}
}
