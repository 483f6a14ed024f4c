package metrics

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"scrim/pipeline"
)

// serve answers with what stats says, until the test ends.
func serve(t *testing.T, stats func() pipeline.Stats) *Server {
	t.Helper()
	s, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Serve(New("test"), stats, slog.New(slog.DiscardHandler))
	t.Cleanup(s.Close)
	return s
}

func ask(t *testing.T, s *Server, method, path string) (status int, kind, body string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), method, "http://"+s.Address()+path, strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, r.Header.Get("Content-Type"), string(b)
}

func TestHealthAndReadiness(t *testing.T) {
	links := []pipeline.LinkReport{{Name: "kafka", Role: "source"}, {Name: "otlp", Role: "sink"}}
	down := []pipeline.LinkReport{{Name: "kafka", Role: "source"}, {Name: "otlp", Role: "sink", Down: true}}
	var now atomic.Pointer[pipeline.Stats]
	s := serve(t, func() pipeline.Stats { return *now.Load() })
	for _, c := range []struct {
		name           string
		stats          pipeline.Stats
		healthy, ready int
		body           string
	}{
		{"before everybody was asked", pipeline.Stats{State: pipeline.Starting, Links: links}, 200, 503, `{"ready":false,"state":"starting","waiting":[]}`},
		{"all work", pipeline.Stats{State: pipeline.Running, Links: links}, 200, 200, `{"ready":true,"state":"running","waiting":[]}`},
		{"one waits", pipeline.Stats{State: pipeline.Running, Links: down}, 200, 503, `{"ready":false,"state":"running","waiting":[{"role":"sink","name":"otlp"}]}`},
		{"it ends", pipeline.Stats{State: pipeline.Draining, Links: links}, 200, 503, `{"ready":false,"state":"draining","waiting":[]}`},
		{"it has given up", pipeline.Stats{State: pipeline.Failed, Links: links}, 503, 503, `{"ready":false,"state":"failed","waiting":[]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			now.Store(&c.stats)
			if got, _, _ := ask(t, s, http.MethodGet, "/healthz"); got != c.healthy {
				t.Errorf("/healthz: %d, want %d", got, c.healthy)
			}
			got, kind, body := ask(t, s, http.MethodGet, "/readyz")
			if got != c.ready || body != c.body+"\n" || kind != "application/json" || !json.Valid([]byte(body)) {
				t.Errorf("/readyz: %d %s %s, want %d %s", got, kind, body, c.ready, c.body)
			}
		})
	}
}

func TestOnlyReadingIsAnswered(t *testing.T) {
	s := serve(t, func() pipeline.Stats { return pipeline.Stats{} })
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{http.MethodGet, "/metrics", 200},
		{http.MethodHead, "/metrics", 200},
		{http.MethodPost, "/metrics", 405},
		{http.MethodPut, "/readyz", 405},
		{http.MethodDelete, "/healthz", 405},
		{http.MethodGet, "/", 404},
		{http.MethodGet, "/metrics/x", 404},
		{http.MethodGet, "/debug/pprof/", 404},
	} {
		status, kind, body := ask(t, s, c.method, c.path)
		if status != c.status {
			t.Errorf("%s %s: %d, want %d", c.method, c.path, status, c.status)
		}
		if c.status == 200 && (kind != contentType || (body == "") != (c.method == http.MethodHead)) {
			t.Errorf("%s %s: %s with %d bytes", c.method, c.path, kind, len(body))
		}
	}
}

func TestAnAddressIsTakenOnce(t *testing.T) {
	first, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Listen(first.Address()); !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("error = %v", err)
	}
	first.Close() // it never served
	again, err := Listen(first.Address())
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

// TestCloseEndsConnections: one that a scraper keeps open does not keep it from
// ending, and nobody listens afterwards.
func TestCloseEndsConnections(t *testing.T) {
	s := serve(t, func() pipeline.Stats { return pipeline.Stats{} })
	ask(t, s, http.MethodGet, "/metrics")
	s.Close()
	if r, err := http.Get("http://" + s.Address() + "/metrics"); err == nil {
		r.Body.Close()
		t.Error("it is still answered")
	}
}
