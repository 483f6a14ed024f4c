package lines

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// blockBytes is how much a filter is given at once: enough that the cost of a
// read does not count, little enough to stay in the second level cache.
const blockBytes = 256 << 10

// Redact appends the redacted block to dst. The block holds whole lines, the
// last block perhaps one without its end; it is the function's to change.
type Redact func(dst, block []byte) []byte

// Main filters standard input and ends the program with status 2 on an error.
func Main(redact Redact) {
	if err := Filter(os.Stdin, os.Stdout, redact); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// Filter gives redact everything that comes from in and writes what it returns.
func Filter(in io.Reader, out io.Writer, redact Redact) error {
	var dst []byte
	buf, held := make([]byte, blockBytes), 0
	for {
		n, err := io.ReadFull(in, buf[held:])
		held += n
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return fmt.Errorf("cannot read the input: %w", err)
		}
		whole := bytes.LastIndexByte(buf[:held], '\n') + 1
		if last {
			whole = held
		}
		if whole > 0 {
			dst = redact(dst[:0], buf[:whole])
			if _, err := out.Write(dst); err != nil {
				return fmt.Errorf("cannot write the output: %w", err)
			}
		}
		if last {
			return nil
		}
		held = copy(buf, buf[whole:held])
		if held == len(buf) {
			buf = append(buf, make([]byte, len(buf))...)
		}
	}
}

// Each is a Redact for filters that look at one line at a time: line has no
// line end.
func Each(line func(dst, line []byte) []byte) Redact {
	return func(dst, block []byte) []byte {
		for text := range bytes.Lines(block) {
			body, ended := bytes.CutSuffix(text, []byte("\n"))
			dst = line(dst, body)
			if ended {
				dst = append(dst, '\n')
			}
		}
		return dst
	}
}
