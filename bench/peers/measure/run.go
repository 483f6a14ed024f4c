package measure

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"
)

// Sample is what one run took.
type Sample struct {
	// CPU is user and system time together.
	CPU time.Duration
	// Peak is the largest resident memory in bytes, 0 if the system does not
	// say.
	Peak int64
}

// Run feeds a file to a command, gives its output to out, and waits for it.
// The output goes to the null device without a detour if out is nil. That a
// command ends with status 1 is no error: ripgrep does so where nothing
// matches.
func Run(argv []string, input string, out io.Writer) (Sample, error) {
	in, err := os.Open(input)
	if err != nil {
		return Sample{}, fmt.Errorf("cannot open the input: %w", err)
	}
	defer in.Close()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, os.Stderr
	if err := cmd.Start(); err != nil {
		return Sample{}, fmt.Errorf("cannot start %s: %w", argv[0], err)
	}
	watch := watchPeak(cmd.Process.Pid)
	err = cmd.Wait()
	peak := watch.stop()
	if status := new(exec.ExitError); err != nil && !(errors.As(err, &status) && status.ExitCode() == 1) {
		return Sample{}, fmt.Errorf("cannot run %s: %w", argv[0], err)
	}
	st := cmd.ProcessState
	return Sample{CPU: st.UserTime() + st.SystemTime(), Peak: peak}, nil
}

// Median is the median of each figure by itself; of an even number of runs the
// higher of the two in the middle. There must be at least one.
func Median(runs []Sample) Sample {
	cpu, peak := make([]time.Duration, len(runs)), make([]int64, len(runs))
	for i, r := range runs {
		cpu[i], peak[i] = r.CPU, r.Peak
	}
	slices.Sort(cpu)
	slices.Sort(peak)
	return Sample{CPU: cpu[len(cpu)/2], Peak: peak[len(peak)/2]}
}
