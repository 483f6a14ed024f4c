package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// label begins every mask that scrim writes by default.
const label = "[FILTERED_"

// checkOutput runs scrim once, unmeasured, and counts: a fast tool that loses
// lines or masks nothing is not fast. It returns the number of masks.
func checkOutput(scrim string, log logFile) (int64, error) {
	in, err := os.Open(log.path)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	cmd := exec.Command(scrim)
	cmd.Stdin, cmd.Stderr = in, os.Stderr
	var out, was counter
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("cannot run %s: %w", scrim, err)
	}
	if err := was.readFile(log.path); err != nil {
		return 0, err
	}
	if out.lines != was.lines {
		return 0, fmt.Errorf("%s wrote %d lines of %d", scrim, out.lines, was.lines)
	}
	if out.labels == 0 {
		return 0, fmt.Errorf("%s masked nothing", scrim)
	}
	return out.labels, nil
}

// counter counts the lines and masks written to it.
type counter struct {
	lines, labels int64
	// window is the last write with the bytes kept from the one before, too
	// few for a label but enough for one that was cut.
	window []byte
}

func (c *counter) Write(p []byte) (int, error) {
	c.lines += int64(bytes.Count(p, []byte("\n")))
	c.window = append(c.window, p...)
	c.labels += int64(bytes.Count(c.window, []byte(label)))
	kept := c.window[max(0, len(c.window)-len(label)+1):]
	c.window = append(c.window[:0], kept...)
	return len(p), nil
}

func (c *counter) readFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(c, f)
	return err
}
