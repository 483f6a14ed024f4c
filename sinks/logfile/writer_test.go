package logfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/line"
)

// deadline is generous: nothing here takes long unless it hangs.
const deadline = time.Minute

// journal is what a sink logs.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// sinkOf is a Writer in a test, with its link and what it logs.
type sinkOf struct {
	*Writer
	link *pipeline.Link
	log  *journal
}

func open1(t testing.TB, path string, change ...func(*Settings)) *sinkOf {
	t.Helper()
	s := Defaults()
	s.Path = setting.Path(path)
	for _, c := range change {
		c(&s)
	}
	if p := s.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
	w, err := NewWriter(s, line.Records{})
	if err != nil {
		t.Fatal(err)
	}
	log := new(journal)
	o := &sinkOf{w, pipeline.NewLink("file", slog.New(slog.NewTextHandler(log, nil))), log}
	t.Cleanup(func() { o.Close() })
	return o
}

var lane = &pipeline.Origin{Source: "test", Path: "/var/log/django.log"}

func batchOf(values ...string) *pipeline.Batch {
	b := &pipeline.Batch{Origin: lane}
	for _, v := range values {
		b.Records = append(b.Records, pipeline.Record{Value: []byte(v)})
		b.Bytes += len(v)
	}
	return b
}

func openBatch(lane *pipeline.Origin, value string) *pipeline.Batch {
	return &pipeline.Batch{Origin: lane, Records: []pipeline.Record{{Value: []byte(value), Open: true}}}
}

func (s *sinkOf) deliver(t testing.TB, batches ...*pipeline.Batch) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	refused, err := s.Deliver(ctx, s.link, batches)
	if err != nil || len(refused) > 0 {
		t.Fatalf("Deliver: %v, %d refused; log: %s", err, len(refused), s.log)
	}
}

func wantText(t testing.TB, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s: %.200q, %v; want %.200q", filepath.Base(path), got, err, want)
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func names(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// eventually waits until something is so.
func eventually(t testing.TB, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(deadline); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never happened: %s", what)
		}
	}
}

func TestWritesALineARecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "django.log")
	s := open1(t, path)
	if _, err := os.Stat(filepath.Dir(path)); err == nil {
		t.Error("opening the sink made folders already")
	}
	s.deliver(t, batchOf("one", "two\r"), batchOf("", "four"))
	wantText(t, path, "one\ntwo\r\n\nfour\n")
	s.deliver(t, batchOf("five"))
	wantText(t, path, "one\ntwo\r\n\nfour\nfive\n")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open1(t, path).deliver(t, batchOf("six"))
	wantText(t, path, "one\ntwo\r\n\nfour\nfive\nsix\n")
}

func TestNothingToWriteMakesNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "django.log")
	open1(t, path).deliver(t, batchOf(), batchOf())
	if _, err := os.Stat(path); err == nil {
		t.Error("there is a file")
	}
}

func TestMode(t *testing.T) {
	folder := t.TempDir()
	for _, mode := range []string{"0600", "0640", "0666"} {
		path := filepath.Join(folder, mode)
		open1(t, path, func(s *Settings) { s.Mode = mode }).deliver(t, batchOf("x"))
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("0%o", info.Mode().Perm()); got != mode {
			t.Errorf("%s, want %s whatever the umask", got, mode)
		}
	}
	path := filepath.Join(folder, "there")
	write(t, path, "")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	open1(t, path).deliver(t, batchOf("x"))
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o644 {
		t.Errorf("a file that was there got the mode %v", info.Mode())
	}
}

func TestTornLineIsCutOff(t *testing.T) {
	long := strings.Repeat("x", 3*tailBytes)
	for name, c := range map[string]struct{ before, want string }{
		"empty":            {"", "new\n"},
		"whole":            {"one\n", "one\nnew\n"},
		"torn":             {"one\ntw", "one\nnew\n"},
		"only a torn line": {"on", "new\n"},
		"blank lines":      {"\n\n", "\n\nnew\n"},
		"long":             {"one\n" + long, "one\nnew\n"},
		"at the edge":      {strings.Repeat("x", 9) + "\n" + strings.Repeat("y", tailBytes), "xxxxxxxxx\nnew\n"},
		"zeros":            {"one\n\x00\x00\x00", "one\nnew\n"},
		"not torn":         {"one\n" + strings.Repeat("x", maxTorn), "one\n" + strings.Repeat("x", maxTorn) + "\nnew\n"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "django.log")
			write(t, path, c.before)
			s := open1(t, path)
			s.deliver(t, batchOf("new"))
			wantText(t, path, c.want)
			if cut := strings.Contains(s.log.String(), "cut off"); cut != (len(c.want) < len(c.before)+len("new\n")) {
				t.Errorf("log: %s", s.log)
			}
		})
	}
}

func TestOpenLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "django.log")
	other := &pipeline.Origin{Source: "other"}
	s := open1(t, path)
	s.deliver(t, openBatch(lane, "long "))
	s.deliver(t, openBatch(lane, "line"))
	s.deliver(t, openBatch(other, "another"))
	s.deliver(t, batchOf("rest"))
	wantText(t, path, "long line\nanother\nrest\n")
	s.deliver(t, openBatch(lane, "unfinished"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open1(t, path).deliver(t, batchOf("new"))
	wantText(t, path, "long line\nanother\nrest\nunfinished\nnew\n")
}

// TestMistakesEndThePipeline: what is wrong from the start and stays so.
func TestMistakesEndThePipeline(t *testing.T) {
	folder := t.TempDir()
	inFile := filepath.Join(folder, "file")
	write(t, inFile, "")
	loop := filepath.Join(folder, "loop")
	if err := os.Symlink(loop, loop); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder, filepath.Join(inFile, "django.log"), filepath.Join(inFile, "a", "b"), loop} {
		s := Defaults()
		s.Path = setting.Path(path)
		_, err := NewWriter(s, line.Records{})
		var e *Error
		if !errors.As(err, &e) || e.Hint() == "" || e.Path != path || !strings.HasPrefix(err.Error(), "cannot open ") {
			t.Errorf("%s: %v", path, err)
		}
	}
	// It came after Open.
	path := filepath.Join(folder, "later")
	s := open1(t, path)
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Deliver(context.Background(), s.link, []*pipeline.Batch{batchOf("x")}); !isMistake(err) {
		t.Errorf("Deliver: %v", err)
	}
	if err := s.Check(context.Background()); !isMistake(err) {
		t.Errorf("Check: %v", err)
	}
}

// TestLaterMistakesAreWaitedFor: a folder in the place of the file is no end
// once the file was open.
func TestLaterMistakesAreWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "django.log")
	s := open1(t, path)
	s.deliver(t, batchOf("one"))
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.deliver(t, batchOf("two"))
	}()
	eventually(t, "the sink waits", func() bool { return strings.Contains(s.log.String(), "waiting") })
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	<-done
	wantText(t, path+".old", "one\n")
	wantText(t, path, "two\n")
}

func TestSymlinksAreFollowed(t *testing.T) {
	folder := t.TempDir()
	link, target := filepath.Join(folder, "link.log"), filepath.Join(folder, "data", "target.log")
	if err := os.Symlink(filepath.Join("data", "target.log"), link); err != nil {
		t.Fatal(err)
	}
	s := open1(t, link, func(s *Settings) { s.MaxSize = 8 })
	s.deliver(t, batchOf("one"))
	s.deliver(t, batchOf("two", "three"))
	wantText(t, target, "three\n")
	if to, err := os.Readlink(link); err != nil || to != filepath.Join("data", "target.log") {
		t.Errorf("the link: %s, %v", to, err)
	}
	if got := names(t, filepath.Dir(target)); len(got) != 2 {
		t.Errorf("beside the target: %v", got)
	}
	// The link leads elsewhere from now on.
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("elsewhere.log", link); err != nil {
		t.Fatal(err)
	}
	s.deliver(t, batchOf("four"))
	wantText(t, filepath.Join(folder, "elsewhere.log"), "four\n")
}

func TestFollowsTheFile(t *testing.T) {
	for name, c := range map[string]struct {
		happens func(path string) error
		hangup  bool
		want    string
	}{
		"moved":             {func(p string) error { return os.Rename(p, p+".1") }, false, "two\n"},
		"moved and hangup":  {func(p string) error { return os.Rename(p, p+".1") }, true, "two\n"},
		"deleted":           {os.Remove, false, "two\n"},
		"folder deleted":    {func(p string) error { return os.RemoveAll(filepath.Dir(p)) }, false, "two\n"},
		"replaced":          {func(p string) error { os.Remove(p); return os.WriteFile(p, []byte("zero\n"), 0o600) }, false, "zero\ntwo\n"},
		"cut to nothing":    {func(p string) error { return os.Truncate(p, 0) }, false, "two\n"},
		"hangup, not moved": {func(string) error { return nil }, true, "one\ntwo\n"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "folder", "django.log")
			s := open1(t, path)
			s.deliver(t, batchOf("one"))
			if err := c.happens(path); err != nil {
				t.Fatal(err)
			}
			if c.hangup {
				if err := s.Reopen(); err != nil {
					t.Fatal(err)
				}
			}
			s.deliver(t, batchOf("two"))
			wantText(t, path, c.want)
			if strings.HasPrefix(name, "moved") {
				wantText(t, path+".1", "one\n")
			}
		})
	}
}

// TestCutByOthersMeanwhile: copytruncate in the middle of an attempt that fails.
func TestCutByOthersMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "django.log")
	s := open1(t, path)
	s.deliver(t, batchOf("one", "two", "three"))
	write(t, path, "four\nfi")
	s.undo()
	s.deliver(t, batchOf("five"))
	wantText(t, path, "four\nfive\n")
}

// TestMovedInsideALine: both files hold whole lines.
func TestMovedInsideALine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "django.log")
	s := open1(t, path)
	s.deliver(t, openBatch(lane, "begin"))
	if err := os.Rename(path, path+".1"); err != nil {
		t.Fatal(err)
	}
	s.deliver(t, openBatch(lane, " rest"))
	s.deliver(t, batchOf(" end"))
	wantText(t, path+".1", "begin\n")
	wantText(t, path, " rest end\n")
}

func TestAnotherProcessIsWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "django.log")
	first, second := open1(t, path), open1(t, path)
	first.deliver(t, batchOf("one"))
	done := make(chan struct{})
	go func() {
		defer close(done)
		second.deliver(t, batchOf("three"))
	}()
	eventually(t, "the second waits", func() bool { return strings.Contains(second.log.String(), errLocked.Error()) })
	first.deliver(t, batchOf("two"))
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	<-done
	wantText(t, path, "one\ntwo\nthree\n")
}

// TestShutdownWhileWaiting: what is not acknowledged leaves no trace.
func TestShutdownWhileWaiting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "django.log")
	first, second := open1(t, path), open1(t, path)
	first.deliver(t, batchOf("one"))
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		for !strings.Contains(second.log.String(), "waiting") {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	if _, err := second.Deliver(ctx, second.link, []*pipeline.Batch{batchOf("two")}); err != context.Canceled {
		t.Errorf("Deliver: %v", err)
	}
	wantText(t, path, "one\n")
}

func TestFsync(t *testing.T) {
	for _, policy := range fsyncs {
		path := filepath.Join(t.TempDir(), "django.log")
		s := open1(t, path, func(s *Settings) { s.Fsync, s.FsyncInterval = policy, setting.Duration(time.Millisecond) })
		s.deliver(t, batchOf("one"))
		if s.dirty != (policy != fsyncAlways) || s.armed.Load() && policy != fsyncInterval {
			t.Errorf("%s: dirty %v, armed %v", policy, s.dirty, s.armed.Load())
		}
		eventually(t, "the sync", func() bool { return !s.armed.Load() })
		s.deliver(t, batchOf("two"))
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		wantText(t, path, "one\ntwo\n")
	}
}

// TestHangupsMeanwhile: every record is in one of the files, whole and once.
func TestHangupsMeanwhile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "django.log")
	s := open1(t, path, func(s *Settings) { s.Fsync = fsyncNever })
	stop := make(chan struct{})
	var moving sync.WaitGroup
	moving.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			_ = os.Rename(path, fmt.Sprintf("%s.%d", path, i))
			_ = s.Reopen()
			time.Sleep(time.Millisecond)
		}
	})
	const records = 20000
	text := strings.Repeat("x", 300)
	for i := 0; i < records; {
		b := batchOf()
		for range 2000 {
			b.Records = append(b.Records, pipeline.Record{Value: fmt.Appendf(nil, "%06d %s", i, text)})
			i++
		}
		s.deliver(t, b)
	}
	close(stop)
	moving.Wait()
	var got []string
	for _, name := range names(t, folder) {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")...)
	}
	got = slices.DeleteFunc(got, func(l string) bool { return l == "" })
	slices.Sort(got)
	if len(got) != records {
		t.Fatalf("%d lines of %d", len(got), records)
	}
	for i, l := range got {
		if l != fmt.Sprintf("%06d %s", i, text) {
			t.Fatalf("line %d: %.80q", i, l)
		}
	}
}
