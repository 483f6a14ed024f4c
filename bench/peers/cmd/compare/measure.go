package main

import (
	"fmt"
	"path/filepath"
	"time"

	"scrim/bench/peers/measure"
)

// tryMB is the size of the beginning on which a tool is tried. It is enough to
// tell a slow tool from a fast one, and over before one loses patience.
const tryMB = 1

// ready tries each tool on the beginning of the log and gives it as much of it
// as it gets done within the limit. A tool that fails or does not write one
// line for each is left out; scrim must not fail.
func ready(tools []*tool, log logFile, limit time.Duration, dir string) ([]*tool, error) {
	head, err := beginning(log, tryMB, dir)
	if err != nil {
		return nil, err
	}
	var good []*tool
	for _, t := range tools {
		cpu, err := try(t, head)
		if err != nil {
			if t.name == scrimName {
				return nil, err
			}
			progress("%s is left out: %v", t.name, err)
			continue
		}
		if t.log, err = beginning(log, portion(head.size, cpu, limit), dir); err != nil {
			return nil, err
		}
		good = append(good, t)
	}
	return good, nil
}

// try runs a tool once and checks that it keeps the lines.
func try(t *tool, head logFile) (time.Duration, error) {
	var lines lineCounter
	s, err := measure.Run(t.pinned(), head.path, &lines)
	if err != nil {
		return 0, err
	}
	if int64(lines) != head.lines {
		return 0, fmt.Errorf("it wrote %d lines of %d of %s", lines, head.lines, filepath.Base(head.path))
	}
	return s.CPU, nil
}

// portion is how many megabytes a tool gets done within the limit that took so
// long for size bytes, at least one.
func portion(size int64, took, limit time.Duration) int64 {
	if took <= 0 {
		took = time.Microsecond
	}
	return max(1, int64(float64(size)*limit.Seconds()/took.Seconds())/megabyte)
}

// measureAll runs the tools in turn, round by round, so that a change in the
// machine's load meets all of them.
func measureAll(tools []*tool, rounds int) error {
	for round := range rounds {
		progress("round %d of %d", round+1, rounds)
		for _, t := range tools {
			s, err := measure.Run(t.pinned(), t.log.path, nil)
			if err != nil {
				return fmt.Errorf("cannot measure %s: %w", t.name, err)
			}
			// The clock of processes may be too coarse for a very short run.
			s.CPU = max(s.CPU, time.Microsecond)
			t.runs = append(t.runs, s)
		}
	}
	return nil
}
