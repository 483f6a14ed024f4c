package logline

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// said writes what a line says, field by field.
func said(l *Line) string {
	var b strings.Builder
	if l.Time != 0 {
		fmt.Fprintf(&b, "time=%s ", time.Unix(0, l.Time).UTC().Format(time.RFC3339Nano))
	}
	for _, f := range []struct {
		name string
		text []byte
	}{
		{"logger", l.Logger}, {"level", l.Level}, {"method", l.Method}, {"target", l.Target}, {"query", l.Query}, {"protocol", l.Protocol},
		{"scheme", l.Scheme}, {"host", l.Host}, {"address", l.Address}, {"agent", l.UserAgent}, {"referer", l.Referer}, {"authorization", l.Authorization},
		{"cookie", l.Cookie}, {"set-cookie", l.SetCookie}, {"user", l.User}, {"request", l.Request}, {"token", l.Token}, {"message", l.Message},
	} {
		if len(f.text) > 0 {
			fmt.Fprintf(&b, "%s=%s ", f.name, f.text)
		}
	}
	if l.Status != 0 {
		fmt.Fprintf(&b, "status=%d ", l.Status)
	}
	return strings.TrimSuffix(b.String(), " ")
}

// everyLine are all cases of lines.
var everyLine = slices.Concat(lineCases, requestCases)

func TestRead(t *testing.T) {
	for _, c := range everyLine {
		t.Run(c.name, func(t *testing.T) {
			r := Reader{Year: 2026}
			for _, end := range []string{"", "\n", "\r\n"} {
				if got := said(r.Read([]byte(c.line + end))); got != c.want {
					t.Errorf("line %s\n got %s\nwant %s", c.line, got, c.want)
				}
			}
		})
	}
}

func TestReadKeepsNothingOfTheLineBefore(t *testing.T) {
	var r Reader
	for _, c := range everyLine {
		r.Read([]byte(c.line))
		if got := said(r.Read([]byte(" "))); got != "" {
			t.Errorf("after %s: %s", c.line, got)
		}
	}
}

func TestReadAllocatesNothing(t *testing.T) {
	var r Reader
	var lines [][]byte
	for _, c := range everyLine {
		lines = append(lines, []byte(c.line))
	}
	read := func() {
		for _, line := range lines {
			r.Read(line)
		}
	}
	read()
	if n := testing.AllocsPerRun(10, read); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzRead tells that whatever a line is, its texts are parts of it.
func FuzzRead(f *testing.F) {
	for _, c := range everyLine {
		f.Add([]byte(c.line))
	}
	f.Add([]byte(`  - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1"`))
	f.Add([]byte("\x1b[\x1b[AA0"))
	r := new(Reader)
	f.Fuzz(func(t *testing.T, line []byte) {
		line = append(make([]byte, 0, len(line)+1), line...)
		l := r.Read(line)
		parts := r.SetCookies()
		for _, part := range l.parts() {
			parts = append(parts, *part)
		}
		for _, part := range parts {
			if len(part) == 0 {
				continue
			}
			at := Offset(line, part)
			if at < 0 || at+len(part) > len(line) || &line[at] != &part[0] {
				t.Fatalf("%q is no part of %q", part, line)
			}
			l.Where(at, at+len(part))
		}
		l.AppendText(nil, l.Message)
	})
}

func BenchmarkRead(b *testing.B) {
	for _, c := range everyLine {
		b.Run(c.name, func(b *testing.B) {
			var r Reader
			line := []byte(c.line)
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			for b.Loop() {
				r.Read(line)
			}
		})
	}
}

func TestEachSetCookieCounts(t *testing.T) {
	line := []byte(`{"status":200,"uri":"/","resp_headers":{"Set-Cookie":["a=b","c=d"]},"x":"e=f"}`)
	var r Reader
	l := r.Read(line)
	if got := fmt.Sprintf("%s", r.SetCookies()); got != "[a=b c=d]" {
		t.Errorf("got %s", got)
	}
	for text, want := range map[string]Part{"a=b": InSetCookie, "c=d": InSetCookie, "e=f": InText} {
		at := bytes.Index(line, []byte(text))
		if got := l.Where(at, at+3); got != want {
			t.Errorf("%s is in %v", text, got)
		}
	}
}

func TestWhere(t *testing.T) {
	line := []byte(`203.0.113.9 - ann [22/Nov/2026:10:00:00 +0000] "GET /reset/aa?next=bb#cc HTTP/1.1" 200 2 "https://shop.example/?t=dd" "agent/ee" auth="Bearer ff" cookie="sessionid=gg" "hh"`)
	for _, c := range []struct {
		text string
		part Part
	}{
		{"203.0.113.9", InAddress}, {"ann", InUser}, {"aa", InPath}, {"bb", InQuery}, {"cc", InFragment}, {"dd", InReferer}, {"ee", InUserAgent},
		{"ff", InAuthorization}, {"gg", InCookie}, {"hh", InText}, {"22/Nov", InText},
	} {
		at := bytes.Index(line, []byte(c.text))
		var r Reader
		if got := r.Read(line).Where(at, at+len(c.text)); got != c.part {
			t.Errorf("%s is in %v, want %v", c.text, got, c.part)
		}
	}
}

// TestSpacesDoNotMatter reads lines as formatters write them, in which names are expected where the last value ends, and with
// more spaces, so that names are searched for.
func TestSpacesDoNotMatter(t *testing.T) {
	long := strings.Repeat(".", maxName+1-len("method")) + "method"
	for _, line := range []string{
		`{"level": "info", "status": 200, "user": {"name": "ann", "x": "y"}, "method": "GET", "uri": "/a", "logger": "shop"}`,
		`{"a\"b": "c", "method": "GET", "uri": "/a\"b", "upstream_response_duration": "1", "x_request_id": "42"}`,
		`{"headers": [{"name": "Host", "value": "shop"}, ["Cookie", "a=b"]], "path": "/", "method": "GET"}`,
		`{'level': 'info', 'a"b': 'c', 'status': 404, 'extra': {'user_id': 7, 'ip': None}, 'message': 'x', 'method'`,
		`level=info status=200 method=GET path=/a?b=c user='ann' logger="shop" x={'authorization': 'Basic eA=='} request_id=42`,
		`level=info ` + long + `=PUT status=200 method=GET .=c path=/ host=`,
		`level=info ` + long[1:] + `=PUT status=200 method=GET .=c path=/ host=`,
	} {
		var r Reader
		want := said(r.Read([]byte(line)))
		if len(want) < len("level=info") {
			t.Errorf("%s says only %q", line, want)
		}
		got := said(r.Read([]byte(strings.ReplaceAll(line, " ", "  "))))
		if got = strings.ReplaceAll(got, "  ", " "); got != want {
			t.Errorf("line %s\n got %s\nwant %s", line, got, want)
		}
	}
}
