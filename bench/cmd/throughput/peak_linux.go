package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// peakEvery is how often the high-water mark is read. It only ever grows, so
// at most the growth of the last interval is missed.
const peakEvery = 2 * time.Millisecond

// peakWatch follows a process's high-water mark of resident memory. Rusage
// would not do: Linux counts into a child's maximum what its parent held when
// it was started.
type peakWatch struct {
	quit chan struct{}
	peak chan int64
}

func watchPeak(pid int) *peakWatch {
	w := &peakWatch{make(chan struct{}), make(chan int64)}
	go w.follow(fmt.Sprintf("/proc/%d/status", pid))
	return w
}

func (w *peakWatch) follow(status string) {
	tick := time.NewTicker(peakEvery)
	defer tick.Stop()
	var last int64
	for {
		if n := highWater(status); n > 0 {
			last = n
		}
		select {
		case <-tick.C:
		case <-w.quit:
			w.peak <- last
			return
		}
	}
}

func (w *peakWatch) stop(*os.ProcessState) int64 {
	close(w.quit)
	return <-w.peak
}

// highWater reads VmHWM; 0 if the process is gone.
func highWater(status string) int64 {
	text, err := os.ReadFile(status)
	if err != nil {
		return 0
	}
	_, after, found := bytes.Cut(text, []byte("VmHWM:"))
	if !found {
		return 0
	}
	fields := bytes.Fields(after[:min(len(after), 32)])
	kib, err := strconv.ParseInt(string(fields[0]), 10, 64)
	if err != nil {
		return 0
	}
	return kib << 10
}
