//go:build unix

package follow

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// childVariable tells this test program to be a scrim that is going to be killed;
// its value is the folder.
const childVariable = "SCRIM_FOLLOW_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childVariable); dir != "" {
		if err := runChild(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// runChild follows the logs of a folder into one file until it is killed.
func runChild(dir string) error {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		return err
	}
	out, err := os.OpenFile(filepath.Join(dir, "out"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	s := NewSettings().(*Settings)
	s.Include = []setting.Path{setting.Path(filepath.Join(dir, "logs", "*.log*"))}
	s.PollInterval, s.RotateWait, s.CheckpointInterval = setting.Duration(20*time.Millisecond), setting.Duration(100*time.Millisecond), setting.Duration(10*time.Millisecond)
	it, err := s.Open(pipeline.Environment{Name: "file", StateDir: filepath.Join(dir, "state")})
	if err != nil {
		return err
	}
	return pipeline.New(pipeline.Settings{
		Engines: pipeline.Engines{Text: engine, Keys: engine},
		Sources: []pipeline.Named[pipeline.Source]{{Name: "file", It: it}},
		Sinks:   []pipeline.Named[pipeline.Sink]{{Name: "out", It: appender{out}}},
		Workers: 2,
		Log:     slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	}).Run(context.Background())
}

// appender is a sink that writes lines to a file. A write is where a kill cannot
// take it away; a last line that was cut by a kill is told by its form.
type appender struct{ *os.File }

func (a appender) Deliver(_ context.Context, _ *pipeline.Link, batches []*pipeline.Batch) ([]pipeline.Refused, error) {
	var text []byte
	for _, b := range batches {
		for _, r := range b.Records {
			text = append(append(text, r.Value...), '\n')
		}
	}
	_, err := a.Write(text)
	return nil, err
}

// logWriter writes numbered lines to logs that it rotates, each in its own way.
type logWriter struct {
	dir    string
	rotate func(w *logWriter) error
	name   string
	file   *os.File
	next   int
	turn   int // how often it was rotated

	ends    []int // the numbers after the last lines of old parts
	removed int   // how many of these are deleted
}

func (w *logWriter) path() string { return filepath.Join(w.dir, w.name) }

// write writes lines, the last one in two pieces.
func (w *logWriter) write(n int) (err error) {
	if w.file == nil {
		if w.file, err = os.OpenFile(w.path(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
			return err
		}
	}
	for range n {
		line := fmt.Sprintf("%s %d in part %d of this log\n", w.name, w.next, w.turn)
		w.next++
		_, first := w.file.WriteString(line[:len(line)/2])
		_, second := w.file.WriteString(line[len(line)/2:])
		if err := errors.Join(first, second); err != nil {
			return err
		}
	}
	return nil
}

func (w *logWriter) close() error {
	f := w.file
	w.file = nil
	return f.Close()
}

// old is the path of a part that was rotated.
func (w *logWriter) old(part int) string { return fmt.Sprintf("%s.%d", w.path(), part) }

// rename is logrotate's create.
func rename(w *logWriter) error {
	old := w.old(w.turn)
	w.turn++
	w.ends = append(w.ends, w.next)
	return errors.Join(os.Rename(w.path(), old), w.close())
}

// compress is logrotate's create with compress and delaycompress. The compressed
// file grows while scrim may look at it.
func compress(w *logWriter) error {
	if err := rename(w); err != nil || w.turn < 2 {
		return err
	}
	plain := w.old(w.turn - 2)
	content, err := os.ReadFile(plain)
	if err != nil {
		return err
	}
	packed, err := os.Create(plain + ".gz")
	if err != nil {
		return err
	}
	z := gzip.NewWriter(packed)
	_, first := z.Write(content[:len(content)/2])
	flushed := z.Flush()
	time.Sleep(2 * time.Millisecond)
	_, second := z.Write(content[len(content)/2:])
	return errors.Join(first, flushed, second, z.Close(), packed.Close(), os.Remove(plain))
}

// removeDelivered deletes the old parts of a log that came out as a whole.
func (w *logWriter) removeDelivered(t *testing.T, out string) {
	seen := make(map[int]bool)
	for _, d := range linesOf(t, out, w.name) {
		seen[d.number] = true
	}
	for i := 0; w.removed < len(w.ends); w.removed++ {
		for ; i < w.ends[w.removed]; i++ {
			if !seen[i] {
				return
			}
		}
		if err := os.Remove(w.old(w.removed)); err != nil {
			t.Fatal(err)
		}
	}
}

// copyTruncate is logrotate's copytruncate: nobody writes in between.
func copyTruncate(w *logWriter) error {
	content, err := os.ReadFile(w.path())
	if err != nil {
		return err
	}
	copied := w.old(w.turn)
	w.turn++
	return errors.Join(os.WriteFile(copied, content, 0o600), os.Truncate(w.path(), 0))
}

// TestKilledAgainAndAgain: a scrim that is killed at any moment, while logs are
// written and rotated, delivers every line at least once, and each log's lines in
// order if those that came again are left out.
func TestKilledAgainAndAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	dir := t.TempDir()
	logs := filepath.Join(dir, "logs")
	if err := os.Mkdir(logs, 0o700); err != nil {
		t.Fatal(err)
	}
	writers := []*logWriter{
		{dir: logs, name: "renamed.log", rotate: rename},
		{dir: logs, name: "packed.log", rotate: compress},
		{dir: logs, name: "deleted.log", rotate: rename},
		{dir: logs, name: "copied.log", rotate: copyTruncate},
		{dir: logs, name: "grows.log", rotate: func(*logWriter) error { return nil }},
	}
	const (
		deleted   = 2 // of the writers
		kills     = 40
		perLife   = 4 // rotations while one scrim lives
		every     = 50 * time.Millisecond
		perRotate = 20 // times that lines are written
	)
	for kill := range kills {
		child := startChild(t, dir)
		for range 1 + kill%perLife {
			for range perRotate {
				for _, w := range writers {
					if err := w.write(3); err != nil {
						t.Fatal(err)
					}
				}
				time.Sleep(every / perRotate)
			}
			for _, w := range writers {
				if err := w.rotate(w); err != nil {
					t.Fatal(err)
				}
			}
		}
		time.Sleep(time.Duration(kill%7) * 10 * time.Millisecond)
		if kill < kills-1 {
			stopChild(t, child, syscall.SIGKILL)
			writers[deleted].removeDelivered(t, filepath.Join(dir, "out"))
			continue
		}
		waitForLast(t, filepath.Join(dir, "out"), writers)
		stopChild(t, child, syscall.SIGKILL)
	}
	lines, repeated := 0, 0
	for _, w := range writers {
		n, again := checkDelivered(t, filepath.Join(dir, "out"), w)
		lines, repeated = lines+n, repeated+again
	}
	t.Logf("%d kills, %d lines, %d of them delivered again", kills, lines, repeated)
}

func startChild(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childVariable+"="+dir)
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

func stopChild(t *testing.T, c *exec.Cmd, how syscall.Signal) {
	t.Helper()
	if err := c.Process.Signal(how); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
		t.Fatalf("it had ended before it was killed: %v", c.ProcessState)
	}
}

// delivered is a line of a log as it came out.
type delivered struct{ number, part int }

// linesOf are those of a log, in the order of their delivery. Lines that a kill
// has cut in the output are left out.
func linesOf(t *testing.T, path, name string) (got []delivered) {
	t.Helper()
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var d delivered
		if n, err := fmt.Sscanf(s.Text(), name+" %d in part %d of this log", &d.number, &d.part); n == 2 && err == nil && strings.HasSuffix(s.Text(), " of this log") {
			got = append(got, d)
		}
	}
	return got
}

func waitForLast(t *testing.T, path string, writers []*logWriter) {
	t.Helper()
	for end := time.Now().Add(patienceOfTests); ; time.Sleep(50 * time.Millisecond) {
		missing := 0
		for _, w := range writers {
			seen := make(map[int]bool)
			for _, d := range linesOf(t, path, w.name) {
				seen[d.number] = true
			}
			missing += w.next - len(seen)
		}
		if missing == 0 {
			return
		}
		if time.Now().After(end) {
			t.Errorf("%d lines are missing", missing)
			return
		}
	}
}

// checkDelivered tells how many lines a log has, and how many of them came again.
// Order is that of a file: each part of a log is one, and perhaps its copy.
func checkDelivered(t *testing.T, path string, w *logWriter) (lines, again int) {
	t.Helper()
	seen := make(map[int]bool)
	next := make(map[int]int)
	for _, d := range linesOf(t, path, w.name) {
		if seen[d.number] {
			again++
			continue
		}
		seen[d.number] = true
		if d.number < next[d.part] {
			t.Errorf("%s: line %d comes after line %d", w.name, d.number, next[d.part]-1)
		}
		next[d.part] = d.number + 1
	}
	for n := range w.next {
		if !seen[n] {
			t.Errorf("%s: line %d is missing", w.name, n)
		}
	}
	t.Logf("%s: %d lines in %d parts, %d came again", w.name, w.next, w.turn+1, again)
	return w.next, again
}
