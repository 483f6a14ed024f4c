package logfile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"scrim/pipeline"
)

// mount gives a test a file system of its own.
func mount(t *testing.T, options string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := unix.Mount("tmpfs", folder, "tmpfs", 0, options); err != nil {
		t.Skipf("needs the right to mount a tmpfs, as root has it: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(folder, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// TestFullDisk: a disk that fills up in the middle of a batch holds whole lines
// while the sink waits, and everything once there is room.
func TestFullDisk(t *testing.T) {
	for _, policy := range fsyncs {
		t.Run(policy, func(t *testing.T) {
			folder := mount(t, "size=2m")
			path, ballast := filepath.Join(folder, "django.log"), filepath.Join(folder, "ballast")
			write(t, ballast, strings.Repeat("x", 3<<19))
			s := open1(t, path, func(s *Settings) { s.Fsync = policy })
			s.deliver(t, batchOf("first"))
			var want bytes.Buffer
			want.WriteString("first\n")
			b := batchOf()
			for i := range 3000 {
				text := fmt.Sprintf("%06d %s", i, strings.Repeat("y", 300))
				b.Records = append(b.Records, batchOf(text).Records...)
				want.WriteString(text + "\n")
			}
			done := make(chan struct{})
			go func() {
				defer close(done)
				s.deliver(t, b, batchOf())
			}()
			eventually(t, "the sink waits", func() bool { return strings.Contains(s.log.String(), "no space left") })
			if n := strings.Count(s.log.String(), "waiting"); n != 1 {
				t.Errorf("said %d times: %s", n, s.log)
			}
			eventually(t, "the file is cut back", func() bool {
				got, err := os.ReadFile(path)
				return err == nil && string(got) == "first\n"
			})
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
			<-done
			wantText(t, path, want.String())
			if !strings.Contains(s.log.String(), "works again") {
				t.Errorf("log: %s", s.log)
			}
		})
	}
}

func TestReadOnlyFileSystem(t *testing.T) {
	folder := mount(t, "size=1m")
	path := filepath.Join(folder, "django.log")
	s := open1(t, path)
	if err := unix.Mount("", folder, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	err := s.Check(t.Context())
	if !isMistake(err) || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("Check: %v", err)
	}
	if _, err := s.Deliver(t.Context(), s.link, []*pipeline.Batch{batchOf("x")}); !isMistake(err) || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("Deliver: %v", err)
	}
}
