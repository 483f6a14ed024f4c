package stdout_test

import (
	"errors"
	"io/fs"
	"os"
	"testing"

	"scrim/sinks/stdout"
)

func TestClosedByItsReader(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	out := stdout.New(w)
	if _, err := out.Write([]byte("text")); !errors.Is(err, stdout.ErrClosed) {
		t.Errorf("Write: %v", err)
	}
	if !errors.Is(out.Err(), stdout.ErrClosed) {
		t.Errorf("Err: %v", out.Err())
	}
}

func TestWriteFails(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no device that is always full")
	}
	out := stdout.New(full)
	_, err = out.Write([]byte("text"))
	var path *fs.PathError
	if !errors.As(err, &path) || path.Path != stdout.Name {
		t.Errorf("Write: %v", err)
	}
	if err := out.Commit(); err != nil {
		t.Errorf("Commit: %v", err)
	}
}
