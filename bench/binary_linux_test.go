package bench

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"scrim/bench/corpus"
)

// build builds the program as it is released.
func build(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the program")
	}
	path := filepath.Join(t.TempDir(), "scrim")
	cmd := exec.Command("go", "build", "-trimpath", "-o", path, "scrim/cmd/scrim")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// maxResident, in bytes, is what the program may hold in memory at most: with
// two processors, whatever it reads.
const maxResident = 24 << 20

// TestResidentMemory: promise 7 as the system sees it, on a log of 64 MB, once
// from a file and once through a pipe.
func TestResidentMemory(t *testing.T) {
	scrim := build(t)
	const size = 64 << 20
	piece := corpus.Append(nil, 1, 0.2, 4<<20)
	log := bytes.Repeat(piece, size/len(piece)+1)
	path := filepath.Join(t.TempDir(), "big.log")
	if err := os.WriteFile(path, log, 0o600); err != nil {
		t.Fatal(err)
	}
	f := func(what string, input []byte, args ...string) {
		t.Helper()
		peak := peakOf(t, exec.Command(scrim, args...), input, bytes.Count(log, []byte("\n")))
		if t.Logf("%s: %.1f MB", what, float64(peak)/1e6); peak > maxResident {
			t.Errorf("%s: %d bytes in memory, at most %d are allowed", what, peak, maxResident)
		}
	}
	// Standard input follows the file, so that the program waits when it has
	// written the file.
	f("file", nil, path, "-")
	f("pipe", log)
}

// peakOf is the high-water mark of the memory of a program that has read its
// input and written so many lines. It is asked for before the program ends:
// what the system counts then includes what this one holds.
func peakOf(t *testing.T, cmd *exec.Cmd, input []byte, lines int) int64 {
	t.Helper()
	cmd.Env = append(os.Environ(), "GOMAXPROCS=2")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go in.Write(input)
	for buf := make([]byte, 64<<10); lines > 0; {
		n, err := out.Read(buf)
		if err != nil {
			t.Fatalf("%d lines are missing: %v", lines, err)
		}
		lines -= bytes.Count(buf[:n], []byte("\n"))
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	in.Close()
	io.Copy(io.Discard, out)
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return number(t, status, `VmHWM:\s+(\d+) kB`) << 10
}

// number is the sum of what a pattern finds in a text.
func number(t *testing.T, text []byte, pattern string) (sum int64) {
	t.Helper()
	found := regexp.MustCompile(pattern).FindAllSubmatch(text, -1)
	if len(found) == 0 {
		t.Fatalf("no %s in %s", pattern, text)
	}
	for _, f := range found {
		n, err := strconv.ParseInt(string(f[1]), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	return sum
}

// What the packages that are linked may allocate before main begins. Tables
// that are built there, and libraries that set themselves up, cost every run. The
// verbs that report brought html/template, encoding/xml and a reader of YAML, 0.17 ms
// together.
const (
	maxInitBytes       = 232 << 10
	maxInitAllocations = 1800
)

// Kafka's library describes all of its 45 requests to itself before main begins,
// and that for SCRAM its tables of characters. Nobody who links them can put that
// off; it costs the filter 3 ms, see bench/results/start.md.
var (
	kafkaPackages = []string{"github.com/segmentio/kafka-go", "github.com/xdg-go/"}

	maxKafkaBytes       int64 = 1 << 20
	maxKafkaAllocations int64 = 17000
)

// TestPackagesStartCheaply counts instead of measuring the time.
func TestPackagesStartCheaply(t *testing.T) {
	cmd := exec.Command(build(t))
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	var own, kafka []byte
	for line := range bytes.Lines(trace.Bytes()) {
		if slices.ContainsFunc(kafkaPackages, func(p string) bool { return bytes.Contains(line, []byte(p)) }) {
			kafka = append(kafka, line...)
		} else {
			own = append(own, line...)
		}
	}
	check := func(name string, trace []byte, maxBytes, maxAllocations int64) {
		size, n := number(t, trace, `(\d+) bytes`), number(t, trace, `(\d+) allocs`)
		if t.Logf("%s: %d bytes in %d allocations", name, size, n); size > maxBytes || n > maxAllocations {
			t.Errorf("%s: %d bytes in %d allocations, at most %d in %d are allowed:\n%s", name, size, n, maxBytes, maxAllocations, trace)
		}
	}
	check("Kafka's library", kafka, maxKafkaBytes, maxKafkaAllocations)
	check("everything else", own, maxInitBytes, maxInitAllocations)
}
