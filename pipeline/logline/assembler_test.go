package logline

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// transcript is a Visitor that writes down what it is told.
type transcript struct{ strings.Builder }

func (t *transcript) Request(q *Request) {
	fmt.Fprintf(t, "request %d-%d %s", q.Line, q.LastLine, asked(q))
	t.WriteByte('\n')
}

func asked(q *Request) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s?%s %d", q.Method, q.Path, q.Query, q.Status)
	if q.Time != 0 {
		fmt.Fprintf(&b, " at %s", time.Unix(0, q.Time).UTC().Format("15:04:05.000"))
	}
	for _, f := range []struct {
		name string
		text []byte
	}{
		{"scheme", q.Scheme}, {"host", q.Host}, {"address", q.Address}, {"agent", q.UserAgent}, {"referer", q.Referer}, {"authorization", q.Authorization},
		{"cookies", q.Cookies}, {"user", q.User}, {"id", q.RequestID},
	} {
		if len(f.text) > 0 {
			fmt.Fprintf(&b, " %s=%s", f.name, f.text)
		}
	}
	for _, c := range q.SetCookies {
		fmt.Fprintf(&b, " set-cookie=%s", c)
	}
	return b.String()
}

func (t *transcript) Event(e *Event) {
	fmt.Fprintf(t, "event %d %s %s %s", e.Line, e.Logger, e.Level, e.Message)
	if len(e.User) > 0 {
		fmt.Fprintf(t, " user=%s", e.User)
	}
	t.WriteByte('\n')
}

func assemble(text string) string {
	var t transcript
	a := NewAssembler(&t, 2026)
	number := 0
	for line := range strings.Lines(text) {
		number++
		a.Add(number, []byte(line))
	}
	a.Flush()
	return t.String()
}

var assembled = []struct{ name, lines, want string }{
	{
		"started and finished",
		`{"request": "GET /a?b=%22", "user_agent": "curl", "event": "request_started", "ip": "203.0.113.9", "request_id": "r1", "user_id": null, "timestamp": "2026-11-22T10:00:00Z", "logger": "m", "level": "info"}
{"request": "GET /c", "event": "request_started", "request_id": "r2", "timestamp": "2026-11-22T10:00:01Z"}
{"event": "user 42 logged out", "request_id": "r1", "user_id": 42, "timestamp": "2026-11-22T10:00:02Z", "logger": "shop", "level": "info"}
{"code": 200, "request": "GET /a?b=%22", "event": "request_finished", "ip": "203.0.113.9", "request_id": "r1", "user_id": 42, "timestamp": "2026-11-22T10:00:03Z", "logger": "m", "level": "info"}
`,
		`event 3 shop info user 42 logged out user=42
request 1-4 GET /a?b=%22 200 at 10:00:00.000 address=203.0.113.9 agent=curl user=42 id=r1
request 2-2 GET /c? 0 at 10:00:01.000 id=r2
`,
	},
	{
		"curl",
		`2026-11-22 10:00:00,595
> POST /a?b=c HTTP/1.1
> Host: shop.example
> User-Agent: curl
> X-Forwarded-For: 198.51.100.7, 10.0.0.1
> Authorization: Bearer abc
> Cookie: a=b
>
d=e
< HTTP/1.1 302 Found
< Set-Cookie: c=d
< Set-Cookie: e=f; Secure
<
ok
2026-11-22 10:00:01,595
> GET / HTTP/1.1
`,
		`request 2-13 POST /a?b=c 302 at 10:00:00.595 host=shop.example address=198.51.100.7 agent=curl authorization=Bearer abc cookies=a=b set-cookie=c=d set-cookie=e=f; Secure
request 16-16 GET /? 0 at 10:00:01.595
`,
	},
	{
		"http.client and urllib3",
		`send: b'GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: curl\r\nAuthorization: Bearer a"b\'c\r\nX-Request-ID: r1\r\n\r\n'
reply: 'HTTP/1.1 401 Unauthorized\r\n'
header: Date: Sun, 22 Nov 2026 03:00:40 GMT
header: Set-Cookie: c=d
header: Set-Cookie: e=f
2026-11-22 10:00:00,482 urllib3.connectionpool DEBUG http://127.0.0.1:8104 "GET /a?b=c HTTP/1.1" 401 89
2026-11-22 10:00:00,490 shop.views INFO token revoked
`,
		`request 1-6 GET /a?b=c 401 at 10:00:00.482 scheme=http host=shop.example agent=curl authorization=Bearer a"b'c id=r1 set-cookie=c=d set-cookie=e=f
event 7 shop.views INFO token revoked
`,
	},
	{
		"as it was sent",
		"GET /a HTTP/1.1\r\nHost: shop.example\r\nAuthorization: Bearer abc\r\n\r\nHTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\n\r\nbody\n2026-11-22 10:00:00,490 shop.views INFO bye\n",
		`request 1-6 GET /a? 200 host=shop.example authorization=Bearer abc set-cookie=a=b
event 9 shop.views INFO bye
`,
	},
	{
		"dump in a container's lines",
		`2026-11-22T10:00:01.5Z stderr F > GET /a HTTP/1.1
2026-11-22T10:00:01.6Z stderr F > Authorization: Bearer abc
2026-11-22T10:00:01.7Z stderr F >
2026-11-22T10:00:01.8Z stderr F a=b
2026-11-22T10:00:01.9Z stderr F < HTTP/1.1 200 OK
2026-11-22T10:00:02.0Z stderr F < Set-Cookie: c=d
2026-11-22T10:00:02.1Z stderr F <
2026-11-22T10:00:02.2Z stderr F Traceback (most recent call last):
2026-11-22T10:00:02.3Z stderr F INFO shop.views bye
`,
		`request 1-7 GET /a? 200 at 10:00:01.500 authorization=Bearer abc set-cookie=c=d
event 9  INFO shop.views bye
`,
	},
	{
		"dump in docker's lines",
		`{"log":"send: b'GET /a HTTP/1.1\\r\\nAuthorization: Bearer \"abc\"\\r\\n\\r\\n'\n","stream":"stdout","time":"2026-11-22T10:00:01.1Z"}
{"log":"reply: 'HTTP/1.1 200 OK\\r\\n'\n","stream":"stdout","time":"2026-11-22T10:00:01.2Z"}
{"log":"header: Set-Cookie: c=d\n","stream":"stdout","time":"2026-11-22T10:00:01.3Z"}
`,
		`request 1-3 GET /a? 200 at 10:00:01.100 authorization=Bearer "abc" set-cookie=c=d
`,
	},
	{
		"mitmproxy",
		"203.0.113.9:52000: GET https://shop.example/a?b=c HTTP/2.0\n    user-agent: curl\n    cookie: a=b\n << HTTP/2.0 200 OK 12b\n    set-cookie: c=d\n\n    ok\n\n203.0.113.9:52000: POST https://shop.example/d\n << 302 Found 0b\n",
		`request 1-5 GET /a?b=c 200 scheme=https host=shop.example address=203.0.113.9 agent=curl cookies=a=b set-cookie=c=d
request 9-10 POST /d? 302 scheme=https host=shop.example address=203.0.113.9
`,
	},
	{
		"lists of cookies",
		`{"level":"info","ts":1795341600.5,"msg":"handled request","request":{"method":"GET","uri":"/a","headers":{"Cookie":["a=\"b\""]}},"status":200,"resp_headers":{"Set-Cookie":["c=d","e=f"]}}
`,
		`request 1-1 GET /a? 200 at 10:00:00.500 cookies=a="b" set-cookie=c=d set-cookie=e=f
`,
	},
	{
		"docker",
		`{"log":"{\"event\": \"say \\\"hi\\\"\", \"level\": \"info\"}\n","stream":"stdout","time":"2026-11-22T10:00:01.1Z"}
`,
		"event 1  info say \"hi\"\n",
	},
	{
		"lines of nobody",
		"Traceback (most recent call last):\n  File \"a.py\", line 1\nsome text\n\n",
		"",
	},
	{
		"archive in a line",
		`{"log":{"version":"1.2","entries":[{"startedDateTime":"2026-11-22T10:00:00Z","request":{"method":"GET","url":"https://shop.example/a?b=c","headers":[{"name":"Authorization","value":"Bearer abc"}]},"response":{"status":200}}]}}
`,
		`request 1-1 GET /a?b=c 200 at 10:00:00.000 scheme=https host=shop.example authorization=Bearer abc
`,
	},
}

func TestAssembler(t *testing.T) {
	for _, c := range assembled {
		t.Run(c.name, func(t *testing.T) {
			if got := assemble(c.lines); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestAssemblerHandsOnTheOldestFirst(t *testing.T) {
	var b strings.Builder
	for i := range maxOpen + 3 {
		fmt.Fprintf(&b, `{"request": "GET /%d", "event": "request_started", "request_id": "r%d"}`+"\n", i, i)
	}
	got := strings.Split(assemble(b.String()), "\n")
	for i := range maxOpen + 3 {
		if want := fmt.Sprintf("request %d-%d GET /%d? 0 id=r%d", i+1, i+1, i, i); got[i] != want {
			t.Errorf("got %s, want %s", got[i], want)
		}
	}
}

func TestRequestsAreBounded(t *testing.T) {
	long := strings.Repeat("x", maxKept+1)
	var b strings.Builder
	b.WriteString("> GET /" + long + "?" + long + " HTTP/1.1\n")
	for _, name := range []string{"Host", "Authorization", "Cookie", "Referer", "User-Agent", "X-Request-ID"} {
		b.WriteString("> " + name + ": " + long + "\n")
	}
	b.WriteString("< HTTP/1.1 200 OK\n")
	for range maxSetCookies + 1 {
		b.WriteString("< Set-Cookie: a=b\n")
	}
	var longest, total, cookies int
	a := NewAssembler(visit(func(q *Request) {
		cookies = len(q.SetCookies)
		for _, text := range append([][]byte{q.Method, q.Path, q.Query, q.Host, q.Authorization, q.Cookies, q.Referer, q.UserAgent, q.RequestID}, q.SetCookies...) {
			longest = max(longest, len(text))
			total += len(text)
		}
	}), 0)
	for line := range strings.Lines(b.String()) {
		a.Add(1, []byte(line))
	}
	a.Flush()
	if longest != maxKept || total > maxRequest || cookies != maxSetCookies {
		t.Errorf("longest %d, together %d, %d cookies", longest, total, cookies)
	}
}

// visit is a Visitor for requests alone.
type visit func(*Request)

func (v visit) Request(q *Request) { v(q) }
func (v visit) Event(*Event)       {}

// counter is a Visitor that counts.
type counter struct{ requests, events int }

func (c *counter) Request(*Request) { c.requests++ }
func (c *counter) Event(*Event)     { c.events++ }

func TestAssemblerAllocatesNothing(t *testing.T) {
	var c counter
	a := NewAssembler(&c, 2026)
	var lines [][]byte
	for _, text := range assembled {
		for line := range strings.Lines(text.lines) {
			lines = append(lines, []byte(line))
		}
	}
	for i := range maxOpen {
		lines = append(lines, fmt.Appendf(nil, `{"request": "GET /%d", "event": "request_started", "request_id": "x%d"}`, i, i))
	}
	add := func() {
		for i, line := range lines {
			a.Add(i+1, line)
		}
	}
	add()
	add()
	if n := testing.AllocsPerRun(10, add); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if c.requests == 0 || c.events == 0 {
		t.Errorf("%d requests, %d events", c.requests, c.events)
	}
}

// FuzzAssembler tells that nothing that is in a lane stops it.
func FuzzAssembler(f *testing.F) {
	for _, c := range assembled {
		f.Add(c.lines)
	}
	f.Fuzz(func(t *testing.T, text string) { assemble(text) })
}

const archive = `{
  "log": {
    "version": "1.2",
    "creator": {"name": "a", "version": "1"},
    "entries": [
      {
        "startedDateTime": "2026-11-22T10:00:00.702649+00:00",
        "time": 38.6,
        "request": {
          "method": "POST",
          "url": "http://ann@shop.example:80/a?b=c#d",
          "cookies": [{"name": "x", "value": "y"}],
          "headers": [
            {"name": "Host", "value": "shop.example"},
            {"value": "198.51.100.7, 10.0.0.1", "name": "X-Forwarded-For"},
            {"name": "Cookie", "value": "a=\"b\u0026\""},
            {"name": "authorization", "value": "Bearer abc"}
          ],
          "postData": {"text": "{\"status\": 500, \"method\": \"GET\"}"}
        },
        "response": {
          "status": 200,
          "headers": [
            {"name": "Set-Cookie", "value": "c=d"},
            {"name": "Host", "value": "none"},
            {"name": "Set-Cookie", "value": "e=f"}
          ],
          "content": {"text": "\n{\"entries\": [{}]}\\", "status": 404}
        }
      },
      {"startedDateTime": "2026-11-22T10:00:01Z", "request": {"method": "GET", "url": "https://shop.example/x", "headers": []}, "response": {"headers": [], "status": 204}}
    ]
  }
}
`

const archived = `request 6-30 POST /a?b=c 200 at 10:00:00.702 scheme=http host=shop.example:80 address=198.51.100.7 authorization=Bearer abc cookies=a="b&" set-cookie=c=d set-cookie=e=f
request 31-31 GET /x? 204 at 10:00:01.000 scheme=https host=shop.example
`

func TestReadHAR(t *testing.T) {
	for name, from := range map[string]io.Reader{
		"at once":      strings.NewReader(archive),
		"byte by byte": iotest.OneByteReader(strings.NewReader(archive)),
	} {
		var got transcript
		if err := ReadHAR(from, got.Request); err != nil {
			t.Error(err)
		}
		if got.String() != archived {
			t.Errorf("%s: got\n%swant\n%s", name, got.String(), archived)
		}
	}
}

func TestReadHARTellsWhyItEnded(t *testing.T) {
	broken := errors.New("broken")
	err := ReadHAR(io.MultiReader(strings.NewReader(archive[:100]), iotest.ErrReader(broken)), func(*Request) { t.Error("a request of nothing") })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestIsHAR(t *testing.T) {
	for text, want := range map[string]bool{
		archive:                        true,
		`{"log":{"version":"1.2"`:      true,
		`{"log":"text","stream":"x"}`:  false,
		`{"log":{}`:                    false,
		`[{"log":{"version":"1.2"}}]`:  false,
		"":                             false,
		"203.0.113.9 - - [22/Nov/2026": false,
	} {
		if got := IsHAR([]byte(text)); got != want {
			t.Errorf("%.30q: %v", text, got)
		}
	}
}

// FuzzHAR tells that it does not matter where an archive is cut.
func FuzzHAR(f *testing.F) {
	f.Add(archive)
	f.Fuzz(func(t *testing.T, text string) {
		var whole, cut transcript
		if err := ReadHAR(strings.NewReader(text), whole.Request); err != nil {
			t.Fatal(err)
		}
		if err := ReadHAR(iotest.OneByteReader(strings.NewReader(text)), cut.Request); err != nil {
			t.Fatal(err)
		}
		if whole.String() != cut.String() {
			t.Errorf("whole\n%s\ncut\n%s", whole.String(), cut.String())
		}
	})
}
