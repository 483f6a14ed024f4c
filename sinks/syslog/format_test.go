package syslog

import (
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/leodido/go-syslog/v4"
	"github.com/leodido/go-syslog/v4/octetcounting"
	"github.com/leodido/go-syslog/v4/rfc5424"
	"pgregory.net/rapid"

	"scrim/pipeline"
)

var now = time.Date(2026, 11, 22, 10, 15, 31, 123456789, time.UTC)

func testFormat(change func(*Settings)) *format {
	s := NewSettings().(*Settings)
	s.Hostname = "web-1"
	if change != nil {
		change(s)
	}
	return s.newFormat()
}

func TestMessage(t *testing.T) {
	file := pipeline.Origin{Source: "file", Path: `/var/log/a "b]\.log`}
	kafka := pipeline.Origin{Source: "kafka-2", Topic: "django.raw", Partition: 3}
	const fileData = `[scrim@32473 source="file" path="/var/log/a \"b\]\\.log" offset="7"] `
	for what, c := range map[string]struct {
		origin pipeline.Origin
		record pipeline.Record
		change func(*Settings)
		want   string
	}{
		"a line":              {file, pipeline.Record{Value: []byte("x y")}, nil, "<134>1 2026-11-22T10:15:31.123456Z web-1 django - - " + fileData + "x y"},
		"with a level":        {file, pipeline.Record{Value: []byte("ERROR: x")}, nil, "<131>1 2026-11-22T10:15:31.123456Z web-1 django - - " + fileData + "ERROR: x"},
		"a carriage return":   {file, pipeline.Record{Value: []byte("x\r")}, nil, "<134>1 2026-11-22T10:15:31.123456Z web-1 django - - " + fileData + "x"},
		"UTF-8":               {file, pipeline.Record{Value: []byte("grüß")}, nil, "<134>1 2026-11-22T10:15:31.123456Z web-1 django - - " + fileData + "\xEF\xBB\xBFgrüß"},
		"not UTF-8":           {file, pipeline.Record{Value: []byte("gr\xfc\xdf")}, nil, "<134>1 2026-11-22T10:15:31.123456Z web-1 django - - " + fileData + "gr\xfc\xdf"},
		"control characters":  {file, pipeline.Record{Value: []byte("a\x00\nb")}, nil, "<134>1 2026-11-22T10:15:31.123456Z web-1 django - - " + fileData + "a\x00\nb"},
		"nothing":             {file, pipeline.Record{Value: []byte{}}, nil, "<134>1 2026-11-22T10:15:31.123456Z web-1 django - - " + strings.TrimSpace(fileData)},
		"part of a long line": {file, pipeline.Record{Value: []byte("x\r"), Open: true}, nil, "<134>1 2026-11-22T10:15:31.123456Z web-1 django - - " + strings.Replace(fileData, "]  ", "", 1)[:len(fileData)-2] + ` continues="true"] ` + "x\r"},
		"a message of Kafka": {kafka, pipeline.Record{Value: []byte("x"), Time: time.UnixMilli(1_700_000_000_007)}, nil,
			`<134>1 2023-11-14T22:13:20.007000Z web-1 django - - [scrim@32473 source="kafka-2" topic="django.raw" partition="3" offset="7"] x`},
		"standard input": {pipeline.Origin{Source: "stdin"}, pipeline.Record{Value: []byte("x")}, nil,
			`<134>1 2026-11-22T10:15:31.123456Z web-1 django - - [scrim@32473 source="stdin"] x`},
		"settings": {file, pipeline.Record{Value: []byte("x"), Time: time.Unix(1<<50, 0)}, func(s *Settings) {
			s.Facility, s.Severity, s.AppName, s.StructuredDataID = "user", "notice", "shop", ""
		}, "<13>1 2026-11-22T10:15:31.123456Z web-1 shop - - - x"},
	} {
		c.record.Position = 7
		if got := string(testFormat(c.change).encode(&c.origin, &c.record, now)); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", what, got, c.want)
		}
	}
}

// TestParserReadsTheRecord: a parser of RFC 5424 that is not ours reads from the
// frames what was in the records.
func TestParserReadsTheRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, o := testFormat(nil), &pipeline.Origin{Source: "file", Path: "/p" + rapid.StringN(0, 20, 60).Draw(t, "path")}
		if rapid.Bool().Draw(t, "kafka") {
			o = &pipeline.Origin{Source: "kafka", Topic: "t", Partition: rapid.IntRange(0, 1000).Draw(t, "partition")}
		}
		var frames []byte
		var values []string
		for range rapid.IntRange(1, 4).Draw(t, "records") {
			value := rapid.OneOf(rapid.SliceOf(rapid.Byte()), rapid.Map(rapid.String(), func(s string) []byte { return []byte(s) })).Draw(t, "value")
			r := pipeline.Record{Value: value, Position: int64(len(values))}
			frames = appendFrame(frames, f.encode(o, &r, now))
			if o.Topic == "" {
				value = []byte(strings.TrimSuffix(string(value), "\r"))
			}
			values = append(values, string(value))
		}
		n := 0
		octetcounting.NewParser(syslog.WithListener(func(r *syslog.Result) {
			m, _ := r.Message.(*rfc5424.SyslogMessage)
			if r.Error != nil || m == nil || n >= len(values) {
				t.Fatalf("frame %d: %v", n, r.Error)
			}
			compare(t, m, o, values[n], n)
			n++
		}), syslog.WithMaxMessageLength(maxMessage)).Parse(strings.NewReader(string(frames)))
		if n != len(values) {
			t.Fatalf("%d frames, want %d", n, len(values))
		}
	})
}

func compare(t *rapid.T, m *rfc5424.SyslogMessage, o *pipeline.Origin, value string, position int) {
	want := value
	if utf8.ValidString(value) && utf8.RuneCountInString(value) < len(value) {
		want = byteOrderMark + value
	}
	got := ""
	if m.Message != nil {
		got = *m.Message
	}
	if got != want || *m.Facility != 16 || *m.Hostname != "web-1" || *m.Appname != "django" || !m.Timestamp.Equal(now.Truncate(time.Microsecond)) {
		t.Fatalf("got %q, want %q", got, want)
	}
	data := (*m.StructuredData)["scrim@32473"]
	if data["source"] != o.Source || data["path"] != o.Path || data["topic"] != o.Topic || data["offset"] != strconv.Itoa(position) {
		t.Fatalf("structured data %q of %+v", data, o)
	}
}

func TestTailKeepsTheLastOfWhatWasSent(t *testing.T) {
	var q tail
	var sent []string
	write := func(b []byte) error {
		sent = append(sent, string(b))
		return nil
	}
	const messages = 20000
	message := strings.Repeat("x", 1000)
	for i := range messages {
		full := q.add([]byte(strconv.Itoa(i) + message))
		if full || i%7 == 0 {
			if err := q.unsent(write); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := q.unsent(write); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(sent, "")
	if sent = nil; q.unsent(write) != nil || len(sent) > 0 {
		t.Errorf("%d bytes were sent twice", len(strings.Join(sent, "")))
	}
	q.lost()
	if err := q.unsent(write); err != nil {
		t.Fatal(err)
	}
	again := strings.Join(sent, "")
	if !strings.HasSuffix(all, again) || !strings.HasPrefix(again, "100") || len(again) < (tailChunks-1)*chunkBytes || len(again) > (tailChunks+1)*chunkBytes {
		t.Errorf("%d of %d bytes were sent again, from %.10q on", len(again), len(all), again)
	}
}

func BenchmarkEncode(b *testing.B) {
	o := &pipeline.Origin{Source: "file", Path: "/var/log/django/django.log"}
	r := &pipeline.Record{Value: []byte(`2026-11-22 10:15:31,123 INFO django.request GET /orders/4711/items/?page=3 HTTP/1.1 200 4711 user=[FILTERED_EMAIL]`)}
	f := testFormat(nil)
	b.ReportAllocs()
	b.SetBytes(int64(len(r.Value)))
	for b.Loop() {
		f.encode(o, r, now)
	}
}
