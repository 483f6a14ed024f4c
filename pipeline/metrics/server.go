package metrics

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/system"
)

const (
	// requestTimeout is for how long a request may come in, and its answer go
	// out. Both are small.
	requestTimeout = 5 * time.Second
	// idleTimeout is longer than the usual minute between two scrapes.
	idleTimeout = 2 * time.Minute
	// maxHeaderBytes is plenty for a scraper and little for anybody else.
	maxHeaderBytes = 16 << 10
	// endTimeout is for how long an answer may still go out at the end.
	endTimeout = time.Second
)

// Server answers /metrics, /healthz and /readyz over HTTP.
type Server struct {
	http     *http.Server
	listener net.Listener
	ended    chan struct{}
}

// Listen takes an address, so that a start fails where another program has it.
// Nothing is answered before Serve.
func Listen(address string) (*Server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %q: %w", address, system.Cause(err))
	}
	return &Server{listener: l, ended: make(chan struct{})}, nil
}

// Address is where the server listens, with the port that it was given.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Serve begins to answer with what m and stats tell at each request. It does not
// wait.
func (s *Server) Serve(m *Metrics, stats func() pipeline.Stats, log *slog.Logger) {
	s.http = &http.Server{
		Handler:           handler(m, stats),
		ReadHeaderTimeout: requestTimeout, ReadTimeout: requestTimeout, WriteTimeout: requestTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	go func() {
		defer close(s.ended)
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("metrics and health are not served any more", "error", err)
		}
	}()
}

// Close stops to listen and lets answers go out that are on their way.
func (s *Server) Close() {
	if s.http == nil {
		s.listener.Close()
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), endTimeout)
	defer cancel()
	if s.http.Shutdown(ctx) != nil {
		s.http.Close()
	}
	<-s.ended
}

// handler answers GET and HEAD.
func handler(m *Metrics, stats func() pipeline.Stats) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, contentType, m.Text(stats()))
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		s := stats()
		code, text := http.StatusOK, "ok\n"
		if s.State == pipeline.Failed {
			code, text = http.StatusServiceUnavailable, "the pipeline has given up\n"
		}
		answer(w, code, "text/plain; charset=utf-8", []byte(text))
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		s := stats()
		code := http.StatusOK
		if !s.Ready() {
			code = http.StatusServiceUnavailable
		}
		answer(w, code, "application/json", readiness(&s))
	})
	return mux
}

// answer writes an answer. If it does not get through nobody waits for it.
func answer(w http.ResponseWriter, code int, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_, _ = w.Write(body)
}

// waiting names a source or sink that waits for its other end.
type waiting struct {
	Role string `json:"role"`
	Name string `json:"name"`
}

// readiness words what is ready and what is not: names and states.
func readiness(s *pipeline.Stats) []byte {
	all := []waiting{}
	for _, l := range s.Waiting() {
		all = append(all, waiting{l.Role, l.Name})
	}
	b, err := json.Marshal(struct {
		Ready   bool      `json:"ready"`
		State   string    `json:"state"`
		Waiting []waiting `json:"waiting"`
	}{s.Ready(), s.State.String(), all})
	if err != nil {
		panic("BUG: readiness that is no JSON: " + err.Error())
	}
	return append(b, '\n')
}
