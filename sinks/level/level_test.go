package level_test

import (
	"strings"
	"testing"

	"scrim/sinks/level"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		what, line string
		want       level.Level
	}{
		{"Django's verbose formatter", "ERROR 2026-11-22 10:15:31,123 views 4711 140 failed", level.Error},
		{"Django's simple formatter", "WARNING Not Found: /favicon.ico", level.Warning},
		{"logging.basicConfig", "DEBUG:django.db.backends:(0.001) SELECT 1", level.Debug},
		{"uvicorn", `INFO:     127.0.0.1:5000 - "GET / HTTP/1.1" 200 OK`, level.Info},
		{"in brackets", "[CRITICAL] out of disk", level.Critical},
		{"time, level", "2026-11-22 10:15:31,123 ERROR django.request Internal Server Error: /", level.Error},
		{"time in brackets, level", "[2026-11-22 10:15:31,123] ERROR [django.request:241] x", level.Error},
		{"time, level in brackets", "2026-11-22 10:15:31,123 [WARNING] django.request: x", level.Warning},
		{"time in one word", "2026-11-22T10:15:31.123456Z INFO x", level.Info},
		{"time with a zone", "2026-11-22T10:15:31.123+01:00 | INFO | x", level.Info},
		{"runserver's date", "[22/Nov/2026 10:15:31] ERROR x", level.Error},
		{"time, logger, level between dashes", "2026-11-22 10:15:31,123 - django.request - ERROR - x", level.Error},
		{"time, level between dashes", "2026-11-22 10:15:31,123 - ERROR - x", level.Error},
		{"gunicorn", "[2026-11-22 10:15:31 +0000] [4711] [INFO] Listening at: http://127.0.0.1:8000", level.Info},
		{"Celery", "[2026-11-22 10:15:31,123: WARNING/MainProcess] x", level.Warning},
		{"structlog's console", "2026-11-22 10:15:31 [warning  ] request_failed  code=500", level.Warning},
		{"structlog's JSON", `{"event": "request_started \"a\"", "user": {"level": "error"}, "level": "info"}`, level.Info},
		{"python-json-logger", `{"asctime": "x", "levelname": "CRITICAL", "message": "m"}`, level.Critical},
		{"Elastic Common Schema", `{"@timestamp":"x","log.level":"warn","message":"m"}`, level.Warning},
		{"lists before it", `{"a": [1, {"b": ["level"]}], "severity": "ERROR"}`, level.Error},
		{"logfmt", `timestamp=2026-11-22T10:15:31Z event="a level=error b" level=info`, level.Info},

		{"nothing", "", level.None},
		{"no level", "GET /level=error HTTP/1.1", level.None},
		{"a word of the message", "2026-11-22 10:15:31 the level is ERROR here", level.None},
		{"a longer word", "ERRORS were found", level.None},
		{"the word alone", "ERROR", level.None},
		{"lower case without a date", "error at line 1", level.None},
		{"lower case in brackets without a date", "[error] x", level.None},
		{"part of a traceback", "    ERROR = 3", level.None},
		{"an access log's user", `127.0.0.1 - CRITICAL [22/Nov/2026:10:15:31 +0000] "GET / HTTP/1.1" 200`, level.None},
		{"an access log's user, IPv6", `::1 - CRITICAL [22/Nov/2026:10:15:31 +0000] "GET / HTTP/1.1" 200`, level.None},
		{"runserver", `[22/Nov/2026 10:15:31] "GET /ERROR HTTP/1.1" 500 4711`, level.None},
		{"a level inside of another object", `{"request": {"level": "error"}}`, level.None},
		{"a value that is the name of a key", `{"a": "level", "b": "error"}`, level.None},
		{"a level that is a number", `{"level": 40, "x": "error"}`, level.None},
		{"a level that nobody knows", `{"level": "success"}`, level.None},
		{"a cut object", `{"event": "x", "level": "err`, level.None},
		{"a level after the object", `{"a": 1} "level": "error"`, level.None},
		{"a level after very long fields", `{"a": "` + strings.Repeat("x", 1<<13) + `", "level": "error"}`, level.None},
		{"a field after words", `finished level=error`, level.None},
		{"a name that is no logger's", "2026-11-22 10:15:31,123 - GET /a - ERROR - x", level.None},
	} {
		if got := level.Of([]byte(c.line)); got != c.want {
			t.Errorf("%s: %q, want %q: %.120s", c.what, got, c.want, c.line)
		}
	}
}

// FuzzOf: no line makes it fail, and what it finds is written in the line.
func FuzzOf(f *testing.F) {
	for _, seed := range []string{`{"level": "info"}`, "[22/Nov/2026 10:15:31] ERROR x", `a="b\" level=info`, "2026-11-22 - a - WARN - "} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got, text := level.Of(line), strings.ToUpper(string(line))
		switch got {
		case level.None:
			return
		case level.Warning:
			if strings.Contains(text, "WARN") {
				return
			}
		case level.Critical:
			if strings.Contains(text, "FATAL") || strings.Contains(text, "CRITICAL") {
				return
			}
		default:
			if strings.Contains(text, got.String()) {
				return
			}
		}
		t.Errorf("%q: %s", line, got)
	})
}

func BenchmarkOf(b *testing.B) {
	for name, line := range map[string]string{
		"text":      "2026-11-22 10:15:31,123 - django.request - ERROR - Internal Server Error: /accounts/login/",
		"json":      `{"event": "request_finished", "request": "GET /accounts/login/", "user_id": null, "code": 200, "level": "info"}`,
		"none":      `127.0.0.1 - - [22/Nov/2026:10:15:31 +0000] "GET / HTTP/1.1" 200 4711 "-" "curl/8.5.0"`,
		"traceback": `  File "/srv/app/views.py", line 11, in login`,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			text := []byte(line)
			for b.Loop() {
				level.Of(text)
			}
		})
	}
}
