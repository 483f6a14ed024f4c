package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"scrim": main})
}

// TestScripts runs testdata/script/*.txtar, each named for the behaviour that
// it holds still.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":        exits,
			"pack":         pack,
			"unpack":       unpack,
			"lines":        lines,
			"age":          age,
			"aged":         aged,
			"mode":         mode,
			"bytes":        writeBytes,
			"eventually":   eventually,
			"rewriting":    rewriting,
			"signal":       sendSignal,
			"listening":    listening,
			"fetch":        fetch,
			"picky":        picky,
			"talkative":    talkative,
			"nothing_left": nothingLeft,
			"evident":      evident,
		},
	})
}

// condition adds to the conditions of a script: [root], [devfull] for a device
// that is always full, and [tmpfs] for leave to mount a small disk.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Geteuid() == 0, nil
	case "devfull":
		_, err := os.Stat("/dev/full")
		return err == nil, nil
	case "tmpfs":
		return mayMount(), nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

var mayMount = sync.OnceValue(func() bool {
	dir, err := os.MkdirTemp("", "scrim-tmpfs")
	if err != nil {
		return false
	}
	defer os.Remove(dir)
	if exec.Command("mount", "-t", "tmpfs", "tmpfs", dir).Run() != nil {
		return false
	}
	return exec.Command("umount", dir).Run() == nil
})

// exits CODE PROGRAM ARG...: the program ends with that exit status.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var failed *exec.ExitError
		if !errors.As(err, &failed) {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// pack gzip|zstd FROM TO: compresses a file.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&b)
	if args[0] == "zstd" {
		var err error
		w, err = zstd.NewWriter(&b)
		ts.Check(err)
	}
	_, err := io.WriteString(w, ts.ReadFile(args[1]))
	ts.Check(errors.Join(err, w.Close()))
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), b.Bytes(), 0o666))
}

// unpack gzip|zstd FROM TO: decompresses a file.
func unpack(ts *testscript.TestScript, _ bool, args []string) {
	packed := strings.NewReader(ts.ReadFile(args[1]))
	var r io.Reader
	var err error
	if args[0] == "zstd" {
		r, err = zstd.NewReader(packed)
	} else {
		r, err = gzip.NewReader(packed)
	}
	ts.Check(err)
	plain, err := io.ReadAll(r)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), plain, 0o666))
}

// lines N FILE.gz: so many lines with an address each. Compressed, they take
// long to rewrite and little of the disk.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	z := gzip.NewWriter(f)
	for range n {
		_, err := io.WriteString(z, "2026-01-01 12:00:00 INFO login of alice@example.com from the office\n")
		ts.Check(err)
	}
	ts.Check(errors.Join(z.Close(), f.Close()))
}

// longAgo is the modification time of a file that was aged.
var longAgo = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// age FILE: makes the file look old.
func age(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Chtimes(ts.MkAbs(args[0]), longAgo, longAgo))
}

// [!] aged FILE: the file was not modified since age.
func aged(ts *testscript.TestScript, neg bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if info.ModTime().Equal(longAgo) == neg {
		ts.Fatalf("%s was modified at %v", args[0], info.ModTime())
	}
}

// mode 0640 FILE: the file has these permissions.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := fmt.Sprintf("%#o", info.Mode().Perm()); got != args[0] {
		ts.Fatalf("%s has mode %s", args[1], got)
	}
}

// bytes FILE TEXT: writes text with Go's escapes, which txtar cannot hold.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

// patience is how long a script waits for another process.
const patience = 20 * time.Second

func until(ts *testscript.TestScript, what string, done func() bool) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if done() {
			return
		}
	}
	ts.Fatalf("%s did not happen", what)
}

// eventually FILE REGEXP: waits until the file holds a match.
func eventually(ts *testscript.TestScript, _ bool, args []string) {
	want := regexp.MustCompile(args[1])
	until(ts, args[1], func() bool {
		b, err := os.ReadFile(ts.MkAbs(args[0]))
		return err == nil && want.Match(b)
	})
}

// rewriting: waits until a file below the current folder is being written.
func rewriting(ts *testscript.TestScript, _ bool, _ []string) {
	until(ts, "rewriting", func() bool { return len(temporaries(ts)) > 0 })
}

// nothing_left: there is no temporary file in the script's folder or below.
func nothingLeft(ts *testscript.TestScript, _ bool, _ []string) {
	if left := temporaries(ts); len(left) > 0 {
		ts.Fatalf("left behind: %q", left)
	}
}

func temporaries(ts *testscript.TestScript) (found []string) {
	_ = filepath.WalkDir(ts.Getenv("WORK"), func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(filepath.Base(path), ".scrim-") {
			found = append(found, path)
		}
		return nil
	})
	return found
}

// signal NAME FILE: sends a signal to the process whose id the file holds.
func sendSignal(ts *testscript.TestScript, _ bool, args []string) {
	pid := strings.TrimSpace(ts.ReadFile(args[1]))
	ts.Check(ts.Exec("kill", "-"+args[0], pid))
}
