//go:build unix && !linux

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakWatch takes the peak from the finished process's rusage.
type peakWatch struct{}

func watchPeak(int) peakWatch { return peakWatch{} }

func (peakWatch) stop(st *os.ProcessState) int64 {
	usage, ok := st.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	// Darwin counts in bytes, the others in KiB.
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}
