package measure

import (
	"fmt"
	"os/exec"
	"runtime"
)

// Pinning is the command prefix that keeps a process on one core, so that work
// moved to another thread is not work saved. It is empty where the system has
// none.
func Pinning() []string {
	prefix := []string{"taskset", "--cpu-list", fmt.Sprint(runtime.NumCPU() - 1)}
	// A container may forbid the core, or its taskset know no long option.
	if exec.Command(prefix[0], append(prefix[1:], "true")...).Run() != nil {
		return nil
	}
	return prefix
}
