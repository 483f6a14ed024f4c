package collector

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"scrim/pipeline"
	"scrim/sinks/otlp"
)

// payload stands in every record and may not stand in an error or the log.
const payload = "nobody-may-see-this"

// backend is what stands behind the receiver.
type backend struct {
	t      *testing.T
	mu     sync.Mutex
	taken  []plog.LogRecord
	logs   []plog.Logs
	asked  []time.Time
	answer func(bodies []string) error // nil: takes everything
}

func (b *backend) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

func (b *backend) ConsumeLogs(_ context.Context, logs plog.Logs) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, time.Now())
	if b.answer != nil {
		_, bodies := recordsOf(logs)
		if err := b.answer(bodies); err != nil {
			return err
		}
	}
	kept := plog.NewLogs()
	logs.CopyTo(kept)
	records, _ := recordsOf(kept)
	b.logs, b.taken = append(b.logs, kept), append(b.taken, records...)
	return nil
}

func recordsOf(logs plog.Logs) (records []plog.LogRecord, bodies []string) {
	for _, resource := range logs.ResourceLogs().All() {
		for _, scope := range resource.ScopeLogs().All() {
			for _, record := range scope.LogRecords().All() {
				records, bodies = append(records, record), append(bodies, record.Body().AsString())
			}
		}
	}
	return records, bodies
}

// start starts a receiver on loopback and returns its endpoint and how to stop
// it. An empty address is a free one.
func (b *backend) start(address string) (endpoint string, stop func()) {
	b.t.Helper()
	if address == "" {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			b.t.Fatal(err)
		}
		address = l.Addr().String()
		l.Close()
	}
	factory := otlpreceiver.NewFactory()
	config := factory.CreateDefaultConfig()
	settings := map[string]any{"protocols": map[string]any{"http": map[string]any{"endpoint": address, "max_request_body_size": 1 << 20}}}
	if err := confmap.NewFromStringMap(settings).Unmarshal(config); err != nil {
		b.t.Fatal(err)
	}
	receiver, err := factory.CreateLogs(b.t.Context(), receivertest.NewNopSettings(component.MustNewType("otlp")), config, b)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := receiver.Start(b.t.Context(), componenttest.NewNopHost()); err != nil {
		b.t.Fatal(err)
	}
	stop = sync.OnceFunc(func() { receiver.Shutdown(context.Background()) })
	b.t.Cleanup(stop)
	return "http://" + address, stop
}

func open(t *testing.T, endpoint, compression string) pipeline.Sink {
	t.Helper()
	s := otlp.NewSettings().(*otlp.Settings)
	s.Endpoint, s.Compression, s.ServiceName = endpoint, compression, "shop"
	s.Attributes = map[string]string{"deployment.environment.name": "test"}
	if problems := s.Problems(); len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	sink, err := s.Open(pipeline.Environment{Name: "otlp", Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sink.Close() })
	return sink
}

func deliver(t *testing.T, sink pipeline.Sink, batches ...*pipeline.Batch) (refused []int, log string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var text bytes.Buffer
	all, err := sink.Deliver(ctx, pipeline.NewLink("otlp", slog.New(slog.NewTextHandler(&text, nil))), batches)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		text.WriteString(r.Why)
		refused = append(refused, r.Record)
	}
	if strings.Contains(text.String(), payload) {
		t.Errorf("a payload in the log or a reason: %s", text.String())
	}
	return refused, text.String()
}

func lines(n int) *pipeline.Batch {
	b := &pipeline.Batch{Origin: &pipeline.Origin{Source: "file", Path: "/var/log/django.log"}}
	for i := range n {
		b.Records = append(b.Records, pipeline.Record{Value: fmt.Appendf(nil, "%s %d", payload, i), Position: int64(i)})
	}
	return b
}

func (b *backend) wantTaken(n int) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.taken) != n {
		b.t.Errorf("%d records were taken, want %d", len(b.taken), n)
	}
}

func TestCollectorReadsWhatIsSent(t *testing.T) {
	for _, compression := range otlp.Compressions {
		b := &backend{t: t}
		endpoint, _ := b.start("")
		sink := open(t, endpoint, compression)
		if err := sink.(pipeline.Checker).Check(t.Context()); err != nil {
			t.Errorf("check: %v", err)
		}
		at := time.UnixMilli(1_700_000_000_123)
		message := &pipeline.Batch{
			Origin: &pipeline.Origin{Source: "kafka", Topic: "django.raw", Partition: 3},
			Records: []pipeline.Record{
				{Key: []byte("k"), Value: []byte("ERROR: grüß"), Headers: []pipeline.Header{{Name: "a", Value: []byte("1")}, {Name: "a"}}, Time: at, Position: 42},
				{Key: []byte("\xff"), Position: 43},
			},
		}
		deliver(t, sink, message, lines(1))
		b.wantTaken(3)
		resource := b.logs[len(b.logs)-1].ResourceLogs().At(0)
		wantMap(t, resource.Resource().Attributes().AsRaw(), map[string]any{"service.name": "shop", "deployment.environment.name": "test"})
		if scope := resource.ScopeLogs().At(0).Scope(); scope.Name() != "scrim" || scope.Version() != "test" || resource.SchemaUrl() == "" {
			t.Errorf("scope %s %s, schema %q", scope.Name(), scope.Version(), resource.SchemaUrl())
		}
		first, second, third := b.taken[0], b.taken[1], b.taken[2]
		if first.Body().Str() != "ERROR: grüß" || !first.Timestamp().AsTime().Equal(at) || first.SeverityNumber() != plog.SeverityNumberError || first.SeverityText() != "ERROR" {
			t.Errorf("%q %v %v", first.Body().AsString(), first.Timestamp(), first.SeverityNumber())
		}
		wantMap(t, first.Attributes().AsRaw(), map[string]any{
			"messaging.system": "kafka", "messaging.destination.name": "django.raw", "messaging.destination.partition.id": "3",
			"messaging.kafka.offset": int64(42), "messaging.kafka.message.key": "k", "messaging.header.a": []any{"1", nil},
		})
		wantMap(t, second.Attributes().AsRaw(), map[string]any{
			"messaging.system": "kafka", "messaging.destination.name": "django.raw", "messaging.destination.partition.id": "3",
			"messaging.kafka.offset": int64(43), "messaging.kafka.message.key": []byte("\xff"), "messaging.kafka.message.tombstone": true,
		})
		wantMap(t, third.Attributes().AsRaw(), map[string]any{"log.file.path": "/var/log/django.log", "log.file.record_offset": int64(0)})
		if third.Timestamp() != 0 || time.Since(third.ObservedTimestamp().AsTime()) > time.Hour {
			t.Errorf("times %v, %v", third.Timestamp(), third.ObservedTimestamp())
		}
	}
}

func wantMap(t *testing.T, got, want map[string]any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestCollectorThatCannotTakeIt(t *testing.T) {
	throttled, err := status.New(codes.ResourceExhausted, payload).WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		failure error
		wait    time.Duration
	}{
		"for a while":          {errors.New(payload), 0},
		"throttled":            {throttled.Err(), time.Second},
		"too much at the time": {status.Error(codes.ResourceExhausted, payload), 0},
	} {
		b := &backend{t: t}
		b.answer = func([]string) error {
			if len(b.asked) < 3 {
				return c.failure
			}
			return nil
		}
		endpoint, _ := b.start("")
		refused, log := deliver(t, open(t, endpoint, "gzip"), lines(100))
		b.wantTaken(100)
		if len(refused) > 0 || !strings.Contains(log, "waiting") {
			t.Errorf("%s: %d refused, log %s", name, len(refused), log)
		}
		if len(b.asked) != 3 || b.asked[1].Sub(b.asked[0]) < c.wait {
			t.Errorf("%s: asked %d times, too soon", name, len(b.asked))
		}
	}
}

func TestCollectorThatRefusesOneRecord(t *testing.T) {
	for name, failure := range map[string]error{
		"400": status.Error(codes.InvalidArgument, payload),
		"500": consumererror.NewPermanent(errors.New(payload)),
	} {
		b := &backend{t: t}
		b.answer = func(bodies []string) error {
			if slices.Contains(bodies, payload+" 617") {
				return failure
			}
			return nil
		}
		endpoint, _ := b.start("")
		if refused, _ := deliver(t, open(t, endpoint, "gzip"), lines(1000)); !slices.Equal(refused, []int{617}) {
			t.Errorf("%s: refused %v", name, refused)
		}
		b.wantTaken(999)
	}
}

func TestCollectorWithALimit(t *testing.T) {
	for _, compression := range otlp.Compressions {
		b := &backend{t: t}
		endpoint, _ := b.start("")
		many := lines(20_000) // more than the receiver takes at once
		if refused, _ := deliver(t, open(t, endpoint, compression), many); len(refused) > 0 {
			t.Errorf("%s: %d refused", compression, len(refused))
		}
		b.wantTaken(20_000)
	}
}

func TestCollectorIsRestarted(t *testing.T) {
	b := &backend{t: t}
	endpoint, stop := b.start("")
	sink := open(t, endpoint, "gzip")
	deliver(t, sink, lines(10))
	stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		deliver(t, sink, lines(10))
	}()
	b.start(strings.TrimPrefix(endpoint, "http://"))
	<-done
	b.wantTaken(20)
}
