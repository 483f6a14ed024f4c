//go:build unix

package logfile

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/line"
)

func fifo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skipf("needs named pipes: %v", err)
	}
	return path
}

func (s *sinkOf) delivering(t *testing.T, values ...string) (done chan struct{}) {
	done = make(chan struct{})
	go func() {
		defer close(done)
		s.deliver(t, batchOf(values...))
	}()
	return done
}

// TestPipe: a named pipe is waited for, is never rotated or cut, and gets whole
// lines also after its reader was replaced.
func TestPipe(t *testing.T) {
	path := fifo(t)
	s := open1(t, path, func(s *Settings) { s.MaxSize = 4 })
	done := s.delivering(t, "one", "two")
	eventually(t, "the sink waits for a reader", func() bool { return strings.Contains(s.log.String(), "waiting") })
	r, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(r)
	want := func(w string) {
		t.Helper()
		var got string
		// Between a close of the sink and its next open a reader is at an end.
		eventually(t, "a line", func() bool {
			got, err = lines.ReadString('\n')
			return got != "" || err != io.EOF
		})
		if got != w+"\n" {
			t.Errorf("%q, %v; want %q", got, err, w)
		}
	}
	want("one")
	want("two")
	<-done
	r.Close()
	done = s.delivering(t, "three", "four")
	if r, err = os.Open(path); err != nil { // waits for the sink to open it again
		t.Fatal(err)
	}
	defer r.Close()
	lines = bufio.NewReader(r)
	want("three")
	want("four")
	<-done
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

// TestStalledReader: a reader that takes nothing keeps nobody from ending, and
// goes on with whole lines.
func TestStalledReader(t *testing.T) {
	path := fifo(t)
	s := open1(t, path)
	r, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	long := strings.Repeat("x", 1<<20) // more than a pipe holds
	ctx, cancel := context.WithCancel(context.Background())
	lines := bufio.NewReaderSize(r, 16)
	go func() {
		_, _ = lines.Peek(1) // the write has begun
		cancel()
	}()
	if _, err := s.Deliver(ctx, s.link, []*pipeline.Batch{batchOf(long)}); err != context.Canceled {
		t.Fatalf("Deliver: %v", err)
	}
	done := s.delivering(t, long, "next")
	if torn, err := lines.ReadString('\n'); err != nil || !strings.HasPrefix(long, strings.TrimSuffix(torn, "\n")) {
		t.Errorf("the torn line: %.20q, %v", torn, err)
	}
	if got, err := lines.ReadString('\n'); err != nil || got != long+"\n" {
		t.Errorf("the line: %.20q, %v", got, err)
	}
	if got, err := lines.ReadString('\n'); err != nil || got != "next\n" {
		t.Errorf("the next: %.20q, %v", got, err)
	}
	<-done
}

// TestDevice: what is below /dev is written as it is, even if it is a file.
func TestDevice(t *testing.T) {
	open1(t, "/dev/null").deliver(t, batchOf("x"))
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("no line end"); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/proc/self/fd/%d", f.Fd())
	if _, err := os.Stat(path); err != nil {
		t.Skip("needs /proc")
	}
	s := open1(t, path)
	s.deliver(t, batchOf("x"))
	s.deliver(t, batchOf("y"))
	wantText(t, f.Name(), "no line endx\ny\n")
}

func TestSocketIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	s := Defaults()
	s.Path = setting.Path(path)
	if _, err := NewWriter(s, line.Records{}); !isMistake(err) {
		t.Errorf("%v", err)
	}
}
