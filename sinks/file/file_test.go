package file_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"scrim/sinks/file"
)

// folder is a new folder with the file log in it.
func folder(t *testing.T) (dir, log string) {
	t.Helper()
	dir = t.TempDir()
	log = filepath.Join(dir, "app.log")
	write(t, log, "old")
	return dir, log
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
}

func wantText(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s: %q, %v; want %q", path, got, err, want)
	}
}

// wantNames fails if the folder holds anything else.
func wantNames(t *testing.T, dir, want string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the folder holds %s, want %s", got, want)
	}
}

// replace starts to replace log with the text new.
func replace(t *testing.T, log string, o file.Options) *file.Writer {
	t.Helper()
	info, err := os.Stat(log)
	if err != nil {
		t.Fatal(err)
	}
	w, err := file.Replace(log, info, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("new")); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestCommitReplaces(t *testing.T) {
	dir, log := folder(t)
	w := replace(t, log, file.Options{})
	wantText(t, log, "old")
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	wantText(t, log, "new")
	wantNames(t, dir, "app.log")
}

func TestAbortLeavesTheFile(t *testing.T) {
	dir, log := folder(t)
	w := replace(t, log, file.Options{})
	w.Abort()
	w.Abort()
	wantText(t, log, "old")
	wantNames(t, dir, "app.log")
	if err := w.Commit(); err == nil {
		t.Error("Commit after Abort succeeded")
	}
	wantText(t, log, "old")
}

// TestCommitSeesChanges changes the file between reading and Commit.
func TestCommitSeesChanges(t *testing.T) {
	f := func(name string, change func(log string) error) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			dir, log := folder(t)
			w := replace(t, log, file.Options{Backup: ".bak"})
			if err := change(log); err != nil {
				t.Fatal(err)
			}
			if err := w.Commit(); !errors.Is(err, file.ErrChanged) {
				t.Errorf("Commit: %v", err)
			}
			wantNames(t, dir, "app.log")
		})
	}
	f("grown", func(log string) error { return os.WriteFile(log, []byte("older"), 0o640) })
	f("touched", func(log string) error { return os.Chtimes(log, time.Time{}, time.Unix(1, 0)) })
	f("another file", func(log string) error {
		info, err := os.Stat(log)
		write := os.WriteFile(log+".x", []byte("odd"), 0o640)
		times := os.Chtimes(log+".x", info.ModTime(), info.ModTime())
		return errors.Join(err, write, times, os.Rename(log+".x", log))
	})
}

func TestCommitSeesThatTheFileIsGone(t *testing.T) {
	dir, log := folder(t)
	w := replace(t, log, file.Options{})
	if err := os.Remove(log); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Commit: %v", err)
	}
	wantNames(t, dir, "")
}

func TestBackup(t *testing.T) {
	dir, log := folder(t)
	if err := replace(t, log, file.Options{Backup: ".bak"}).Commit(); err != nil {
		t.Fatal(err)
	}
	wantText(t, log, "new")
	wantText(t, log+".bak", "old")
	wantNames(t, dir, "app.log app.log.bak")

	err := replace(t, log, file.Options{Backup: ".bak"}).Commit()
	if !errors.Is(err, fs.ErrExist) {
		t.Errorf("Commit over a backup: %v", err)
	}
	wantText(t, log+".bak", "old")
	wantNames(t, dir, "app.log app.log.bak")
}

func TestCreate(t *testing.T) {
	dir, log := folder(t)
	f := func(path string, c file.Compression) {
		t.Helper()
		w, err := file.Create(path, file.Options{Compression: c})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("new")); err != nil {
			t.Fatal(err)
		}
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	f(log, file.Plain)
	wantText(t, log, "new")
	f(filepath.Join(dir, "b.log"), file.Plain)
	wantText(t, filepath.Join(dir, "b.log"), "new")
	f(filepath.Join(dir, "c.gz"), file.Gzip)
	f(filepath.Join(dir, "d.zst"), file.Zstd)
	wantNames(t, dir, "app.log b.log c.gz d.zst")
}

// TestErrorsNameTheFile: nobody knows the temporary file's name.
func TestErrorsNameTheFile(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "no", "app.log")
	_, err := file.Create(missing, file.Options{})
	var path *fs.PathError
	if !errors.As(err, &path) || path.Path != missing || path.Op != "create" {
		t.Errorf("Create: %v", err)
	}
}

func TestReplaceRefusesFolders(t *testing.T) {
	dir := t.TempDir()
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Replace(dir, info, file.Options{}); !errors.Is(err, file.ErrNotRegular) {
		t.Errorf("Replace: %v", err)
	}
}

func TestCompressionOf(t *testing.T) {
	f := func(path string, want file.Compression) {
		t.Helper()
		if got := file.CompressionOf(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	f("app.log", file.Plain)
	f("app.log.gz", file.Gzip)
	f("APP.LOG.GZ", file.Gzip)
	f("app.zst", file.Zstd)
	f("app.zstd", file.Zstd)
	f("gz", file.Plain)
	f("folder.gz/app", file.Plain)
}
