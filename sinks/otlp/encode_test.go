package otlp

import (
	"bytes"
	"fmt"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"scrim/pipeline"
)

var observed = time.Unix(1_795_000_000, 42)

// decode reads a request with the generated types, which know nothing of this
// package. LogsData has the form of an export request.
func decode(t interface{ Fatalf(string, ...any) }, request []byte) *logs.LogsData {
	var data logs.LogsData
	if err := proto.Unmarshal(request, &data); err != nil {
		t.Fatalf("cannot decode the request: %v", err)
	}
	return &data
}

// recordsOf are all log records of a request.
func recordsOf(data *logs.LogsData) []*logs.LogRecord {
	var all []*logs.LogRecord
	for _, r := range data.ResourceLogs {
		for _, s := range r.ScopeLogs {
			all = append(all, s.LogRecords...)
		}
	}
	return all
}

// encodeOne encodes and decodes one record.
func encodeOne(t testing.TB, o pipeline.Origin, r pipeline.Record) *logs.LogRecord {
	t.Helper()
	var e encoder
	var got logs.LogRecord
	if err := proto.Unmarshal(e.encode(&o, &r, observed), &got); err != nil {
		t.Fatal(err)
	}
	return &got
}

// plain is a value as Go has it.
func plain(v *common.AnyValue) any {
	switch v := v.GetValue().(type) {
	case *common.AnyValue_StringValue:
		return v.StringValue
	case *common.AnyValue_BytesValue:
		return v.BytesValue
	case *common.AnyValue_IntValue:
		return v.IntValue
	case *common.AnyValue_BoolValue:
		return v.BoolValue
	case *common.AnyValue_ArrayValue:
		list := []any{}
		for _, element := range v.ArrayValue.Values {
			list = append(list, plain(element))
		}
		return list
	}
	return nil
}

// attributes are those of a record; a name that stands twice is a failure.
func attributes(t interface{ Fatalf(string, ...any) }, pairs []*common.KeyValue) map[string]any {
	all := map[string]any{}
	for _, pair := range pairs {
		if _, there := all[pair.Key]; there {
			t.Fatalf("the attribute %q is there twice", pair.Key)
		}
		all[pair.Key] = plain(pair.Value)
	}
	return all
}

func TestLineOfAFile(t *testing.T) {
	o := pipeline.Origin{Source: "file", Path: "/var/log/django.log"}
	for what, c := range map[string]struct {
		record         pipeline.Record
		body           any
		severity, more string
	}{
		"text":                    {record: pipeline.Record{Value: []byte("grüß")}, body: "grüß"},
		"empty":                   {record: pipeline.Record{Value: []byte{}}, body: ""},
		"carriage return":         {record: pipeline.Record{Value: []byte("a\r\r")}, body: "a\r"},
		"part of a long line":     {record: pipeline.Record{Value: []byte("a\r"), Open: true}, body: "a\r", more: "open"},
		"not UTF-8":               {record: pipeline.Record{Value: []byte("a\xff")}, body: []byte("a\xff")},
		"with a level":            {record: pipeline.Record{Value: []byte("WARNING: x")}, body: "WARNING: x", severity: "13 WARNING"},
		"most serious":            {record: pipeline.Record{Value: []byte("CRITICAL: x")}, body: "CRITICAL: x", severity: "21 CRITICAL"},
		"control characters stay": {record: pipeline.Record{Value: []byte("\x00\n\x1b[0m")}, body: "\x00\n\x1b[0m"},
	} {
		c.record.Position = 4711
		got := encodeOne(t, o, c.record)
		want := map[string]any{"log.file.path": o.Path, "log.file.record_offset": int64(4711)}
		if c.more != "" {
			want["scrim.line.continues"] = true
		}
		if diff := cmp.Diff(want, attributes(t, got.Attributes)); diff != "" {
			t.Errorf("%s: attributes: %s", what, diff)
		}
		if diff := cmp.Diff(c.body, plain(got.Body)); diff != "" {
			t.Errorf("%s: body: %s", what, diff)
		}
		severity := ""
		if got.SeverityNumber != 0 {
			severity = fmt.Sprintf("%d %s", got.SeverityNumber, got.SeverityText)
		}
		if severity != c.severity {
			t.Errorf("%s: severity %q, want %q", what, severity, c.severity)
		}
		if got.TimeUnixNano != 0 || got.ObservedTimeUnixNano != uint64(observed.UnixNano()) {
			t.Errorf("%s: times %d, %d", what, got.TimeUnixNano, got.ObservedTimeUnixNano)
		}
	}
}

func TestMessageOfKafka(t *testing.T) {
	o := pipeline.Origin{Source: "kafka", Topic: "django.raw", Partition: 3}
	got := encodeOne(t, o, pipeline.Record{
		Key: []byte("order-1"), Value: []byte("a\r"), Position: 42, Time: time.UnixMilli(1_700_000_000_123),
		Headers: []pipeline.Header{
			{Name: "a", Value: []byte("1")}, {Name: "b", Value: []byte("\xff")}, {Name: "a", Value: nil}, {Name: "\xffc", Value: []byte{}},
		},
	})
	want := map[string]any{
		"messaging.system": "kafka", "messaging.destination.name": "django.raw", "messaging.destination.partition.id": "3",
		"messaging.kafka.offset": int64(42), "messaging.kafka.message.key": "order-1",
		"messaging.header.a": []any{"1", nil}, "messaging.header.b": []any{[]byte("\xff")}, "messaging.header.\uFFFDc": []any{""},
	}
	if diff := cmp.Diff(want, attributes(t, got.Attributes)); diff != "" {
		t.Error(diff)
	}
	if got.TimeUnixNano != 1_700_000_000_123_000_000 || plain(got.Body) != "a\r" {
		t.Errorf("time %d, body %q", got.TimeUnixNano, plain(got.Body))
	}
}

func TestNullKeyAndNullValue(t *testing.T) {
	o := pipeline.Origin{Topic: "t"}
	empty, null := encodeOne(t, o, pipeline.Record{Key: []byte{}, Value: []byte{}}), encodeOne(t, o, pipeline.Record{})
	if key := attributes(t, empty.Attributes)["messaging.kafka.message.key"]; key != "" || empty.Body == nil {
		t.Errorf("empty: key %v, body %v", key, empty.Body)
	}
	of := attributes(t, null.Attributes)
	if _, there := of["messaging.kafka.message.key"]; there || null.Body != nil || of["messaging.kafka.message.tombstone"] != true {
		t.Errorf("null: %v, body %v", of, null.Body)
	}
}

func TestTimesThatOTLPCannotCountAreLeftOut(t *testing.T) {
	for _, at := range []time.Time{{}, time.Unix(-5, 0), time.Unix(1<<40, 0)} {
		if got := encodeOne(t, pipeline.Origin{}, pipeline.Record{Value: []byte("x"), Time: at}); got.TimeUnixNano != 0 {
			t.Errorf("%v: %d", at, got.TimeUnixNano)
		}
	}
}

func genBytes(nilToo bool) *rapid.Generator[[]byte] {
	return rapid.Custom(func(t *rapid.T) []byte {
		if nilToo && rapid.IntRange(0, 4).Draw(t, "nil") == 0 {
			return nil
		}
		b := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "bytes")
		return append([]byte{}, b...)
	})
}

func genRecord(message bool) *rapid.Generator[pipeline.Record] {
	return rapid.Custom(func(t *rapid.T) pipeline.Record {
		r := pipeline.Record{Value: genBytes(message).Draw(t, "value"), Position: rapid.Int64Min(0).Draw(t, "position")}
		if !message {
			return r
		}
		r.Key = genBytes(true).Draw(t, "key")
		r.Time = time.UnixMilli(rapid.Int64Range(1, 1<<42).Draw(t, "time"))
		for range rapid.IntRange(0, 3).Draw(t, "headers") {
			r.Headers = append(r.Headers, pipeline.Header{Name: rapid.StringN(0, 3, 9).Draw(t, "name"), Value: genBytes(true).Draw(t, "header")})
		}
		return r
	})
}

// textOf is what a null, a text or bytes are read back as.
func textOf(b []byte) any {
	switch {
	case b == nil:
		return nil
	case utf8.Valid(b):
		return string(b)
	}
	return b
}

// TestDecodeGivesTheRecord: whatever the records and the limit, requests hold
// every record once, in order, as it was, and none is larger than the limit
// unless it has one record only.
func TestDecodeGivesTheRecord(t *testing.T) {
	settings := NewSettings().(*Settings)
	rapid.Check(t, func(t *rapid.T) {
		message := rapid.Bool().Draw(t, "message")
		var batches []*pipeline.Batch
		for i := range rapid.IntRange(0, 3).Draw(t, "batches") {
			o := &pipeline.Origin{Path: "/p"}
			if message {
				o = &pipeline.Origin{Topic: "t", Partition: i}
			}
			batches = append(batches, &pipeline.Batch{Origin: o, Records: rapid.SliceOfN(genRecord(message), 0, 8).Draw(t, "records")})
		}
		limit := rapid.IntRange(100, 4000).Draw(t, "limit")
		q := newRequest(settings.resourceFields(), scopeFields("1"))
		b := newBody(compressNone)
		var got []*logs.LogRecord
		for at := (cursor{batches: batches}); q.fill(&at, limit, observed); {
			if err := b.set(q, q.items); err != nil {
				t.Fatal(err)
			}
			one := recordsOf(decode(t, b.bytes.Bytes()))
			if len(one) == 0 || len(one) > 1 && b.bytes.Len() > limit+16 {
				t.Fatalf("a request of %d bytes with %d records; the limit is %d", b.bytes.Len(), len(one), limit)
			}
			got = append(got, one...)
		}
		for _, batch := range batches {
			for _, r := range batch.Records {
				if len(got) == 0 {
					t.Fatal("a record is missing")
				}
				compare(t, batch.Origin, &r, got[0])
				got = got[1:]
			}
		}
		if len(got) > 0 {
			t.Fatalf("%d records too many", len(got))
		}
	})
}

func compare(t *rapid.T, o *pipeline.Origin, r *pipeline.Record, got *logs.LogRecord) {
	value, has := r.Value, attributes(t, got.Attributes)
	if o.Topic == "" {
		value = bytes.TrimSuffix(value, []byte("\r"))
	} else {
		if has["messaging.kafka.offset"] != r.Position || has["messaging.destination.partition.id"] != fmt.Sprint(o.Partition) {
			t.Fatalf("it comes from elsewhere: %v", has)
		}
		if diff := cmp.Diff(textOf(r.Key), has["messaging.kafka.message.key"]); diff != "" {
			t.Fatal(diff)
		}
		for _, h := range r.Headers {
			list, _ := has["messaging.header."+h.Name].([]any)
			if len(list) == 0 || !cmp.Equal(list[0], textOf(h.Value)) {
				t.Fatalf("header %q: %v", h.Name, list)
			}
			has["messaging.header."+h.Name] = list[1:]
		}
		if got.TimeUnixNano != uint64(r.Time.UnixNano()) {
			t.Fatalf("time %d", got.TimeUnixNano)
		}
	}
	if diff := cmp.Diff(textOf(value), plain(got.Body)); diff != "" {
		t.Fatal(diff)
	}
}
