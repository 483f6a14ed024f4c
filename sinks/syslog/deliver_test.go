package syslog

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// payload stands in every record and may not stand in an error or the log.
const payload = "nobody-may-see-this"

func open(t testing.TB, address string, change func(*Settings)) *sink {
	t.Helper()
	s := NewSettings().(*Settings)
	s.Address, s.Hostname = address, "web-1"
	if change != nil {
		change(s)
	}
	if problems := s.Problems(); len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	opened, err := s.Open(pipeline.Environment{Name: "syslog", Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return opened.(*sink)
}

// lines is a batch of records that are numbered.
func lines(from, n int) *pipeline.Batch {
	b := &pipeline.Batch{Origin: &pipeline.Origin{Source: "file", Path: "/a"}}
	for i := from; i < from+n; i++ {
		b.Records = append(b.Records, pipeline.Record{Value: fmt.Appendf(nil, "%s <%d>", payload, i), Position: int64(i)})
	}
	return b
}

// number is that of a message of lines; ok is false if it is not a whole one.
func number(message string) (n int, ok bool) {
	_, rest, found := strings.Cut(message, payload+" <")
	digits, whole := strings.CutSuffix(rest, ">")
	n, err := strconv.Atoi(digits)
	return n, found && whole && err == nil
}

func link() (*pipeline.Link, *bytes.Buffer) {
	var log bytes.Buffer
	return pipeline.NewLink("syslog", slog.New(slog.NewTextHandler(&log, nil))), &log
}

// minute ends what should have worked long before.
func minute(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func mustDeliver(t testing.TB, s *sink, batches ...*pipeline.Batch) {
	t.Helper()
	l, log := link()
	refused, err := s.Deliver(minute(t), l, batches)
	if err != nil || len(refused) > 0 {
		t.Fatalf("%d refused, %v", len(refused), err)
	}
	if strings.Contains(log.String(), payload) {
		t.Errorf("a payload in the log: %s", log)
	}
}

func listen(t testing.TB) *net.TCPListener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.(*net.TCPListener)
}

func accept(t testing.TB, l *net.TCPListener) *net.TCPConn {
	t.Helper()
	l.SetDeadline(time.Now().Add(time.Minute))
	conn, err := l.AcceptTCP()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(time.Minute))
	return conn
}

// frames reads n frames, or all up to the end if n is negative.
func frames(t testing.TB, r *bufio.Reader, n int) []string {
	t.Helper()
	var all []string
	for len(all) != n {
		length, err := r.ReadString(' ')
		if n < 0 && err == io.EOF && length == "" {
			break
		}
		size, _ := strconv.Atoi(strings.TrimSuffix(length, " "))
		message := make([]byte, size)
		if err == nil {
			_, err = io.ReadFull(r, message)
		}
		if err != nil || size == 0 {
			t.Fatalf("after %d frames: length %q, %v", len(all), length, err)
		}
		all = append(all, string(message))
	}
	return all
}

// read accepts a connection, reads n frames from it, or all, and closes it.
func read(t testing.TB, l *net.TCPListener, n int) []string {
	t.Helper()
	conn := accept(t, l)
	defer conn.Close()
	return frames(t, bufio.NewReader(conn), n)
}

// readLater reads as read does, in the background. What fails there ends the
// channel.
func readLater(t testing.TB, l *net.TCPListener, n int) <-chan []string {
	done := make(chan []string, 1)
	go func() {
		defer close(done)
		done <- read(t, l, n)
	}()
	return done
}

// wantNumbers wants the messages to be those of lines(from, n).
func wantNumbers(t testing.TB, messages []string, from, n int) {
	t.Helper()
	if len(messages) != n {
		t.Errorf("%d messages, want %d", len(messages), n)
	}
	for i, m := range messages {
		if got, ok := number(m); !ok || got != from+i {
			t.Fatalf("message %d is %q", from+i, m)
		}
	}
}

func TestDeliver(t *testing.T) {
	l := listen(t)
	s := open(t, l.Addr().String(), nil)
	done := readLater(t, l, -1)
	mustDeliver(t, s, lines(0, 5000), lines(5000, 10))
	mustDeliver(t, s, lines(5010, 1))
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	wantNumbers(t, <-done, 0, 5011)
	if err := <-closed; err != nil && !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}

func TestMessagesThatAreTooLargeAreRefused(t *testing.T) {
	l := listen(t)
	s := open(t, l.Addr().String(), func(s *Settings) { s.MaxMessage = 1000 })
	defer s.Close()
	b := lines(0, 4)
	b.Records[2].Value = bytes.Repeat([]byte(payload), 100)
	done := readLater(t, l, 3)
	link, _ := link()
	refused, err := s.Deliver(minute(t), link, []*pipeline.Batch{b})
	if err != nil || len(refused) != 1 || refused[0].Record != 2 || refused[0].Batch != b || strings.Contains(refused[0].Why, payload) {
		t.Errorf("refused %v, %v", refused, err)
	}
	<-done
}

func TestWhatAServerHasReadIsNotSentTwice(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells what was acknowledged")
	}
	l := listen(t)
	s := open(t, l.Addr().String(), nil)
	mustDeliverTo := func(from, n int) {
		t.Helper()
		got := readLater(t, l, n)
		mustDeliver(t, s, lines(from, n))
		wantNumbers(t, <-got, from, n)
		if s.conn != nil { // else the sink has seen the end already
			<-s.conn.ended
		}
	}
	mustDeliverTo(0, 100)
	mustDeliverTo(100, 3)
	mustDeliverTo(103, 2000)
	s.Close()
}

// TestWhatAServerHasNotReadIsSentAgain: the records of the first delivery were
// acknowledged by the server's TCP, but its process never reads them.
func TestWhatAServerHasNotReadIsSentAgain(t *testing.T) {
	for name, end := range map[string]func(*net.TCPConn){
		"closed with records unread": func(c *net.TCPConn) { c.Close() },
		"reset": func(c *net.TCPConn) {
			c.SetLinger(0)
			c.Close()
		},
	} {
		l := listen(t)
		s := open(t, l.Addr().String(), nil)
		mustDeliver(t, s, lines(0, 50))
		end(accept(t, l))
		<-s.conn.ended
		done := readLater(t, l, 60)
		mustDeliver(t, s, lines(50, 10))
		t.Run(name, func(t *testing.T) { wantNumbers(t, <-done, 0, 60) })
		s.Close()
	}
}

func TestConnectionThatBreaksInTheMiddle(t *testing.T) {
	l := listen(t)
	s := open(t, l.Addr().String(), nil)
	const n = 40_000
	done := make(chan []string, 1)
	go func() {
		defer close(done)
		var all []string
		for i := range 4 {
			conn := accept(t, l)
			if i == 3 {
				all = append(all, frames(t, bufio.NewReader(conn), -1)...)
			} else {
				all = append(all, frames(t, bufio.NewReader(conn), 5000)...)
				conn.SetLinger(0)
			}
			conn.Close()
		}
		done <- all
	}()
	mustDeliver(t, s, lines(0, n))
	s.Close()
	wantEach(t, <-done, n)
}

// wantEach wants each line at least once, the first of each in order.
func wantEach(t *testing.T, messages []string, n int) {
	t.Helper()
	next, repeated := 0, 0
	for _, m := range messages {
		i, ok := number(m)
		switch {
		case !ok:
		case i > next:
			t.Fatalf("line %d comes before line %d", i, next)
		case i < next:
			repeated++
		default:
			next++
		}
	}
	t.Logf("%d lines, %d of them repeated", len(messages), repeated)
	if next != n {
		t.Errorf("line %d is the last, want %d", next-1, n-1)
	}
}

func TestContextEndsDeliveryToWhoReadsNothing(t *testing.T) {
	l := listen(t)
	s := open(t, l.Addr().String(), nil)
	ctx, cancel := context.WithCancel(minute(t))
	result := make(chan error)
	go func() {
		link, _ := link()
		_, err := s.Deliver(ctx, link, []*pipeline.Batch{lines(0, 200_000)})
		result <- err
	}()
	conn := accept(t, l)
	first := make([]byte, 1)
	if _, err := io.ReadFull(conn, first); err != nil { // it is at work
		t.Fatal(err)
	}
	cancel()
	if err := <-result; err != context.Canceled {
		t.Errorf("%v", err)
	}
	conn.Close()
	s.Close()
}

func TestServerThatTakesNothingIsReported(t *testing.T) {
	l := listen(t)
	s := open(t, l.Addr().String(), nil)
	s.patience = time.Millisecond
	var log lockedBuffer
	ctx, cancel := context.WithCancel(minute(t))
	result := make(chan error)
	go func() {
		_, err := s.Deliver(ctx, pipeline.NewLink("syslog", slog.New(slog.NewTextHandler(&log, nil))), []*pipeline.Batch{lines(0, 200_000)})
		result <- err
	}()
	log.waitFor(t, "takes nothing")
	cancel()
	if err := <-result; err != context.Canceled {
		t.Errorf("%v", err)
	}
	s.Close()
}

func TestServerThatIsNotThereYet(t *testing.T) {
	l := listen(t)
	address := l.Addr().String()
	l.Close()
	s := open(t, address, nil)
	if err := s.Check(minute(t)); err == nil || !strings.Contains(err.Error(), address) {
		t.Errorf("check: %v", err)
	}
	var log lockedBuffer
	result := make(chan error)
	go func() {
		_, err := s.Deliver(minute(t), pipeline.NewLink("syslog", slog.New(slog.NewTextHandler(&log, nil))), []*pipeline.Batch{lines(0, 3)})
		result <- err
	}()
	log.waitFor(t, "waiting")
	again, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	wantNumbers(t, read(t, again.(*net.TCPListener), 3), 0, 3)
	if err := <-result; err != nil {
		t.Error(err)
	}
	s.Close()
}

func TestCertificates(t *testing.T) {
	c := newCertificates(t)
	l := listen(t)
	server := tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{c.server}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: c.pool})
	go func() {
		for {
			conn, err := server.Accept()
			if err != nil {
				return
			}
			go func() {
				io.Copy(io.Discard, conn)
				conn.Close()
			}()
		}
	}()
	if err := open(t, l.Addr().String(), func(s *Settings) { s.TLS = c.settings(true) }).Check(minute(t)); err != nil {
		t.Errorf("with a certificate: %v", err)
	}
	var setup *pipeline.SetupError
	stranger := open(t, l.Addr().String(), func(s *Settings) { s.TLS = c.settings(false) })
	if err := stranger.Check(minute(t)); !errors.As(err, &setup) {
		t.Errorf("without a certificate: %v", err)
	}
	link, _ := link()
	if _, err := stranger.Deliver(minute(t), link, []*pipeline.Batch{lines(0, 1)}); !errors.As(err, &setup) {
		t.Errorf("delivery without a certificate: %v", err)
	}
	unknown := open(t, l.Addr().String(), func(s *Settings) { s.TLS = &setting.TLS{} })
	if err := unknown.Check(minute(t)); !errors.As(err, &setup) {
		t.Errorf("to a server of another authority: %v", err)
	}
}

func BenchmarkDeliver(b *testing.B) {
	l := listen(b)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				io.Copy(io.Discard, conn)
				conn.Close()
			}()
		}
	}()
	s := open(b, l.Addr().String(), nil)
	batch, bytes := lines(0, 9000), 0
	for i := range batch.Records {
		batch.Records[i].Value = append(batch.Records[i].Value, " 2026-11-22 10:15:31,123 INFO django.request GET /orders/4711/items/?page=3 HTTP/1.1"...)
		bytes += len(batch.Records[i].Value)
	}
	link, _ := link()
	b.ReportAllocs()
	b.SetBytes(int64(bytes))
	for b.Loop() {
		if _, err := s.Deliver(b.Context(), link, []*pipeline.Batch{batch}); err != nil {
			b.Fatal(err)
		}
	}
	s.Close()
}
