//go:build unix

package metrics

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/logfile"
)

// trickle is a source that reads a line and then waits for the end.
type trickle struct{}

func (trickle) Run(ctx context.Context, lanes *pipeline.Lanes) error {
	lane := lanes.Open(pipeline.Opening{Origin: pipeline.Origin{Path: "in.log"}, Ack: func(pipeline.Mark) {}})
	defer lane.Close()
	lane.SetEnd(int64(len(line)))
	if _, err := lane.Text(0).Read(ctx, strings.NewReader(line)); err != nil {
		return err
	}
	<-ctx.Done()
	return lane.Drain(context.WithoutCancel(ctx))
}

const line = "login of alice@example.com\n"

// patience is how long the test waits for what has to happen.
const patience = 20 * time.Second

// TestASinkThatWaitsIsNotReady: while another process holds the lock of the file
// that a sink writes to, and no longer.
func TestASinkThatWaitsIsNotReady(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.log")
	other, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := syscall.Flock(int(other.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	p := pipeline.New(pipeline.Settings{
		Engines: pipeline.Engines{Text: engine(t)},
		Sources: []pipeline.Named[pipeline.Source]{{Name: "file", It: trickle{}}},
		Sinks:   []pipeline.Named[pipeline.Sink]{{Name: "file", It: fileSink(t, path)}},
		Log:     slog.New(slog.DiscardHandler),
	})
	s := serve(t, p.Stats)
	if status, _, body := ask(t, s, http.MethodGet, "/readyz"); status != 503 || !strings.Contains(body, "starting") {
		t.Errorf("before the start: %d %s", status, body)
	}
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- p.Run(ctx) }()

	eventually(t, s, "/readyz", 503, `"waiting":[{"role":"sink","name":"file"}]`)
	eventually(t, s, "/metrics", 200, `scrim_up{role="sink",name="file"} 0`)
	eventually(t, s, "/metrics", 200, `scrim_source_lag_bytes{source="file",path="in.log"} 27`)
	eventually(t, s, "/healthz", 200, "ok")

	if err := syscall.Flock(int(other.Fd()), syscall.LOCK_UN); err != nil {
		t.Fatal(err)
	}
	eventually(t, s, "/readyz", 200, `"ready":true`)
	eventually(t, s, "/metrics", 200, `scrim_up{role="sink",name="file"} 1`)
	eventually(t, s, "/metrics", 200, `scrim_sink_records_total{sink="file"} 1`)
	eventually(t, s, "/metrics", 200, `scrim_source_lag_bytes{source="file",path="in.log"} 0`)
	_, _, text := ask(t, s, http.MethodGet, "/metrics")
	scrape(t, []byte(text))
	if strings.Contains(text, "alice") {
		t.Error("a metric holds bytes of a record")
	}

	end()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	eventually(t, s, "/readyz", 503, "draining")
	eventually(t, s, "/healthz", 200, "ok")
	if _, _, text := ask(t, s, http.MethodGet, "/metrics"); strings.Contains(text, "in.log") {
		t.Error("a lane that was closed has a series")
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "login of [FILTERED_EMAIL]\n" {
		t.Errorf("written: %q, %v", b, err)
	}
}

// eventually waits until an answer is as wanted.
func eventually(t *testing.T, s *Server, path string, status int, part string) {
	t.Helper()
	var got int
	var body string
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if got, _, body = ask(t, s, http.MethodGet, path); got == status && strings.Contains(body, part) {
			return
		}
	}
	t.Fatalf("%s did not become %d with %s; it is %d with\n%s", path, status, part, got, body)
}

func engine(t *testing.T) *detectors.Engine {
	t.Helper()
	e, err := detectors.New(detectors.Options{Mask: detectors.Mask{Mode: detectors.MaskLabel}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func fileSink(t *testing.T, path string) pipeline.Sink {
	t.Helper()
	settings := logfile.Defaults()
	settings.Path = setting.Path(path)
	sink, err := settings.Open(pipeline.Environment{Name: "file"})
	if err != nil {
		t.Fatal(err)
	}
	return sink
}
