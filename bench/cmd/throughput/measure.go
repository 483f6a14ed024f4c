package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

// sample is one measured run.
type sample struct {
	cpu, wall time.Duration
	peak      int64 // bytes, 0 if the system does not say
}

// measureAll runs the contenders in turn, round by round, so that a change in
// the machine's load meets all of them. The first round only warms the caches.
func measureAll(cs []*contender, log logFile, rounds int) error {
	for round := range rounds + 1 {
		for _, c := range cs {
			s, err := measure(c.argv, log.path)
			if err != nil {
				return fmt.Errorf("cannot measure %s: %w", c.name, err)
			}
			if round > 0 {
				c.runs = append(c.runs, s)
			}
		}
	}
	return nil
}

func measure(argv []string, input string) (sample, error) {
	in, err := os.Open(input)
	if err != nil {
		return sample{}, err
	}
	defer in.Close()
	out, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return sample{}, err
	}
	defer out.Close()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, os.Stderr
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return sample{}, err
	}
	watch := watchPeak(cmd.Process.Pid)
	err = cmd.Wait()
	wall := time.Since(start)
	peak := watch.stop(cmd.ProcessState)
	if err != nil {
		return sample{}, err
	}
	st := cmd.ProcessState
	return sample{cpu: st.UserTime() + st.SystemTime(), wall: wall, peak: peak}, nil
}

func (c *contender) median(of func(sample) int64) int64 {
	values := make([]int64, len(c.runs))
	for i, s := range c.runs {
		values[i] = of(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func (c *contender) cpu() time.Duration {
	return time.Duration(c.median(func(s sample) int64 { return int64(s.cpu) }))
}

func (c *contender) wall() time.Duration {
	return time.Duration(c.median(func(s sample) int64 { return int64(s.wall) }))
}

func (c *contender) peak() int64 {
	return c.median(func(s sample) int64 { return s.peak })
}
