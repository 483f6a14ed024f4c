package otlp

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/slim/otlp/collector/logs/v1"
	"google.golang.org/protobuf/proto"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// payload stands in every record and may not stand in an error or the log.
const payload = "nobody-may-see-this"

// receiver answers as it is told, and as an empty success otherwise.
type receiver struct {
	*httptest.Server
	t  *testing.T
	mu sync.Mutex
	// answer returns false to let the receiver take the request.
	answer   func(w http.ResponseWriter, r *http.Request, bodies []string) bool
	taken    []string // bodies of records
	requests int
	sizes    []int // of requests before compression
	header   http.Header
	path     string
}

func newReceiver(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, bodies []string) bool) *receiver {
	rc := &receiver{t: t, answer: answer}
	rc.Server = httptest.NewServer(rc)
	t.Cleanup(rc.Close)
	return rc
}

func (rc *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(r.Body)
	if err == nil && r.Header.Get("Content-Encoding") == "gzip" {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(text)); err == nil {
			text, err = io.ReadAll(z)
		}
	}
	if err != nil {
		rc.t.Errorf("cannot read the request: %v", err)
		return
	}
	rc.mu.Lock()
	defer rc.mu.Unlock()
	var bodies []string
	for _, one := range recordsOf(decode(rc.t, text)) {
		bodies = append(bodies, fmt.Sprint(plain(one.Body)))
	}
	rc.requests++
	rc.sizes = append(rc.sizes, len(text))
	rc.header, rc.path = r.Header, r.URL.Path
	if rc.answer != nil && rc.answer(w, r, bodies) {
		return
	}
	rc.taken = append(rc.taken, bodies...)
	w.Header().Set("Content-Type", protobufType)
}

// partial answers with a partial success.
func partial(w http.ResponseWriter, rejected int64) {
	text, err := proto.Marshal(&collector.ExportLogsServiceResponse{
		PartialSuccess: &collector.ExportLogsPartialSuccess{RejectedLogRecords: rejected, ErrorMessage: "no " + payload},
	})
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", protobufType)
	w.Write(text)
}

func status(w http.ResponseWriter, code int) bool {
	w.WriteHeader(code)
	io.WriteString(w, "cannot take "+payload)
	return true
}

// attached is a sink with its link, as the pipeline has them.
type attached struct {
	*sink
	link *pipeline.Link
	log  bytes.Buffer
}

func open(t testing.TB, endpoint string, change func(*Settings)) *attached {
	t.Helper()
	s := NewSettings().(*Settings)
	s.Endpoint = endpoint
	if change != nil {
		change(s)
	}
	if problems := s.Problems(); len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	opened, err := s.Open(pipeline.Environment{Name: "otlp", Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	a := &attached{sink: opened.(*sink)}
	a.link = pipeline.NewLink("otlp", slog.New(slog.NewTextHandler(&a.log, nil)))
	return a
}

// batch has n records; those that fault names are told by their bodies.
func batch(n int, fault ...int) *pipeline.Batch {
	b := &pipeline.Batch{Origin: &pipeline.Origin{Source: "file", Path: "/a"}}
	for i := range n {
		text := fmt.Sprintf("%s %d", payload, i)
		if slices.Contains(fault, i) {
			text = fmt.Sprintf("%s %d bad", payload, i)
		}
		b.Records = append(b.Records, pipeline.Record{Value: []byte(text), Position: int64(i)})
	}
	return b
}

// deliver delivers within a minute, and looks that nothing was logged that
// may not be.
func deliver(t *testing.T, s *attached, batches ...*pipeline.Batch) ([]pipeline.Refused, string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s.log.Reset()
	refused, err := s.Deliver(ctx, s.link, batches)
	log := s.log.String()
	if strings.Contains(log+fmt.Sprint(err), payload) {
		t.Errorf("a payload in the log or the error: %s %v", log, err)
	}
	for _, r := range refused {
		if strings.Contains(r.Why, payload) {
			t.Errorf("a payload in the reason: %s", r.Why)
		}
	}
	return refused, log, err
}

// mustDeliver fails if something is refused.
func mustDeliver(t *testing.T, s *attached, batches ...*pipeline.Batch) string {
	t.Helper()
	refused, log, err := deliver(t, s, batches...)
	if err != nil || len(refused) > 0 {
		t.Fatalf("%d refused, %v", len(refused), err)
	}
	return log
}

func indexes(refused []pipeline.Refused) []int {
	var all []int
	for _, r := range refused {
		all = append(all, r.Record)
	}
	return all
}

// wantTaken wants n records, in their order.
func (rc *receiver) wantTaken(n int) {
	rc.t.Helper()
	rc.wantRecords(n)
	rc.mu.Lock()
	defer rc.mu.Unlock()
	for i := 1; i < len(rc.taken); i++ {
		var a, b int
		fmt.Sscanf(rc.taken[i-1], payload+" %d", &a)
		fmt.Sscanf(rc.taken[i], payload+" %d", &b)
		if b < a {
			rc.t.Errorf("record %d comes after %d", b, a)
		}
	}
}

func TestRequest(t *testing.T) {
	t.Setenv("OTLP_TEST_AUTH", "Bearer not-a-real-one")
	rc := newReceiver(t, nil)
	s := open(t, rc.URL, func(s *Settings) {
		s.Headers = map[string]string{"X-Scope-OrgID": "shop"}
		s.HeaderEnv = map[string]string{"Authorization": "OTLP_TEST_AUTH"}
	})
	mustDeliver(t, s, batch(3), batch(2))
	rc.wantRecords(5)
	want := map[string]string{
		"Content-Type": protobufType, "Content-Encoding": "gzip", "User-Agent": "scrim/test",
		"X-Scope-Orgid": "shop", "Authorization": "Bearer not-a-real-one", "X-Idempotency-Key": "",
	}
	for name, value := range want {
		if got := rc.header.Get(name); got != value {
			t.Errorf("header %s: %q, want %q", name, got, value)
		}
	}
	if rc.path != "/v1/logs" || rc.requests != 1 {
		t.Errorf("%d requests to %s", rc.requests, rc.path)
	}
}

func TestEndpointWithAPathIsTakenAsItIs(t *testing.T) {
	rc := newReceiver(t, nil)
	mustDeliver(t, open(t, rc.URL+"/otlp/v1/logs", func(s *Settings) { s.Compression = compressNone }), batch(1))
	if rc.path != "/otlp/v1/logs" || rc.header.Get("Content-Encoding") != "" {
		t.Errorf("path %s, compression %q", rc.path, rc.header.Get("Content-Encoding"))
	}
}

func TestLargeDeliveriesAreSplit(t *testing.T) {
	rc := newReceiver(t, nil)
	s := open(t, rc.URL, func(s *Settings) { s.MaxRequest = minRequest })
	mustDeliver(t, s, batch(2000))
	rc.wantTaken(2000)
	if rc.requests < 5 || slices.Max(rc.sizes) > minRequest+16 {
		t.Errorf("%d requests, the largest has %d bytes", rc.requests, slices.Max(rc.sizes))
	}
}

func TestFailuresThatPassAreTriedAgain(t *testing.T) {
	for name, fail := range map[string]func(w http.ResponseWriter){
		"429": func(w http.ResponseWriter) { status(w, 429) },
		"502": func(w http.ResponseWriter) { status(w, 502) },
		"503 with seconds": func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "1")
			status(w, 503)
		},
		"504 with a date": func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", time.Now().Add(time.Second).UTC().Format(http.TimeFormat))
			status(w, 504)
		},
		"connection cut before the reply": func(w http.ResponseWriter) { cut(w, "") },
		"connection cut in the reply": func(w http.ResponseWriter) {
			cut(w, "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 20\r\n\r\n\x0a")
		},
		"no HTTP": func(w http.ResponseWriter) { cut(w, payload+"\r\n\r\n") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tries := 0
			rc := newReceiver(t, func(w http.ResponseWriter, _ *http.Request, _ []string) bool {
				tries++
				if tries < 3 {
					fail(w)
				}
				return tries < 3
			})
			log := mustDeliver(t, open(t, rc.URL, nil), batch(10))
			rc.wantTaken(10)
			if !strings.Contains(log, "waiting") || !strings.Contains(log, "works again") {
				t.Errorf("log: %s", log)
			}
		})
	}
}

// cut writes what is given to the connection and closes it.
func cut(w http.ResponseWriter, text string) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	io.WriteString(conn, text)
	conn.Close()
}

func TestSlowReplyIsTriedAgain(t *testing.T) {
	release, tries := make(chan struct{}), 0
	rc := newReceiver(t, nil)
	rc.answer = func(_ http.ResponseWriter, r *http.Request, _ []string) bool {
		if tries++; tries > 1 {
			return false
		}
		rc.mu.Unlock()
		defer rc.mu.Lock()
		select {
		case <-r.Context().Done():
		case <-release:
		}
		return true
	}
	mustDeliver(t, open(t, rc.URL, func(s *Settings) { s.Timeout = setting.Duration(200 * time.Millisecond) }), batch(10))
	close(release)
	rc.wantTaken(10)
}

func TestContextEndsDelivery(t *testing.T) {
	arrived := make(chan struct{}, 1)
	rc := newReceiver(t, nil)
	rc.answer = func(_ http.ResponseWriter, r *http.Request, _ []string) bool {
		arrived <- struct{}{}
		<-r.Context().Done()
		return true
	}
	s := open(t, rc.URL, nil)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-arrived
		cancel()
	}()
	refused, err := s.Deliver(ctx, pipeline.NewLink("otlp", slog.New(slog.DiscardHandler)), []*pipeline.Batch{batch(1)})
	if err != context.Canceled || refused != nil {
		t.Errorf("%v, %v", refused, err)
	}
}

func TestTooLargeRequestsAreHalved(t *testing.T) {
	const limit = 40 << 10
	rc := newReceiver(t, nil)
	rc.answer = func(w http.ResponseWriter, _ *http.Request, _ []string) bool {
		return rc.sizes[len(rc.sizes)-1] > limit && status(w, 413)
	}
	s := open(t, rc.URL, nil)
	b := batch(2000)
	b.Records[700].Value = append(bytes.Repeat([]byte("x"), limit), payload...)
	refused, _, err := deliver(t, s, b)
	if err != nil || !slices.Equal(indexes(refused), []int{700}) {
		t.Fatalf("refused %v, %v", indexes(refused), err)
	}
	rc.wantTaken(1999)
	before := rc.requests
	mustDeliver(t, s, batch(2000))
	if n := rc.requests - before; n > 20 {
		t.Errorf("%d requests: it did not learn what is too large", n)
	}
}

func TestRecordsAtFaultAreFound(t *testing.T) {
	for _, code := range []int{400, 422, 500} {
		rc := newReceiver(t, func(w http.ResponseWriter, _ *http.Request, bodies []string) bool {
			return slices.ContainsFunc(bodies, func(b string) bool { return strings.HasSuffix(b, "bad") }) && status(w, code)
		})
		refused, _, err := deliver(t, open(t, rc.URL, nil), batch(1000, 17, 800))
		if err != nil || !slices.Equal(indexes(refused), []int{17, 800}) {
			t.Errorf("%d: refused %v, %v", code, indexes(refused), err)
		}
		rc.wantTaken(998)
	}
}

func TestRefusingEverythingCostsFewRequests(t *testing.T) {
	rc := newReceiver(t, func(w http.ResponseWriter, _ *http.Request, _ []string) bool { return status(w, 400) })
	refused, _, err := deliver(t, open(t, rc.URL, nil), batch(5000))
	if err != nil || len(refused) != 5000 || rc.requests > maxSplits+1 {
		t.Errorf("%d refused after %d requests, %v", len(refused), rc.requests, err)
	}
	for i, r := range refused {
		if r.Record != i || !strings.Contains(r.Why, "400") {
			t.Fatalf("refused[%d]: %d %q", i, r.Record, r.Why)
		}
	}
}

func TestPartialSuccess(t *testing.T) {
	for _, c := range []struct {
		rejected int64
		refused  int
		why      string
	}{
		{0, 0, ""}, {-1, 0, ""}, {3, 10, "rejected 3 records of the 10"}, {10, 10, "rejected it"}, {1000, 10, "rejected it"},
	} {
		rc := newReceiver(t, func(w http.ResponseWriter, _ *http.Request, _ []string) bool {
			partial(w, c.rejected)
			return true
		})
		refused, log, err := deliver(t, open(t, rc.URL, nil), batch(10))
		if err != nil || len(refused) != c.refused || rc.requests != 1 {
			t.Errorf("%d rejected: %d refused, %d requests, %v", c.rejected, len(refused), rc.requests, err)
		}
		if len(refused) > 0 && (!strings.Contains(refused[0].Why, c.why) || strings.Count(log, "rejected_log_records") != 1) {
			t.Errorf("%d rejected: why %q, log %s", c.rejected, refused[0].Why, log)
		}
	}
}

func TestRejectionsAreLoggedOnce(t *testing.T) {
	rc := newReceiver(t, func(w http.ResponseWriter, _ *http.Request, _ []string) bool {
		partial(w, 1)
		return true
	})
	refused, log, err := deliver(t, open(t, rc.URL, func(s *Settings) { s.MaxRequest = minRequest }), batch(2000))
	if err != nil || len(refused) != 2000 || strings.Count(log, "rejected_log_records") != 1 {
		t.Errorf("%d refused, %v, log %s", len(refused), err, log)
	}
}

func TestSuccessInOtherForms(t *testing.T) {
	answer := func(code int, media, text string) func(http.ResponseWriter, *http.Request, []string) bool {
		return func(w http.ResponseWriter, _ *http.Request, _ []string) bool {
			if media != "" {
				w.Header().Set("Content-Type", media)
			}
			w.WriteHeader(code)
			io.WriteString(w, text)
			return true
		}
	}
	for _, c := range []struct {
		code        int
		media, text string
		refused     int
		fails       bool
	}{
		{204, "", "", 0, false},
		{200, "text/plain", "", 0, false},
		{200, "application/json; charset=utf-8", `{"partialSuccess":{}}`, 0, false},
		{200, "application/json", `{}`, 0, false},
		{200, "application/json", `{"partialSuccess":{"rejectedLogRecords":"2"}}`, 5, false},
		{200, "application/json", `{"partialSuccess":{"rejectedLogRecords":2}}`, 5, false},
		{200, "application/json", `<html>`, 0, true},
		{200, "application/x-protobuf", "<html>", 0, true},
		{200, "text/html", "<html>" + payload, 0, true},
	} {
		refused, _, err := deliver(t, open(t, newReceiver(t, answer(c.code, c.media, c.text)).URL, nil), batch(5))
		if (err != nil) != c.fails || len(refused) != c.refused {
			t.Errorf("%s %q: %d refused, %v", c.media, c.text, len(refused), err)
		}
	}
}

func TestWrongCredentialsOrAddress(t *testing.T) {
	for _, code := range []int{301, 307, 401, 403, 404, 405, 407} {
		elsewhere := newReceiver(t, nil)
		well := false
		rc := newReceiver(t, func(w http.ResponseWriter, _ *http.Request, _ []string) bool {
			if well {
				return false
			}
			w.Header().Set("Location", elsewhere.URL+"/v1/logs")
			return status(w, code)
		})
		s := open(t, rc.URL, nil)
		if _, _, err := deliver(t, s, batch(1)); err == nil || !strings.Contains(err.Error(), fmt.Sprint(code)) {
			t.Errorf("%d at the first contact: %v", code, err)
		}
		var setup *pipeline.SetupError
		if err := s.Check(t.Context()); !errors.As(err, &setup) || strings.Contains(err.Error(), payload) {
			t.Errorf("%d at a check: %v", code, err)
		}
		well = true
		mustDeliver(t, s, batch(1))
		tries := 0
		rc.answer = func(w http.ResponseWriter, _ *http.Request, _ []string) bool {
			tries++
			return tries < 3 && status(w, code)
		}
		mustDeliver(t, s, batch(1))
		if elsewhere.requests > 0 {
			t.Errorf("%d: a redirect was followed", code)
		}
	}
}

func TestCredentialsAreReadAnew(t *testing.T) {
	t.Setenv("OTLP_TEST_KEY", "old")
	rc := newReceiver(t, nil)
	s := open(t, rc.URL, func(s *Settings) { s.HeaderEnv = map[string]string{"X-Key": "OTLP_TEST_KEY"} })
	mustDeliver(t, s, batch(1))
	rc.answer = func(w http.ResponseWriter, r *http.Request, _ []string) bool {
		return r.Header.Get("X-Key") != "new" && status(w, 401)
	}
	t.Setenv("OTLP_TEST_KEY", "new")
	mustDeliver(t, s, batch(1))
	rc.wantRecords(2)
}

func TestCheck(t *testing.T) {
	rc := newReceiver(t, nil)
	for _, compression := range Compressions {
		if err := open(t, rc.URL, func(s *Settings) { s.Compression = compression }).Check(t.Context()); err != nil {
			t.Errorf("%s: %v", compression, err)
		}
	}
	rc.wantTaken(0)
	rc.Close()
	encrypted := httptest.NewUnstartedServer(rc)
	encrypted.Config.ErrorLog = log.New(io.Discard, "", 0)
	encrypted.StartTLS()
	defer encrypted.Close()
	var setup *pipeline.SetupError
	if err := open(t, encrypted.URL, nil).Check(t.Context()); !errors.As(err, &setup) || !strings.Contains(setting.HintOf(err), "ca_file") {
		t.Errorf("a certificate that nobody knows: %v", err)
	}
	strict := httptest.NewUnstartedServer(rc)
	strict.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	strict.Config.ErrorLog = log.New(io.Discard, "", 0)
	strict.StartTLS()
	defer strict.Close()
	anybody := func(s *Settings) { s.TLS = &setting.TLS{InsecureSkipVerify: true} }
	stranger := open(t, strict.URL, anybody)
	// The receiver judges after the handshake. Whoever still writes then gets to
	// know that the connection is broken, and only the next time why.
	err := stranger.Check(t.Context())
	for began := time.Now(); !errors.As(err, &setup) && time.Since(began) < time.Minute; {
		err = stranger.Check(t.Context())
	}
	if !errors.As(err, &setup) || !strings.Contains(setting.HintOf(err), "cert_file") {
		t.Errorf("a receiver that wants a certificate: %v", err)
	}
	if err := open(t, rc.URL, nil).Check(t.Context()); err == nil {
		t.Error("nobody is there, and no error")
	}
}

// TestReceiverComesBack: what nobody took while the receiver was away is sent
// when it is there again.
func TestReceiverComesBack(t *testing.T) {
	rc := newReceiver(t, nil)
	s := open(t, rc.URL, nil)
	mustDeliver(t, s, batch(1))
	tries := 0
	rc.answer = func(w http.ResponseWriter, _ *http.Request, _ []string) bool {
		tries++
		if tries < 3 {
			cut(w, "")
		}
		return tries < 3
	}
	for range 5 {
		rc.CloseClientConnections()
		mustDeliver(t, s, batch(3))
	}
	rc.wantRecords(16)
}

func (rc *receiver) wantRecords(n int) {
	rc.t.Helper()
	rc.mu.Lock()
	defer rc.mu.Unlock()
	if len(rc.taken) != n {
		rc.t.Errorf("%d records, want %d", len(rc.taken), n)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 15, 31, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "-7": 0, "soon": 0, "999999": maxRetryAfter,
		"Sun, 22 Nov 2026 10:15:41 GMT": 10 * time.Second, "Sun, 22 Nov 2026 10:15:01 GMT": 0, "Sun, 22 Nov 2099 10:15:01 GMT": maxRetryAfter,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}

// FuzzReply: a receiver may answer anything.
func FuzzReply(f *testing.F) {
	f.Add([]byte("\x0a\x02\x08\x03"), true)
	f.Add([]byte(`{"partialSuccess":{"rejectedLogRecords":"3"}}`), false)
	f.Fuzz(func(t *testing.T, text []byte, binary bool) {
		media := jsonType
		if binary {
			media = protobufType
		}
		r := read(&http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {media}}, Body: io.NopCloser(bytes.NewReader(text))}, time.Time{})
		var want collector.ExportLogsServiceResponse
		if !binary || len(text) > maxReply || proto.Unmarshal(text, &want) != nil {
			return
		}
		if n := want.GetPartialSuccess().GetRejectedLogRecords(); r.outcome != unwelcome && max(n, 0) != r.rejected {
			t.Errorf("%q: %d rejected, want %d", text, r.rejected, n)
		}
	})
}
