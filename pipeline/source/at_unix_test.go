//go:build unix

package source_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"scrim/pipeline/source"
)

// TestAtReadsTheSame: at offsets, from where the file stands, and whoever has it
// open too finds it read.
func TestAtReadsTheSame(t *testing.T) {
	text := strings.Repeat("a line of a log\n", 1<<17)
	path := filepath.Join(t.TempDir(), "app.log")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, skip := range []int64{0, 7, 1000} {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Seek(skip, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		other := duplicate(t, f)
		s, err := source.New(f, path)
		if err != nil {
			t.Fatal(err)
		}
		s.LooksBinary() // looking ahead takes nothing away
		got, err := io.ReadAll(io.NewSectionReader(s.At(), 0, 1<<40))
		if err != nil || string(got) != text[skip:] {
			t.Errorf("from %d: %d bytes of %d, %v", skip, len(got), len(text), err)
		}
		if s.Consumed() != int64(len(got)) {
			t.Errorf("consumed %d of %d", s.Consumed(), len(got))
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if rest, err := io.ReadAll(other); len(rest) > 0 || err != nil {
			t.Errorf("%d bytes are left for others, %v", len(rest), err)
		}
	}
}

// duplicate is a second descriptor of an open file, as another process has it.
func duplicate(t *testing.T, f *os.File) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	d := os.NewFile(uintptr(fd), f.Name())
	t.Cleanup(func() { d.Close() })
	return d
}
