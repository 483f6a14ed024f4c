package follow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// patience is for what must happen some time.
const patienceOfTests = 10 * time.Second

// collector is a sink that keeps the lines of each path.
type collector struct {
	mu    sync.Mutex
	lines map[string][]string
	count int
	calls int // batches with records
	open  map[string]string
	hold  chan struct{} // Deliver waits for it, if it is there
}

func (c *collector) Deliver(ctx context.Context, _ *pipeline.Link, batches []*pipeline.Batch) ([]pipeline.Refused, error) {
	if c.hold != nil {
		select {
		case <-c.hold:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range batches {
		path := filepath.Base(b.Origin.Path)
		c.calls++
		for _, r := range b.Records {
			line := c.open[path] + string(r.Value)
			if c.open[path] = ""; r.Open {
				c.open[path] = line
				continue
			}
			c.lines[path] = append(c.lines[path], line)
			c.count++
		}
	}
	return nil, nil
}

func (c *collector) Close() error { return nil }

// got are the lines of a path.
func (c *collector) got(path string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.lines[path]...)
}

// all is how many lines there are.
func (c *collector) all() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.count
}

// lasts are the last lines of each path.
func (c *collector) lasts() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var text strings.Builder
	for path, lines := range c.lines {
		fmt.Fprintf(&text, "\n%s: %q", path, lines[max(0, len(lines)-10):])
	}
	return text.String()
}

// site is a folder with logs, a state folder, and a pipeline that may run.
type site struct {
	*testing.T
	logs, state string
	settings    *Settings
	sink        *collector
	log         io.Writer

	stop func() // ends the pipeline, which drains
}

func newSite(t *testing.T, include ...string) *site {
	s := NewSettings().(*Settings)
	s.PollInterval, s.RotateWait, s.CheckpointInterval = setting.Duration(20*time.Millisecond), setting.Duration(100*time.Millisecond), setting.Duration(10*time.Millisecond)
	at := &site{T: t, logs: t.TempDir(), state: filepath.Join(t.TempDir(), "state"), settings: s, log: io.Discard}
	at.sink = &collector{lines: map[string][]string{}, open: map[string]string{}}
	for _, glob := range include {
		s.Include = append(s.Include, setting.Path(filepath.Join(at.logs, glob)))
	}
	t.Cleanup(func() {
		if at.stop != nil {
			at.stop()
		}
	})
	return at
}

func (s *site) path(name string) string { return filepath.Join(s.logs, name) }

// start runs the source in a pipeline.
func (s *site) start() {
	s.Helper()
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		s.Fatal(err)
	}
	it, err := s.settings.Open(pipeline.Environment{Name: "file", StateDir: s.state})
	if err != nil {
		s.Fatal(err)
	}
	p := pipeline.New(pipeline.Settings{
		Engines: pipeline.Engines{Text: engine, Keys: engine},
		Sources: []pipeline.Named[pipeline.Source]{{Name: "file", It: it}},
		Sinks:   []pipeline.Named[pipeline.Sink]{{Name: "collector", It: s.sink}},
		Workers: 2,
		Log:     slog.New(slog.NewTextHandler(s.log, nil)),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	s.stop = func() {
		s.stop = nil
		cancel()
		if err := <-ended; err != nil {
			s.Errorf("the pipeline ended with %v", err)
		}
	}
}

// add appends to a file.
func (s *site) add(name, text string) {
	s.Helper()
	f, err := os.OpenFile(s.path(name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		s.Fatal(err)
	}
}

// do fails the test on an error.
func (s *site) do(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// until waits until something is so.
func (s *site) until(what string, is func() bool) {
	s.Helper()
	for end := time.Now().Add(patienceOfTests); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.Fatalf("%s has not happened; there are %d lines, the last: %s", what, s.sink.all(), s.sink.lasts())
		}
	}
}

// want waits for the lines of a path, and that there are no others.
func (s *site) want(name string, lines ...string) {
	s.Helper()
	s.until("all lines of "+name, func() bool { return len(s.sink.got(name)) >= len(lines) })
	if got := s.sink.got(name); strings.Join(got, "\n") != strings.Join(lines, "\n") {
		s.Errorf("%s: got %d lines, want %d:%s", name, len(got), len(lines), s.sink.lasts())
	}
}

// still waits for long enough that a file would be looked at many times.
func (s *site) still() { time.Sleep(300 * time.Millisecond) }

func TestFollowsGrowthAndNewFiles(t *testing.T) {
	s := newSite(t, "*.log")
	s.add("a.log", "one\ntwo\n")
	s.start()
	s.want("a.log", "one", "two")
	s.add("a.log", "three\nfo")
	s.add("b.log", "first\n")
	s.want("b.log", "first")
	s.add("a.log", "ur\n")
	s.want("a.log", "one", "two", "three", "four")
	s.stop()
	s.add("a.log", "five\n")
	s.start()
	s.want("a.log", "one", "two", "three", "four", "five")
	s.stop()
	s.want("b.log", "first")
}

func TestRenamedFilesAreReadToTheirEnd(t *testing.T) {
	s := newSite(t, "app.log")
	s.add("app.log", "one\n")
	s.start()
	s.want("app.log", "one")
	late, err := os.OpenFile(s.path("app.log"), os.O_APPEND|os.O_WRONLY, 0)
	s.do(err)
	defer late.Close()
	s.do(os.Rename(s.path("app.log"), s.path("app.log.1")))
	s.add("app.log", "three\n")
	_, err = late.WriteString("two\nunfinished")
	s.do(err)
	s.until("everything", func() bool { return s.sink.all() == 4 })
	got := strings.Join(s.sink.got("app.log"), " ")
	if !strings.HasPrefix(got, "one ") || strings.Index(got, "two") > strings.Index(got, "unfinished") {
		t.Errorf("got %q", got)
	}
}
