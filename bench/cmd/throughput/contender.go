package main

import (
	"fmt"
	"os/exec"
	"runtime"
)

// contender is one command that is measured: a filter of stdin to stdout.
type contender struct {
	name string
	argv []string
	runs []sample
}

// contenders lists what is installed here. One core for all, so that work
// moved to another thread is not work saved; scrim once more as people run it.
func contenders(o options) []*contender {
	pin := pinning()
	var cs []*contender
	add := func(name string, prefix []string, argv ...string) {
		if _, err := exec.LookPath(argv[0]); err == nil {
			cs = append(cs, &contender{name: name, argv: append(append([]string(nil), prefix...), argv...)})
		}
	}
	add("cat", pin, "cat")
	add("scrim, one core", pin, o.scrim, "-j", "1")
	add("rg --passthru", pin, "rg", "--passthru", "--text", "--no-unicode", "--no-filename", "--no-line-number", "--color=never",
		"--replace", "[FILTERED]", "--file", o.patterns, "-")
	add(fmt.Sprintf("scrim, all %d cores", runtime.NumCPU()), nil, o.scrim)
	return cs
}

// pinning is the command prefix that keeps a process on one core, empty where
// the system has none.
func pinning() []string {
	last := fmt.Sprint(runtime.NumCPU() - 1)
	prefix := []string{"taskset", "--cpu-list", last}
	// A container may forbid the core, or its taskset know no long option.
	if exec.Command(prefix[0], append(prefix[1:], "true")...).Run() == nil {
		return prefix
	}
	return nil
}
