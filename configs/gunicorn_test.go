//go:build unix

package configs_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// python is where make test-gunicorn installs Django and gunicorn, and shop the
// project that is served.
const (
	python = "../bench/accuracy/.venv/bin/python"
	shop   = "../bench/accuracy"
)

// routes are the paths of the shop and the views behind them.
var routes = map[string]string{"register": "register", "profile": "account", "upload": "body", "debug": "headers", "pay": "crash", "items": "page"}

// accessFormat is gunicorn's own with what careless shops add to it.
const accessFormat = `%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" auth="%({authorization}i)s" cookie="%({cookie}i)s"`

// TestGunicornIsPipedIntoScrim: a real Django behind a real gunicorn, whose log
// goes through the filter and through the pipeline of gunicorn.toml.
func TestGunicornIsPipedIntoScrim(t *testing.T) {
	if _, err := os.Stat(python); err != nil {
		t.Skip("no Django and gunicorn here: make test-gunicorn installs them")
	}
	scrim := build(t)
	t.Run("filter", func(t *testing.T) {
		clean := filepath.Join(t.TempDir(), "clean.log")
		serve(t, fmt.Sprintf("%s > '%s'", scrim, clean), clean)
	})
	t.Run("run", func(t *testing.T) {
		command, clean := example(t)
		serve(t, command, clean)
	})
	t.Run("interrupted together", func(t *testing.T) {
		command, clean := example(t)
		s := startServer(t, command)
		c := newCustomer(t, s.port(t, clean))
		c.shops(t)
		s.interrupt(t)
		got := content(t, clean)
		c.checkLines(t, got)
		if !bytes.HasSuffix(got, []byte("Shutting down: Master\n")) {
			t.Error("what gunicorn said at its end is missing")
		}
	})
}

var usage = regexp.MustCompile(`(?m)^#   gunicorn shop\.wsgi 2>&1 \| (.+scrim run -c) gunicorn\.toml\)$`)

// example is what gunicorn.toml says that gunicorn should be piped into, and the
// file that it writes.
func example(t *testing.T) (command, clean string) {
	t.Helper()
	m := usage.FindStringSubmatch(replaced(t, "gunicorn.toml"))
	if m == nil {
		t.Fatal("gunicorn.toml does not say how it is used")
	}
	dir := t.TempDir()
	clean = filepath.Join(dir, "clean.log")
	config := filepath.Join(dir, "scrim.toml")
	write(t, config, replaced(t, "gunicorn.toml", "/var/log/clean/gunicorn.log", clean))
	return strings.Replace(m[1], "scrim", build(t), 1) + " '" + config + "')", clean
}

// serve starts gunicorn piped into a command that writes the file clean, sends
// requests, stops gunicorn, and compares what came out with what went in, which
// tee keeps.
func serve(t *testing.T, command, clean string) {
	raw := filepath.Join(t.TempDir(), "raw.log")
	s := startServer(t, "tee '"+raw+"' | "+command)
	c := newCustomer(t, s.port(t, clean))
	c.shops(t)

	until(t, "an idle pipe", func() bool { return lines(content(t, clean)) == lines(content(t, raw)) })
	c.get(t, "/items/?basket=9001&email="+url.QueryEscape(c.email))
	until(t, "a line on an idle pipe", func() bool { return bytes.Contains(content(t, clean), []byte("basket=9001")) })

	s.stop(t)
	in, out := content(t, raw), content(t, clean)
	t.Logf("%d lines, %d bytes", lines(in), len(in))
	c.checkSecrets(t, in, out)
	c.checkLines(t, out)
	filter := exec.Command(build(t))
	filter.Stdin = bytes.NewReader(in)
	want, err := filter.Output()
	if err != nil {
		t.Fatalf("scrim < raw: %v", err)
	}
	if !bytes.Equal(out, want) {
		t.Error("what came through the pipe differs from what scrim makes of the whole log")
	}
	if lines(out) != lines(in) || !bytes.HasSuffix(out, []byte("Shutting down: Master\n")) {
		t.Errorf("%d lines came out of %d, or the last ones are missing", lines(out), lines(in))
	}
}

// server is a shell with gunicorn and what it is piped into.
type server struct {
	shell  *exec.Cmd
	pid    string
	stderr bytes.Buffer
}

func startServer(t *testing.T, command string) *server {
	t.Helper()
	work := t.TempDir()
	s := &server{pid: filepath.Join(work, "gunicorn.pid")}
	table, err := json.Marshal(routes)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(work, "routes.json"), string(table))
	for _, name := range []string{"logs", "mails"} {
		if err := os.Mkdir(filepath.Join(work, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	bin, err := filepath.Abs(filepath.Dir(python))
	if err != nil {
		t.Fatal(err)
	}
	environment := []string{
		"PATH=" + bin + ":" + os.Getenv("PATH"), "LANG=C.UTF-8", "TZ=UTC", "NO_COLOR=1", "PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=1",
		"DJANGO_SETTINGS_MODULE=shop.settings", "SHOP_WORK=" + work, "SHOP_SERVER=gunicorn", "SHOP_SECRET_KEY=" + secret(t, 24),
	}
	migrate := exec.Command("python", "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0")
	migrate.Path = filepath.Join(bin, "python")
	migrate.Dir, migrate.Env = shop, environment
	if out, err := migrate.CombinedOutput(); err != nil {
		t.Fatalf("migrate: %v\n%s", err, out)
	}
	gunicorn := fmt.Sprintf("gunicorn --bind 127.0.0.1:0 --workers 1 --threads 2 --pid '%s' --access-logfile - --access-logformat '%s' shop.wsgi", s.pid, accessFormat)
	s.shell = exec.Command("sh", "-c", fmt.Sprintf("%s 2>&1 | %s", gunicorn, command))
	s.shell.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	s.shell.Dir, s.shell.Env, s.shell.Stderr = shop, environment, &s.stderr
	if err := s.shell.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.shell.ProcessState == nil { // the test has failed
			s.terminate()
			s.shell.Wait()
		}
		if t.Failed() && s.stderr.Len() > 0 {
			t.Logf("scrim says:\n%s", s.stderr.Bytes())
		}
	})
	return s
}

var listening = regexp.MustCompile(`Listening at: http://127\.0\.0\.1:(\d+)`)

// port is the one that gunicorn took, as it says in its log.
func (s *server) port(t *testing.T, clean string) (port string) {
	t.Helper()
	until(t, "gunicorn's first line", func() bool {
		m := listening.FindSubmatch(content(t, clean))
		if m != nil {
			port = string(m[1])
		}
		return m != nil
	})
	return port
}

// terminate sends TERM to gunicorn and to nobody else.
func (s *server) terminate() error {
	text, err := os.ReadFile(s.pid)
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return err
	}
	return syscall.Kill(pid, syscall.SIGTERM)
}

// stop stops gunicorn; the shell's exit status is scrim's.
func (s *server) stop(t *testing.T) {
	t.Helper()
	if err := s.terminate(); err != nil {
		t.Fatalf("cannot stop gunicorn: %v", err)
	}
	if err := s.shell.Wait(); err != nil {
		t.Errorf("after gunicorn's end scrim ends with %v\n%s", err, s.stderr.Bytes())
	}
}

// interrupt sends INT to the shell and all that it has started, as a terminal does,
// and waits until the last of them has closed standard error.
func (s *server) interrupt(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(-s.shell.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	var ended *exec.ExitError
	if err := s.shell.Wait(); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
}

// customer is a client with secrets of its own.
type customer struct {
	client                            *http.Client
	base                              string
	name, email, password, token, key string
	requests                          int
}

func newCustomer(t *testing.T, port string) *customer {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	id := secret(t, 4)
	return &customer{
		client: &http.Client{Jar: jar, Timeout: patience}, base: "http://127.0.0.1:" + port,
		name: "u" + id, email: "maria.kovacs." + id + "@example.net", password: "Pw-" + secret(t, 9), token: secret(t, 20), key: secret(t, 16),
	}
}

// shops registers, logs in, and sends secrets in every place where clients do.
func (c *customer) shops(t *testing.T) {
	t.Helper()
	account := map[string]string{"username": c.name, "password": c.password, "email": c.email, "phone": "+1 415 555 2671", "key": c.key}
	body, err := json.Marshal(account)
	if err != nil {
		t.Fatal(err)
	}
	c.post(t, 201, "/register/", "application/json", string(body))
	c.post(t, 200, "/upload/", "application/json", string(body))
	c.get(t, "/login/")
	c.post(t, 200, "/login/", "application/x-www-form-urlencoded", c.form(t, "wrong-"+c.password))
	c.post(t, 200, "/login/", "application/x-www-form-urlencoded", c.form(t, c.password))
	for range 20 {
		c.get(t, "/items/?email="+url.QueryEscape(c.email))
		c.get(t, "/debug/?access_token="+c.token)
		c.get(t, "/profile/")
	}
	if status := c.get(t, "/pay/?api_key="+c.key+"&email="+url.QueryEscape(c.email)); status != http.StatusInternalServerError {
		t.Errorf("the crash answers %d", status)
	}
}

// form is a login with the token that Django gave out for it.
func (c *customer) form(t *testing.T, password string) string {
	return url.Values{"username": {c.name}, "password": {password}, "csrfmiddlewaretoken": {c.cookie(t, "csrftoken")}}.Encode()
}

func (c *customer) cookie(t *testing.T, name string) string {
	t.Helper()
	base, err := url.Parse(c.base)
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range c.client.Jar.Cookies(base) {
		if cookie.Name == name {
			return cookie.Value
		}
	}
	t.Fatalf("Django gave out no cookie %s", name)
	return ""
}

func (c *customer) get(t *testing.T, path string) (status int) {
	t.Helper()
	return c.send(t, http.MethodGet, path, "", "")
}

func (c *customer) post(t *testing.T, want int, path, contentType, body string) {
	t.Helper()
	if status := c.send(t, http.MethodPost, path, contentType, body); status != want {
		t.Errorf("POST %s answers %d, want %d", path, status, want)
	}
}

// send numbers its requests in the agent's name, which the access log holds.
func (c *customer) send(t *testing.T, method, path, contentType, body string) (status int) {
	t.Helper()
	r, err := http.NewRequest(method, c.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	c.requests++
	r.Header.Set("User-Agent", fmt.Sprintf("customer/%d", c.requests))
	r.Header.Set("Authorization", "Bearer "+c.token)
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	answer, err := c.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode
}

// checkSecrets looks for what nobody may read, in what came out, and in what
// went in, or the test would prove nothing.
func (c *customer) checkSecrets(t *testing.T, raw, clean []byte) {
	t.Helper()
	secrets := map[string]string{
		"token": c.token, "key": c.key, "password": c.password, "address": c.email, "address in a query": url.QueryEscape(c.email),
		"session": c.cookie(t, "sessionid"), "form token": c.cookie(t, "csrftoken"),
	}
	for name, value := range secrets {
		if !bytes.Contains(raw, []byte(value)) {
			t.Errorf("the raw log does not hold the %s", name)
		}
		if bytes.Contains(clean, []byte(value)) {
			t.Errorf("the %s got through", name)
		}
	}
}

// checkLines looks for every request, and for the traceback of the crash.
func (c *customer) checkLines(t *testing.T, clean []byte) {
	t.Helper()
	for i := range c.requests {
		// The agents stand in the access log and in what the view /debug/ logs.
		if !bytes.Contains(clean, fmt.Appendf(nil, `"customer/%d"`, i+1)) {
			t.Errorf("request %d is not in the log", i+1)
		}
	}
	for _, text := range []string{"Traceback (most recent call last)", "PaymentError", `"POST /login/ HTTP/1.1" 302`, `"POST /register/ HTTP/1.1" 201`} {
		if !bytes.Contains(clean, []byte(text)) {
			t.Errorf("%q is not in the log", text)
		}
	}
}
