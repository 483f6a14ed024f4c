//go:build unix

package logfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"scrim/pipeline/setting"
	"scrim/sinks/line"
)

// TestMissingPermission: of the file, of its folder, and of a folder in which
// nothing could be renamed.
func TestMissingPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may do everything")
	}
	folder := t.TempDir()
	mine, closed := filepath.Join(folder, "mine.log"), filepath.Join(folder, "closed")
	write(t, mine, "")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	inside := filepath.Join(closed, "inside.log")
	write(t, inside, "")
	for _, change := range []struct {
		path string
		mode fs.FileMode
	}{{mine, 0o400}, {closed, 0o500}} {
		if err := os.Chmod(change.path, change.mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(closed, 0o700) })
	for _, c := range []struct {
		path string
		size setting.Size
		ok   bool
	}{
		{mine, 0, false},
		{filepath.Join(closed, "new.log"), 0, false},
		{filepath.Join(closed, "new", "folder", "django.log"), 0, false},
		{inside, 0, true},
		{inside, 1000, false},
	} {
		s := Defaults()
		s.Path, s.MaxSize = setting.Path(c.path), c.size
		_, err := NewWriter(s, line.Records{})
		if c.ok && err != nil || !c.ok && (!errors.Is(err, fs.ErrPermission) || !isMistake(err)) {
			t.Errorf("%s, max_size %d: %v", c.path, c.size, err)
		}
	}
}
