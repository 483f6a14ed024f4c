package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"

	"github.com/rogpeppe/go-internal/testscript"
)

// listening LOG: waits until the log of scrim run says where the metrics are, and
// sets $LISTENING to it.
func listening(ts *testscript.TestScript, _ bool, args []string) {
	says := regexp.MustCompile(`metrics=(\S+)`)
	until(ts, "listening", func() bool {
		b, err := os.ReadFile(ts.MkAbs(args[0]))
		if err != nil {
			return false
		}
		found := says.FindSubmatch(b)
		if found != nil {
			ts.Setenv("LISTENING", string(found[1]))
		}
		return found != nil
	})
}

// fetch URL FILE REGEXP: asks until the answer, which is written to the file,
// holds a match. Its first line is the status and the content type.
func fetch(ts *testscript.TestScript, _ bool, args []string) {
	want := regexp.MustCompile(args[2])
	until(ts, args[2], func() bool {
		r, err := http.Get(args[0])
		if err != nil {
			return false
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		ts.Check(err)
		answer := fmt.Appendf(nil, "%d %s\n%s", r.StatusCode, r.Header.Get("Content-Type"), body)
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), answer, 0o666))
		return want.Match(answer)
	})
}

// picky TEXT: starts a receiver that takes every request but those that hold the
// text, and sets $RECEIVER to its address.
func picky(ts *testscript.TestScript, _ bool, args []string) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil || bytes.Contains(body, []byte(args[0])) {
			w.WriteHeader(http.StatusBadRequest)
		}
	}))
	ts.Defer(s.Close)
	ts.Setenv("RECEIVER", s.URL)
}

// talkative TEXT: starts a receiver that takes every request and goes on with the
// text, which nobody asked for. It sets $RECEIVER to its address.
func talkative(ts *testscript.TestScript, _ bool, args []string) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		_, err := io.Copy(io.Discard, q.Body)
		if err != nil {
			return
		}
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer connection.Close()
		_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"+args[0])
	}))
	ts.Defer(s.Close)
	ts.Setenv("RECEIVER", s.URL)
}
