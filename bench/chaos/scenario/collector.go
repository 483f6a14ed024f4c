package scenario

import (
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"

	collector "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	"google.golang.org/protobuf/proto"

	"scrim/bench/chaos/member"
	"scrim/bench/chaos/verify"
)

// logCollector is an OTLP receiver over HTTP that answers 503 until it is opened.
type logCollector struct {
	check  *verify.Lines
	server *http.Server
	url    string
	opened atomic.Bool
	tried  atomic.Bool
}

func newCollector(check *verify.Lines) (*logCollector, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("cannot listen: %w", err)
	}
	c := &logCollector{check: check, url: "http://" + l.Addr().String() + "/v1/logs"}
	c.server = &http.Server{Handler: c}
	go c.server.Serve(l)
	return c, nil
}

func (c *logCollector) sink() member.Table { return member.Table{"type": "otlp", "endpoint": c.url} }
func (c *logCollector) asked() bool        { return c.tried.Load() }
func (c *logCollector) open()              { c.opened.Store(true) }
func (c *logCollector) close()             { c.server.Close() }

// ServeHTTP takes one request.
func (c *logCollector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.tried.Store(true)
	if !c.opened.Load() {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if err := c.take(r); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
}

func (c *logCollector) take(r *http.Request) error {
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unpacked, err := gzip.NewReader(r.Body)
		if err != nil {
			return fmt.Errorf("cannot read the request: %w", err)
		}
		body = unpacked
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return fmt.Errorf("cannot read the request: %w", err)
	}
	request := new(collector.ExportLogsServiceRequest)
	if err := proto.Unmarshal(text, request); err != nil {
		return fmt.Errorf("cannot read the request: %w", err)
	}
	for _, resource := range request.ResourceLogs {
		for _, scope := range resource.ScopeLogs {
			for _, record := range scope.LogRecords {
				c.check.Add([]byte(record.Body.GetStringValue()))
			}
		}
	}
	return nil
}
