package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"scrim/bench/corpus"
)

// logFile is the measured input.
type logFile struct {
	path string
	size int64
}

// headBytes is how much of a kept log is compared with what the generator
// makes now, to notice that the generator has changed.
const headBytes = 1 << 20

// prepareLog returns the log of the options, made anew only if the one kept
// from an earlier run is not the same.
func prepareLog(o options) (logFile, error) {
	path := filepath.Join(o.dir, fmt.Sprintf("bench-%dMB-hit%g-seed%d.log", o.mb, o.hit, o.seed))
	if fresh(path, o) {
		return stat(path)
	}
	if err := os.MkdirAll(o.dir, 0o755); err != nil {
		return logFile{}, err
	}
	if err := makeLog(path, o); err != nil {
		return logFile{}, err
	}
	return stat(path)
}

func stat(path string) (logFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return logFile{}, err
	}
	return logFile{path, info.Size()}, nil
}

func fresh(path string, o options) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.Size() < int64(o.mb)*1e6 {
		return false
	}
	head := make([]byte, min(headBytes, o.mb*1e6))
	if _, err := io.ReadFull(f, head); err != nil {
		return false
	}
	return bytes.HasPrefix(corpus.Append(nil, o.seed, o.hit, len(head)), head)
}

// makeLog writes beside the path and renames, so that an interrupted run
// leaves no half log behind.
func makeLog(path string, o options) error {
	f, err := os.CreateTemp(o.dir, "bench-*.part")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriterSize(f, 1<<20)
	err = corpus.Write(w, o.seed, o.hit, int64(o.mb)*1e6)
	if err == nil {
		err = w.Flush()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
