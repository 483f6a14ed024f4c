package otlp

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	common "go.opentelemetry.io/proto/otlp/common/v1"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/proto"

	"scrim/pipeline"
)

// benchLines is a batch of lines such as Django's, about 1 MiB.
func benchLines() *pipeline.Batch {
	b := &pipeline.Batch{Origin: &pipeline.Origin{Source: "file", Path: "/var/log/django/django.log"}}
	for at := 0; b.Bytes < 1<<20; at++ {
		line := fmt.Appendf(nil, `2026-11-22 10:15:%02d,%03d INFO django.request GET /orders/%d/items/?page=%d HTTP/1.1 200 %d user=[FILTERED_EMAIL]`,
			at%60, at%1000, at*7919%100_000, at%13, at*31%9000)
		b.Records = append(b.Records, pipeline.Record{Value: line, Position: int64(b.Bytes)})
		b.Bytes += len(line) + 1
	}
	return b
}

func BenchmarkEncode(b *testing.B) {
	batch := benchLines()
	settings := NewSettings().(*Settings)
	b.Run("scrim", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(batch.Bytes))
		q := newRequest(settings.resourceFields(), scopeFields("1"))
		for b.Loop() {
			at := cursor{batches: []*pipeline.Batch{batch}}
			q.fill(&at, maxRequest, observed)
		}
	})
	b.Run("generated", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(batch.Bytes))
		var text []byte
		for b.Loop() {
			scope := &logs.ScopeLogs{}
			for i := range batch.Records {
				r := &batch.Records[i]
				scope.LogRecords = append(scope.LogRecords, &logs.LogRecord{
					ObservedTimeUnixNano: uint64(observed.UnixNano()), SeverityNumber: 9, SeverityText: "INFO",
					Body: &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: string(r.Value)}},
					Attributes: []*common.KeyValue{
						{Key: attributePath, Value: &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: batch.Origin.Path}}},
						{Key: attributeAt, Value: &common.AnyValue{Value: &common.AnyValue_IntValue{IntValue: r.Position}}},
					},
				})
			}
			text, _ = proto.MarshalOptions{}.MarshalAppend(text[:0], &logs.LogsData{ResourceLogs: []*logs.ResourceLogs{{ScopeLogs: []*logs.ScopeLogs{scope}}}})
		}
	})
}

func BenchmarkDeliver(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body) }))
	defer server.Close()
	batch := benchLines()
	link := pipeline.NewLink("otlp", slog.New(slog.DiscardHandler))
	for _, compression := range Compressions {
		b.Run(compression, func(b *testing.B) {
			s := open(b, server.URL, func(s *Settings) { s.Compression = compression })
			b.ReportAllocs()
			b.SetBytes(int64(batch.Bytes))
			for b.Loop() {
				if _, err := s.Deliver(b.Context(), link, []*pipeline.Batch{batch}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
