package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// logFile is a log, or the beginning of one, with what it holds.
type logFile struct {
	path  string
	size  int64
	lines int64
	// own says that it was not made here.
	own bool
}

// megabyte is how sizes are counted: 10^6 bytes.
const megabyte = 1_000_000

// prepareLog makes the log, or looks at the one that was named. Reading it all
// has it in the system's cache before the first run.
func prepareLog(o options, dir string) (logFile, error) {
	if o.log != "" {
		return count(o.log, true)
	}
	path := filepath.Join(dir, "made.log")
	progress("making a log of %d MB", o.mb)
	cmd := exec.Command(o.biglog, "-mb", fmt.Sprint(o.mb), "-hit", "0.2", "-seed", "1", "-o", path)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return logFile{}, fmt.Errorf("cannot make the log with %s: %w", o.biglog, err)
	}
	return count(path, false)
}

// packed are the first bytes of what gzip and zstd write.
var packed = [][]byte{{0x1f, 0x8b}, {0x28, 0xb5, 0x2f, 0xfd}}

func count(path string, own bool) (logFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return logFile{}, fmt.Errorf("cannot open the log: %w", err)
	}
	defer f.Close()
	r := bufio.NewReader(f)
	head, _ := r.Peek(4)
	for _, magic := range packed {
		if bytes.HasPrefix(head, magic) {
			return logFile{}, fmt.Errorf("cannot compare on %q: it is compressed, and the peers read text only", path)
		}
	}
	var n lineCounter
	size, err := io.Copy(&n, r)
	if err != nil {
		return logFile{}, fmt.Errorf("cannot read the log: %w", err)
	}
	if size == 0 {
		return logFile{}, fmt.Errorf("cannot compare on %q: it is empty", path)
	}
	return logFile{path: path, size: size, lines: int64(n), own: own}, nil
}

// lineCounter counts the line ends that are written to it.
type lineCounter int64

func (c *lineCounter) Write(p []byte) (int, error) {
	*c += lineCounter(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

// beginning writes the first lines of a log, about so many megabytes, to a
// file of its own. A log that is no longer is given back as it is.
func beginning(log logFile, mb int64, dir string) (logFile, error) {
	size := mb * megabyte
	if size >= log.size {
		return log, nil
	}
	part := logFile{path: filepath.Join(dir, fmt.Sprintf("first-%d-MB.log", mb)), own: log.own}
	if info, err := os.Stat(part.path); err == nil && info.Size() > 0 {
		return count(part.path, part.own)
	}
	in, err := os.Open(log.path)
	if err != nil {
		return logFile{}, fmt.Errorf("cannot open the log: %w", err)
	}
	defer in.Close()
	r := bufio.NewReaderSize(in, 1<<20)
	out, err := os.Create(part.path)
	if err != nil {
		return logFile{}, fmt.Errorf("cannot write a part of the log: %w", err)
	}
	err = copyLines(out, r, size)
	if closing := out.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return logFile{}, fmt.Errorf("cannot write a part of the log: %w", err)
	}
	return count(part.path, part.own)
}

// copyLines copies size bytes and the rest of the line that they end in.
func copyLines(out io.Writer, r *bufio.Reader, size int64) error {
	if _, err := io.CopyN(out, r, size-1); err != nil {
		return err
	}
	for {
		piece, err := r.ReadSlice('\n')
		if _, werr := out.Write(piece); werr != nil {
			return werr
		}
		if err == nil || err == io.EOF {
			return nil
		}
		if err != bufio.ErrBufferFull {
			return err
		}
	}
}
