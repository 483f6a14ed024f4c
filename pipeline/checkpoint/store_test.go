package checkpoint

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pipeline/setting"
)

// open opens a store that the test closes at its end.
func open(t *testing.T, dir string) (*Store, *State) {
	t.Helper()
	s, state, err := Open(dir, "file")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, state
}

func sample(k *Key) *State {
	return &State{
		Include: []string{"/var/log/*.log"},
		Entries: []Entry{
			{Path: "/var/log/a.log", File: File{Device: 1, Inode: 1 << 63}, After: &File{Device: 2, Inode: 3}, Head: k.Print([]byte("abc")), Position: 3, Tail: k.Print([]byte("c")), Resume: []byte{0, 255}, Seen: time.Unix(5, 0).UTC()},
			{Path: "/var/log/b.gz", Head: k.Print([]byte("\x1f\x8b")), Compression: "gzip", Size: 7, Seen: time.Unix(6, 0).UTC()},
		},
	}
}

func TestWhatWasWrittenIsRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there")
	s, state := open(t, dir)
	if state != nil {
		t.Errorf("a new folder has a state: %v", state)
	}
	want := sample(s.Key)
	for range 2 {
		if _, err := s.Write(want); err != nil {
			t.Fatal(err)
		}
		s.Close()
		s, state = open(t, dir)
		if d := cmp.Diff(want, state); d != "" {
			t.Error(d)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("the folder holds %v, %v; want the checkpoint, its lock and the key", entries, err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", e.Name(), info.Mode(), err)
		}
	}
}

func TestDamageIsAnErrorThatSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir)
	if _, err := s.Write(sample(s.Key)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	path, key := filepath.Join(dir, "checkpoint-file.json"), filepath.Join(dir, keyName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func() error{
		"empty":         func() error { return os.WriteFile(path, nil, 0o600) },
		"cut":           func() error { return os.WriteFile(path, whole[:len(whole)/2], 0o600) },
		"no files":      func() error { return os.WriteFile(path, []byte(`{"version":1}`), 0o600) },
		"later version": func() error { return os.WriteFile(path, bytes.Replace(whole, []byte(":1,"), []byte(":2,"), 1), 0o600) },
		"unknown field": func() error {
			return os.WriteFile(path, bytes.Replace(whole, []byte("inode"), []byte("snode"), 1), 0o600)
		},
		"cut key": func() error { return os.WriteFile(key, secret[:20], 0o600) },
		"no key":  func() error { return os.Remove(key) },
	} {
		if err := errors.Join(os.WriteFile(path, whole, 0o600), os.WriteFile(key, secret, 0o600), damage()); err != nil {
			t.Fatal(err)
		}
		s, _, err := Open(dir, "file")
		if err == nil {
			s.Close()
			t.Errorf("%s: no error", name)
			continue
		}
		if setting.HintOf(err) != startOver {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOneScrimAtATime(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir)
	_, _, err := Open(dir, "file")
	if err == nil || !strings.Contains(err.Error(), strconv.Itoa(os.Getpid())) || !strings.Contains(setting.HintOf(err), "state_dir") {
		t.Errorf("the second one: %v", err)
	}
	other, _, err := Open(dir, "file-2")
	if err != nil {
		t.Fatalf("another source of the same scrim: %v", err)
	}
	if *other.Key != *s.Key {
		t.Error("two sources have different keys")
	}
	other.Close()
	s.Close()
	open(t, dir)
}

// TestKilledWritesLeaveNothing: a new content that was not renamed is removed,
// and only that of this source.
func TestKilledWritesLeaveNothing(t *testing.T) {
	dir := t.TempDir()
	left, others := filepath.Join(dir, "checkpoint-file.json.123.tmp"), filepath.Join(dir, "checkpoint-file-2.json.123.tmp")
	if err := errors.Join(os.WriteFile(left, nil, 0o600), os.WriteFile(others, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	if _, err := os.Stat(left); err == nil {
		t.Error("it is still there")
	}
	if _, err := os.Stat(others); err != nil {
		t.Error("that of another source is gone")
	}
}

// TestFailedWritesKeepTheOldFile: a folder that takes no new file for a while
// stands for a full disk.
func TestFailedWritesKeepTheOldFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a folder with an open file is not renamed there")
	}
	dir := filepath.Join(t.TempDir(), "state")
	s, _ := open(t, dir)
	want := sample(s.Key)
	if _, err := s.Write(want); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write(&State{}); err == nil {
		t.Error("no error")
	}
	if err := os.Rename(dir+"-away", dir); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, state := open(t, dir); cmp.Diff(want, state) != "" {
		t.Error(cmp.Diff(want, state))
	}
}

func TestPrints(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir)
	short := s.Key.Print([]byte("one line\n"))
	if !s.Key.Fits(short, []byte("one line\nand more")) {
		t.Error("a file that has grown is not recognised")
	}
	for _, other := range []string{"", "one line", "two line\n"} {
		if s.Key.Fits(short, []byte(other)) {
			t.Errorf("%q is taken for another file", other)
		}
	}
	if !s.Key.Fits(Print{}, []byte("anything")) {
		t.Error("what is known to be empty does not fit")
	}
	other, _ := open(t, t.TempDir())
	if other.Key.Print([]byte("one line\n")) == short {
		t.Error("two state folders have the same prints")
	}
}
