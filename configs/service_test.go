//go:build unix

package configs_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// service is scrim run with an example.
type service struct {
	cmd         *exec.Cmd
	log, stdout string // files
	address     string // of the metrics
}

// start runs a configuration in dir, where the key of the examples is too, and
// waits until it is ready. Its metrics listen on a free port.
func start(t *testing.T, dir, text string) *service {
	t.Helper()
	key, err := os.ReadFile("example.key")
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "scrim.toml")
	write(t, filepath.Join(dir, "example.key"), string(key))
	write(t, config, text)
	s := &service{cmd: exec.Command(build(t), "run", "-c", config), log: filepath.Join(dir, "scrim.log"), stdout: filepath.Join(dir, "stdout")}
	stderr, stdout := appendTo(t, s.log), appendTo(t, s.stdout)
	defer stderr.Close()
	defer stdout.Close()
	begin := len(content(t, s.log))
	s.cmd.Stdout, s.cmd.Stderr = stdout, stderr
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.cmd.ProcessState == nil {
			s.cmd.Process.Kill()
			s.cmd.Wait()
		}
		if t.Failed() {
			t.Logf("scrim says:\n%s", content(t, s.log))
		}
	})
	until(t, "the start", func() bool {
		m := metricsAddress.FindSubmatch(content(t, s.log)[begin:])
		if m != nil {
			s.address = string(m[1])
		}
		return m != nil
	})
	until(t, "being ready", func() bool { status, _ := s.ask(t, "/readyz"); return status == http.StatusOK })
	if status, _ := s.ask(t, "/healthz"); status != http.StatusOK {
		t.Errorf("/healthz answers %d", status)
	}
	return s
}

// metricsAddress is what the log of either format says of where metrics are.
var metricsAddress = regexp.MustCompile(`metrics"?[=:]"?(127\.0\.0\.1:\d+)`)

func appendTo(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// ask gets a page of the metrics' server.
func (s *service) ask(t *testing.T, path string) (status int, body string) {
	t.Helper()
	answer, err := http.Get("http://" + s.address + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// checkMetrics looks for series.
func (s *service) checkMetrics(t *testing.T, series ...string) {
	t.Helper()
	for _, name := range series {
		until(t, name, func() bool {
			_, page := s.ask(t, "/metrics")
			return strings.Contains(page, "\n"+name)
		})
	}
}

// stop sends TERM and waits for the end.
func (s *service) stop(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("scrim ends with %v", err)
	}
}

// add appends lines to a log.
func add(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f := appendTo(t, path)
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

// request is a line of Django's with a token and an address in it, and the same
// line as the defaults leave it.
func request(t *testing.T, n int) (raw, clean string) {
	t.Helper()
	const line = "[22/Nov/2026 12:00:00] \"GET /orders/%d/?access_token=%s&email=%s HTTP/1.1\" 200 512\n"
	return fmt.Sprintf(line, n, secret(t, 16), "maria."+secret(t, 4)+"%40example.net"), fmt.Sprintf(line, n, "[FILTERED_TOKEN]", "[FILTERED_EMAIL]")
}

// requests are the lines from one number up to another.
func requests(t *testing.T, from, to int) (raw, clean string) {
	t.Helper()
	var r, c strings.Builder
	for n := from; n < to; n++ {
		raw, clean := request(t, n)
		r.WriteString(raw)
		c.WriteString(clean)
	}
	return r.String(), c.String()
}
