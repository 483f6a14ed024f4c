package logline

import (
	"bytes"
	"regexp"
	"strconv"
	"testing"

	"scrim/bench/corpus"
)

// requestPatterns find requests in the lines of the corpus without this package: method, target and status, the
// last of which nginx's errors and lines of requests that have just started do not say.
var requestPatterns = map[string]*regexp.Regexp{
	"access line":        regexp.MustCompile(`"(GET|POST|PUT) (\S+) HTTP/1\.[01]" (\d{3})[ \n]`),
	"nginx error":        regexp.MustCompile(`, request: "(GET|POST|PUT) (\S+) HTTP/1\.1"`),
	"nginx JSON":         regexp.MustCompile(`"method":"(GET|POST|PUT)","uri":"([^"]*)","status":(\d{3})`),
	"uWSGI":              regexp.MustCompile(`\] (GET|POST|PUT) (\S+) => .* \(HTTP/1\.1 (\d{3})\)`),
	"python-json-logger": regexp.MustCompile(`"message": ?"\\"(GET|POST|PUT) (\S+) HTTP/1\.1\\" (\d{3})`),
	"structlog JSON":     regexp.MustCompile(`"code": (?P<status>\d{3}), "request": "(GET|POST|PUT) ([^"]*)"`),
	"structlog":          regexp.MustCompile(`code=(?P<status>\d{3}) .*request=['"](GET|POST|PUT) ([^'"]*)['"]`),
	"structlog colour":   regexp.MustCompile(`code\x1b\[0m=\x1b\[35m(?P<status>\d{3})\x1b.*request\x1b\[0m=\x1b\[35m'(GET|POST|PUT) ([^']*)'`),
	"request started":    regexp.MustCompile(`"request": "(GET|POST|PUT) ([^"]*)", "user_agent"`),
}

func TestReadAgreesWithTheCorpus(t *testing.T) {
	const size = 4 << 20
	found := map[string]int{}
	var r Reader
	for line := range bytes.Lines(corpus.Append(nil, 7, 0.2, size)) {
		for name, pattern := range requestPatterns {
			match := pattern.FindSubmatch(line)
			if match == nil {
				continue
			}
			found[name]++
			method, target, status := match[1], match[2], 0
			if at := pattern.SubexpIndex("status"); at > 0 {
				method, target = match[2], match[3]
				status, _ = strconv.Atoi(string(match[at]))
			} else if len(match) == 4 {
				status, _ = strconv.Atoi(string(match[3]))
			}
			l := r.Read(line)
			if !bytes.Equal(l.Method, method) || !bytes.Equal(l.Target, target) || l.Status != status {
				t.Fatalf("%s: got %s %s %d, want %s %s %d of\n%s", name, l.Method, l.Target, l.Status, method, target, status, line)
			}
		}
	}
	for name := range requestPatterns {
		if found[name] < 20 {
			t.Errorf("%s: only %d lines", name, found[name])
		}
	}
	t.Log(found)
}

func TestAssemblerAgreesWithTheCorpus(t *testing.T) {
	var (
		dumps    = regexp.MustCompile(`(?m)^> (GET|POST|PUT) (\S+) HTTP/1\.1(?:\n>.*)*\n< HTTP/1\.1 (\d{3})`)
		archives = regexp.MustCompile(`"request":\{"method":"(GET|POST|PUT)","url":"https://shop\.example\.com([^"]*)".*"response":\{"status":(\d{3})`)
		bearer   = regexp.MustCompile(`(?m)^> Authorization: (.*)$|"name":"Authorization","value":"([^"]*)"`)
	)
	g := corpus.New(11, 0.5)
	var seen kept
	a := NewAssembler(&seen, 0)
	dumped, archived := 0, 0
	for range 40_000 {
		event := g.AppendEvent(nil)
		match := dumps.FindSubmatch(event)
		if match != nil {
			dumped++
		} else if match = archives.FindSubmatch(event); match != nil {
			archived++
		} else {
			continue
		}
		seen.requests = seen.requests[:0]
		for line := range bytes.Lines(event) {
			a.Add(1, line)
		}
		if len(seen.requests) != 1 {
			t.Fatalf("%d requests in\n%s", len(seen.requests), event)
		}
		status, _ := strconv.Atoi(string(match[3]))
		q := seen.requests[0]
		target := q.path + q.query
		if q.method != string(match[1]) || target != string(bytes.Replace(match[2], []byte("?"), nil, 1)) || q.status != status {
			t.Fatalf("got %+v of\n%s", q, event)
		}
		want := ""
		if credentials := bearer.FindSubmatch(event); credentials != nil {
			want = string(credentials[1]) + string(credentials[2])
		}
		if q.authorization != want {
			t.Fatalf("got Authorization %q, want %q", q.authorization, want)
		}
	}
	if dumped < 100 || archived < 50 {
		t.Errorf("only %d dumps and %d archives", dumped, archived)
	}
}

// kept is a Visitor that keeps what requests say.
type kept struct{ requests []keptRequest }

type keptRequest struct {
	method, path, query, authorization string
	status                             int
}

func (k *kept) Request(q *Request) {
	k.requests = append(k.requests, keptRequest{string(q.Method), string(q.Path), string(q.Query), string(q.Authorization), q.Status})
}
func (k *kept) Event(*Event) {}
