package measure

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
// it was started. Where there is no /proc it sees nothing.
type peakWatch struct {
	quit chan struct{}
	peak chan int64
}

func watchPeak(pid int) peakWatch {
	w := peakWatch{make(chan struct{}), make(chan int64)}
	go w.follow(fmt.Sprintf("/proc/%d/status", pid))
	return w
}

func (w peakWatch) follow(path string) {
	tick := time.NewTicker(peakEvery)
	defer tick.Stop()
	var last int64
	for {
		if status, err := os.ReadFile(path); err == nil {
			last = max(last, highWater(status))
		}
		select {
		case <-tick.C:
		case <-w.quit:
			w.peak <- last
			return
		}
	}
}

func (w peakWatch) stop() int64 {
	close(w.quit)
	return <-w.peak
}

// highWater reads VmHWM, in bytes, from the text of /proc/PID/status; 0 if it
// is not there, as after the process has ended.
func highWater(status []byte) int64 {
	for line := range bytes.Lines(status) {
		value, ok := bytes.CutPrefix(line, []byte("VmHWM:"))
		if !ok {
			continue
		}
		number, ok := bytes.CutSuffix(bytes.TrimSpace(value), []byte(" kB"))
		kib, err := strconv.ParseInt(string(bytes.TrimSpace(number)), 10, 64)
		if !ok || err != nil {
			return 0
		}
		return kib << 10
	}
	return 0
}
