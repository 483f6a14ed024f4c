package html

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// python is where make test-gunicorn installs Django and Flask.
const python = "../../../bench/accuracy/.venv/bin/python"

// run runs a program of testdata and returns what it printed and logged.
func run(t *testing.T, program string, environment ...string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("starting Django takes a second")
	}
	if _, err := os.Stat(python); err != nil {
		t.Skip("no Django and Flask here: make test-gunicorn installs them")
	}
	recipe, err := filepath.Abs("recipe")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, filepath.Join("testdata", program))
	cmd.Env = append(os.Environ(), append(environment, "PYTHONDONTWRITEBYTECODE=1",
		"PYTHONPATH="+recipe+string(filepath.ListSeparator)+os.Getenv("PYTHONPATH"))...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

// tokens are made up at run time: one filter finds those with dots only.
func tokens() map[string]string {
	return map[string]string{
		"without dots": rand.Text(),
		"with dots":    rand.Text() + "." + rand.Text() + "." + rand.Text(),
		"a JWT":        "eyJhbGciOiJIUzI1NiJ9." + rand.Text() + "." + rand.Text(),
	}
}

// parts are of what no log may have one.
func parts(token string) []string {
	return strings.Split(strings.TrimPrefix(token, "eyJhbGciOiJIUzI1NiJ9."), ".")
}

// TestRecipeMasks: in a real Django and a real Flask, whatever way a token takes
// into the log. Without the formatter the same programs leak, so the test can fail.
func TestRecipeMasks(t *testing.T) {
	for _, c := range []struct {
		program, recipe, debug string
		lines                  int // that leak without the formatter
	}{
		{"django_logs.py", "recipe/django_settings.py", "0", 19},
		{"django_logs.py", "recipe/django_settings.py", "1", 19},
		{"flask_logs.py", "recipe/flask_app.py", "0", 6},
	} {
		for name, token := range tokens() {
			t.Run(c.program+" "+c.debug+" "+name, func(t *testing.T) {
				environment := []string{"TOKEN=" + token, "RECIPE=" + c.recipe, "DEBUG=" + c.debug}
				leaking := run(t, c.program, append(environment, "MASKED=0")...)
				if n := leakingLines(leaking, token); n < c.lines {
					t.Errorf("without the recipe only %d lines leak:\n%s", n, leaking)
				}
				masked := run(t, c.program, append(environment, "MASKED=1")...)
				if leakingLines(masked, token) > 0 {
					t.Errorf("the token is in the log:\n%s", masked)
				}
				for _, kept := range []string{"[FILTERED]", "the user 3 was here, page=2", "ValueError", "page=2"} {
					if !strings.Contains(masked, kept) {
						t.Errorf("%q is not in the log:\n%s", kept, masked)
					}
				}
			})
		}
	}
}

// TestFiltersLeak: what the page says of the two filters that the recipe replaces.
func TestFiltersLeak(t *testing.T) {
	for name, token := range tokens() {
		for filter, least := range map[string]int{"words": 19, "dots": 10} {
			out := run(t, "django_logs.py", "TOKEN="+token, "RECIPE=recipe/django_settings.py", "DEBUG=0", "MASKED="+filter)
			n := leakingLines(out, token)
			t.Logf("%s, a token %s: %d lines leak", filter, name, n)
			if n < least {
				t.Errorf("%s: only %d lines leak:\n%s", filter, n, out)
			}
		}
	}
}

func leakingLines(log, token string) (n int) {
	for line := range strings.Lines(log) {
		for _, part := range parts(token) {
			if strings.Contains(line, part) {
				n++
				break
			}
		}
	}
	return n
}

// snippets writes those of a file into a folder, in the order of the page.
func snippets(t *testing.T, framework, file string) string {
	t.Helper()
	dir := t.TempDir()
	for i, a := range advices {
		for j, s := range a.snippets {
			if s.For == framework && s.File == file {
				name := filepath.Join(dir, fmt.Sprintf("%02d-%d.py", i, j))
				if err := os.WriteFile(name, []byte(s.Code), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return dir
}

// TestDjangoTakesTheAdvice: all settings together are Django's, satisfy its
// checks for a deployment, and keep a token out of an error report.
func TestDjangoTakesTheAdvice(t *testing.T) {
	token, reports := rand.Text(), t.TempDir()
	for _, a := range advices {
		for _, s := range a.snippets {
			if s.File == "error_reports.py" {
				if err := os.WriteFile(filepath.Join(reports, s.File), []byte(s.Code), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Setenv("PYTHONPATH", reports)
	out := run(t, "django_settings.py", "TOKEN="+token, "SNIPPETS="+snippets(t, django, "settings.py"), "DJANGO_SECRET_KEY="+rand.Text()+rand.Text(),
		"DB_NAME=a", "DB_USER=b", "DB_PASSWORD=c", "DB_HOST=d")
	if strings.Contains(out, token) || strings.Contains(out, "check:") || !strings.Contains(out, "[FILTERED]") || !strings.Contains(out, "HTTP_AUTHORIZATION") {
		t.Errorf("Django says:\n%s", out)
	}
}

// TestFlaskTakesTheAdvice: all of it in one application, which does what it says.
func TestFlaskTakesTheAdvice(t *testing.T) {
	out := run(t, "flask_settings.py", "TOKEN="+rand.Text(), "SNIPPETS="+snippets(t, flask, "app.py"), "FLASK_SECRET_KEY="+rand.Text())
	if out != "checked\n" {
		t.Errorf("Flask says:\n%s", out)
	}
}

// TestGunicornTakesTheAdvice: its access log has the request and no token, which
// came in the query, the Referer and headers.
func TestGunicornTakesTheAdvice(t *testing.T) {
	token := rand.Text()
	for _, a := range advices {
		for _, s := range a.snippets {
			if s.File != "gunicorn.conf.py" {
				continue
			}
			config := filepath.Join(t.TempDir(), s.File)
			if err := os.WriteFile(config, []byte(s.Code), 0o600); err != nil {
				t.Fatal(err)
			}
			out := run(t, "gunicorn_access.py", "TOKEN="+token, "RECIPE="+config)
			if strings.Contains(out, token) || !strings.Contains(out, `"GET /orders/ HTTP/1.1" 200 4 `) {
				t.Errorf("%s: gunicorn says:\n%s", a.id, out)
			}
		}
	}
}

// TestSnippetsArePython: what is not run above can be compiled at least.
func TestSnippetsArePython(t *testing.T) {
	if _, err := os.Stat(python); err != nil {
		t.Skip("no Python with Django and Flask here: make test-gunicorn installs them")
	}
	for _, a := range advices {
		for _, s := range a.snippets {
			if s.For == shell || s.File == ".gitignore" {
				continue
			}
			cmd := exec.CommandContext(t.Context(), python, "-c", "import sys; compile(sys.stdin.read(), 'snippet', 'exec')")
			cmd.Stdin = strings.NewReader(s.Code)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s, %s: %v\n%s", a.id, s.File, err, out)
			}
		}
	}
}

// hard are texts that make careless expressions slow.
var hard = []string{"a", "cookie", "eyJ", "://", "token", `\`, "token ", "bearer ", `token="`, `token='\"`, "://a:", "session_", `authorization: "`, "digest ", "%3D"}

// maskingPatience is hundreds of times what masking takes, and a fraction of what
// time that grows with the square of a line would be.
const maskingPatience = 2 * time.Minute

// TestRecipeIsLinear: a log line of a megabyte is masked while somebody waits.
func TestRecipeIsLinear(t *testing.T) {
	if _, err := os.Stat(python); err != nil {
		t.Skip("no Python with Django and Flask here: make test-gunicorn installs them")
	}
	var lines bytes.Buffer
	for _, text := range hard {
		lines.WriteString(strings.Repeat(text, 1<<20/len(text)) + "\n")
	}
	interpreter, err := filepath.Abs(python)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), maskingPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, interpreter, "-c", "import sys, log_masking\nfor line in sys.stdin: log_masking.mask(line)")
	cmd.Dir, cmd.Stdin, cmd.Env = "recipe", &lines, append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
