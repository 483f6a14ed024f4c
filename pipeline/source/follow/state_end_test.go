package follow

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"scrim/pipeline"
)

// lockedBuffer is a log that is read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) bytes() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Clone(l.b.Bytes())
}

// TestDamagedCheckpointsStopTheStart: nothing is read anew by accident.
func TestDamagedCheckpointsStopTheStart(t *testing.T) {
	s := newSite(t, "app.log")
	s.add("app.log", "one\n")
	s.start()
	s.want("app.log", "one")
	s.stop()
	s.do(os.Truncate(filepath.Join(s.state, "checkpoint-file.json"), 40))
	it, err := s.settings.Open(pipeline.Environment{Name: "file", StateDir: s.state})
	s.do(err)
	err = it.Run(context.Background(), nil)
	if err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("got %v", err)
	}
}

// TestUnwritableStateIsWaitedFor: reading goes on, and the checkpoint is written
// when that works again.
func TestUnwritableStateIsWaitedFor(t *testing.T) {
	s := newSite(t, "app.log")
	var said lockedBuffer
	s.log = &said
	s.add("app.log", "one\n")
	s.start()
	s.want("app.log", "one")
	s.do(os.Rename(s.state, s.state+"-away"))
	s.add("app.log", "two\n")
	s.want("app.log", "one", "two")
	s.until("the warning", func() bool { return bytes.Contains(said.bytes(), []byte("cannot write the checkpoint")) })
	s.add("app.log", "three\n")
	s.want("app.log", "one", "two", "three")
	s.do(os.Rename(s.state+"-away", s.state))
	s.until("the end of it", func() bool { return bytes.Contains(said.bytes(), []byte("works again")) })
	s.stop()
	s.start()
	s.add("app.log", "four\n")
	s.want("app.log", "one", "two", "three", "four")
}

// TestCheckpointsHoldNoBytesOfLogs: neither they nor the log of the source.
func TestCheckpointsHoldNoBytesOfLogs(t *testing.T) {
	s := newSite(t, "app.log")
	var said lockedBuffer
	s.log = &said
	s.add("app.log", strings.Repeat("\x00\x01\x02", 20)+" plainly-fake-secret\n")
	s.start()
	s.until("the line", func() bool { return s.sink.all() == 1 })
	s.stop()
	text, err := os.ReadFile(filepath.Join(s.state, "checkpoint-file.json"))
	s.do(err)
	if bytes.Contains(append(text, said.bytes()...), []byte("plainly")) {
		t.Errorf("they do: %s %s", text, said.bytes())
	}
	if !bytes.Contains(said.bytes(), []byte("does not look like text")) {
		t.Errorf("there is no warning: %s", said.bytes())
	}
}

// TestNothingIsCommittedBeforeItIsDelivered: what a sink has not taken is read
// again.
func TestNothingIsCommittedBeforeItIsDelivered(t *testing.T) {
	s := newSite(t, "app.log")
	s.add("app.log", "one\n")
	s.start()
	s.want("app.log", "one")
	s.stop()
	path := filepath.Join(s.state, "checkpoint-file.json")
	s.sink.hold = make(chan struct{})
	s.start()
	s.add("app.log", "two\n")
	s.still()
	text, err := os.ReadFile(path)
	s.do(err)
	if !bytes.Contains(text, []byte(`"position":4,`)) {
		t.Errorf("the checkpoint says %s", text)
	}
	close(s.sink.hold)
	s.want("app.log", "one", "two")
	s.until("the checkpoint", func() bool {
		text, err := os.ReadFile(path)
		return err == nil && bytes.Contains(text, []byte(`"position":8,`))
	})
}

// TestSlowSinksGetLargerBatches: lines that come one by one wait in their file
// while a sink is slow, and are not a batch each.
func TestSlowSinksGetLargerBatches(t *testing.T) {
	s := newSite(t, "app.log")
	s.sink.hold = make(chan struct{})
	s.start()
	var want []string
	for i := range 40 {
		want = append(want, fmt.Sprint("line ", i))
		s.add("app.log", want[i]+"\n")
		time.Sleep(2 * gather)
	}
	close(s.sink.hold)
	s.want("app.log", want...)
	if s.sink.calls > 2*maxUnacked {
		t.Errorf("there are %d batches", s.sink.calls)
	}
}

// TestLongLinesAreNotHeld: what is acknowledged only at its end is read on.
func TestLongLinesAreNotHeld(t *testing.T) {
	s := newSite(t, "app.log")
	s.start()
	part := strings.Repeat("a part of a long line ", 20<<10/22)
	for range 40 {
		s.add("app.log", part)
		time.Sleep(gather)
	}
	s.add("app.log", "\n")
	s.want("app.log", strings.Repeat(part, 40))
}
