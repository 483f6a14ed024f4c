package scenario

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"slices"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/proto"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/promise"
	"scrim/bench/chaos/verify"
)

const received = 30

func plain() (*load.Load, *verify.Lines, *promise.Ledger) {
	l := load.New(load.Options{Seed: 3, Partitions: 1}, nil)
	ledger := promise.New("test")
	return l, verify.NewLines(ledger, l, []int64{received}), ledger
}

func arrived(check *verify.Lines) int64 {
	n, _, _ := check.Arrived()
	return n
}

func TestCollectorTakesRequestsOnceItIsOpen(t *testing.T) {
	l, check, ledger := plain()
	c, err := newCollector(check)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	scope := new(logs.ScopeLogs)
	for seq := range int64(received) {
		r := l.Record(0, seq)
		scope.LogRecords = append(scope.LogRecords, &logs.LogRecord{
			Body: &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: string(r.Value)}},
		})
	}
	text, err := proto.Marshal(&collector.ExportLogsServiceRequest{ResourceLogs: []*logs.ResourceLogs{{ScopeLogs: []*logs.ScopeLogs{scope}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, packed := range []bool{true, false} {
		for _, open := range []bool{false, true} {
			if open {
				c.open()
			}
			want := map[bool]int{false: http.StatusServiceUnavailable, true: http.StatusOK}[open || c.opened.Load()]
			if got := post(t, c.url, text, packed); got != want {
				t.Errorf("open %t, packed %t: status %d, want %d", open, packed, got, want)
			}
		}
	}
	if n := arrived(check); n != received || len(ledger.Broken()) != 3 {
		// Nothing was finished, and the load has neither secrets nor masked JSON.
		t.Errorf("%d lines came, broken: %q", n, ledger.Broken())
	}
}

func post(t *testing.T, url string, text []byte, packed bool) int {
	t.Helper()
	var body bytes.Buffer
	if packed {
		w := gzip.NewWriter(&body)
		w.Write(text)
		w.Close()
	} else {
		body.Write(text)
	}
	request, err := http.NewRequest(http.MethodPost, url, &body)
	if err != nil {
		t.Fatal(err)
	}
	if packed {
		request.Header.Set("Content-Encoding", "gzip")
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

func TestSyslogServerTakesFramesOnceItIsOpen(t *testing.T) {
	l, check, ledger := plain()
	s, err := newSyslog(check)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	c, err := net.Dial("tcp", s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for seq := range int64(received) {
		r := l.Record(0, seq)
		data := []string{"-", `[a@1 path="/x \"y\" \]z"]`, `[a@1 n="1"][b@2]`}[seq%3]
		message := fmt.Sprintf("<14>1 2026-03-01T08:00:00Z web scrim - - %s %s", data, r.Value)
		fmt.Fprintf(c, "%d %s", len(message), message)
	}
	if n := arrived(check); n != 0 {
		t.Errorf("%d lines were read before it was open", n)
	}
	s.open()
	done, err := until(t.Context(), patience, func() bool { return arrived(check) == received })
	if err != nil || !done {
		t.Errorf("%d lines came, %v", arrived(check), err)
	}
	if slices.Contains(ledger.Broken(), verify.Untouched) {
		t.Error("a line is not what was sent")
	}
}
