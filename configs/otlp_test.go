//go:build unix

package configs_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/proto"
)

// receiver takes logs as a collector does, unless it is down for so many requests.
type receiver struct {
	mu      sync.Mutex
	down    int
	lines   []string
	service string
	bad     []string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.down > 0 {
		r.down--
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	got, err := read(req)
	if err != nil {
		r.bad = append(r.bad, err.Error())
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	for _, of := range got.ResourceLogs {
		for _, a := range of.Resource.Attributes {
			if a.Key == "service.name" {
				r.service = a.Value.GetStringValue()
			}
		}
		for _, scope := range of.ScopeLogs {
			for _, record := range scope.LogRecords {
				r.lines = append(r.lines, record.Body.GetStringValue())
			}
		}
	}
	// An answer without fields: all was taken.
	w.Header().Set("Content-Type", "application/x-protobuf")
}

// read decodes a request. On the wire it is what LogsData is; the type of its own
// would bring gRPC.
func read(req *http.Request) (*logs.LogsData, error) {
	body := io.Reader(req.Body)
	if req.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(body)
		if err != nil {
			return nil, err
		}
		body = z
	}
	data, err := io.ReadAll(body)
	if err != nil {
		return nil, err
	}
	got := new(logs.LogsData)
	return got, proto.Unmarshal(data, got)
}

func (r *receiver) goDown(requests int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down = requests
}

func (r *receiver) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.lines, "\n") + "\n"
}

func TestFilesToOTLP(t *testing.T) {
	r := &receiver{}
	mux := http.NewServeMux()
	mux.Handle("POST /v1/logs", r)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	dir := t.TempDir()
	text := replaced(t, "files-to-otlp.toml", "/var/log/django", filepath.Join(dir, "logs"), "/var/lib/scrim", filepath.Join(dir, "state"),
		"http://127.0.0.1:4318", server.URL, "127.0.0.1:9598", loopback)
	raw, want := requests(t, 0, 200)
	s := start(t, dir, text)
	r.goDown(2)
	add(t, filepath.Join(dir, "logs", "django.log"), raw)
	until(t, "the last line", func() bool { return strings.Count(r.text(), "\n") >= 200 })
	s.checkMetrics(t, "scrim_sink_records_total{sink=\"otlp\"} 200", "scrim_retries_total{role=\"sink\",name=\"otlp\"} 2")
	s.stop(t)
	if got := r.text(); got != want || len(r.bad) > 0 {
		t.Errorf("the collector got\n%s\nand could not read %v", got, r.bad)
	}
	if r.service != "shop" {
		t.Errorf("the service is %q", r.service)
	}
}
