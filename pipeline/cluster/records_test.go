package cluster

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go/compress"
	"github.com/segmentio/kafka-go/protocol"
	"pgregory.net/rapid"

	"scrim/pipeline"
)

var codecs = []compress.Compression{compress.None, compress.Gzip, compress.Snappy, compress.Lz4, compress.Zstd}

// content draws bytes that may be null or empty.
func content(t *rapid.T, label string) []byte {
	if rapid.Bool().Draw(t, label+" is null") {
		return nil
	}
	return append([]byte{}, rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, label)...)
}

func drawRecords(t *rapid.T) []pipeline.Record {
	all := make([]pipeline.Record, rapid.IntRange(1, 20).Draw(t, "records"))
	for i := range all {
		r := pipeline.Record{Key: content(t, "key"), Value: content(t, "value"), Time: time.UnixMilli(rapid.Int64Range(1, 1<<43).Draw(t, "time"))}
		for range rapid.IntRange(0, 3).Draw(t, "headers") {
			r.Headers = append(r.Headers, pipeline.Header{Name: rapid.SampledFrom([]string{"", "a", "traceparent"}).Draw(t, "name"), Value: content(t, "header")})
		}
		all[i] = r
	}
	return all
}

// encode makes one batch, with the given offset of the first record.
func encode(t interface{ Fatal(...any) }, codec compress.Compression, base int64, records []pipeline.Record) []byte {
	var b Batch
	b.Reset()
	for i := range records {
		b.Append(&records[i], nil)
	}
	p, err := b.Finish(codec)
	if err != nil {
		t.Fatal(err)
	}
	p = bytes.Clone(p)
	binary.BigEndian.PutUint64(p, uint64(base)) // not covered by the checksum
	return p
}

// decode reads all records of a segment, with copies of their bytes.
func decode(s *Segment, from int64) (all []Record, next int64, err error) {
	var r Records
	r.Reset(s, from)
	for {
		one, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all, r.Position(), nil
		}
		if err != nil {
			return all, r.Position(), err
		}
		c := *one
		c.Key, c.Value = bytes.Clone(one.Key), bytes.Clone(one.Value)
		c.Headers = nil
		for _, h := range one.Headers {
			c.Headers = append(c.Headers, pipeline.Header{Name: h.Name, Value: bytes.Clone(h.Value)})
		}
		all = append(all, c)
	}
}

func wanted(base int64, records []pipeline.Record) []Record {
	var all []Record
	for i, r := range records {
		all = append(all, Record{Offset: base + int64(i), Time: r.Time.UnixMilli(), Key: r.Key, Value: r.Value, Headers: r.Headers})
	}
	return all
}

func TestBatchComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records, codec := drawRecords(t), rapid.SampledFrom(codecs).Draw(t, "codec")
		base := rapid.Int64Range(0, 1<<40).Draw(t, "base")
		got, next, err := decode(&Segment{records: encode(t, codec, base, records)}, base)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wanted(base, records), got); diff != "" {
			t.Fatal(diff)
		}
		if want := base + int64(len(records)); next != want {
			t.Fatalf("goes on at %d, want %d", next, want)
		}
	})
}

// TestBatchIsReadByKafkaGo: another implementation reads the same in it.
func TestBatchIsReadByKafkaGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := drawRecords(t)
		p := encode(t, rapid.SampledFrom(codecs).Draw(t, "codec"), 0, records)
		var set protocol.RecordSet
		if _, err := set.ReadFrom(bufio.NewReader(bytes.NewReader(append(binary.BigEndian.AppendUint32(nil, uint32(len(p))), p...)))); err != nil {
			t.Fatal(err)
		}
		for i, want := range wanted(0, records) {
			one, err := set.Records.ReadRecord()
			if err != nil {
				t.Fatal(err)
			}
			got := Record{Offset: one.Offset, Time: one.Time.UnixMilli()}
			got.Key, _ = protocol.ReadAll(one.Key)
			got.Value, _ = protocol.ReadAll(one.Value)
			for _, h := range one.Headers {
				got.Headers = append(got.Headers, pipeline.Header{Name: h.Key, Value: h.Value})
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("record %d: %s", i, diff)
			}
		}
	})
}

// byKafkaGo is a record set of one record, as kafka-go writes it.
func byKafkaGo(t *testing.T, version int8, attributes protocol.Attributes, at time.Time) []byte {
	t.Helper()
	set := protocol.RecordSet{Version: version, Attributes: attributes, Records: protocol.NewRecordReader(
		protocol.Record{Time: at, Key: protocol.NewBytes([]byte("k")), Value: protocol.NewBytes([]byte("v"))})}
	var b bytes.Buffer
	if _, err := set.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()[4:]
}

func TestMessagesOfKafkaGoAreRead(t *testing.T) {
	at := time.UnixMilli(1_700_000_000_123)
	for _, version := range []int8{1, 2} {
		for _, attributes := range []protocol.Attributes{0, protocol.Gzip, protocol.Snappy, protocol.Lz4, protocol.Zstd} {
			if version == 1 && attributes == protocol.Zstd {
				continue // came later than the format
			}
			t.Run(fmt.Sprintf("version %d %s", version, attributes), func(t *testing.T) {
				got, _, err := decode(&Segment{records: byKafkaGo(t, version, attributes, at)}, 0)
				if err != nil {
					t.Fatal(err)
				}
				want := []Record{{Offset: 0, Time: at.UnixMilli(), Key: []byte("k"), Value: []byte("v")}}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatal(diff)
				}
			})
		}
	}
}

func TestRecordSizeIsNeverLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b Batch
		b.Reset()
		for _, r := range drawRecords(t) {
			before := b.Size()
			b.Append(&r, nil)
			if got, most := b.Size()-before, RecordSize(&r); got > most {
				t.Fatalf("takes %d bytes, RecordSize said %d", got, most)
			}
		}
	})
}

func values(n int, prefix string) []pipeline.Record {
	all := make([]pipeline.Record, n)
	for i := range all {
		all[i] = pipeline.Record{Value: fmt.Appendf(nil, "%s%d", prefix, i), Time: time.UnixMilli(1)}
	}
	return all
}

// mark sets attributes, producer and checksum of a batch.
func mark(p []byte, attributes uint16, producer int64) []byte {
	binary.BigEndian.PutUint16(p[atAttributes:], attributes)
	binary.BigEndian.PutUint64(p[atProducer:], uint64(producer))
	return sum(p)
}

func TestWhatIsLeftOut(t *testing.T) {
	batch := func(base int64, n int, prefix string) []byte {
		return encode(t, compress.None, base, values(n, prefix))
	}
	cut := batch(3, 3, "cut")
	for _, test := range []struct {
		name    string
		from    int64
		batches [][]byte
		aborted []transaction
		want    string
		next    int64
	}{
		{"nothing", 0, [][]byte{batch(0, 2, "a"), batch(2, 1, "b")}, nil, "a0 a1 b0", 3},
		{"messages before the wanted one", 1, [][]byte{batch(0, 3, "a")}, nil, "a1 a2", 3},
		{"a batch before the wanted one", 2, [][]byte{batch(0, 2, "a"), batch(2, 1, "b")}, nil, "b0", 3},
		{"a batch that is cut off", 0, [][]byte{batch(0, 3, "a"), cut[:len(cut)-1]}, nil, "a0 a1 a2", 3},
		{"a head that is cut off", 0, [][]byte{batch(0, 3, "a"), cut[:20]}, nil, "a0 a1 a2", 3},
		{"the end of a transaction", 0, [][]byte{mark(batch(0, 2, "a"), transactional, 7), mark(batch(2, 1, "end"), transactional|control, 7)}, nil, "a0 a1", 3},
		{"a transaction that was aborted", 0, [][]byte{
			mark(batch(0, 1, "a"), transactional, 7), mark(batch(1, 1, "b"), transactional, 8), batch(2, 1, "c"),
			mark(batch(3, 1, "end"), transactional|control, 7), mark(batch(4, 1, "d"), transactional, 7),
			mark(batch(5, 1, "end"), transactional|control, 7)}, []transaction{{7, 0}}, "b0 c0 d0", 6},
		{"two that were aborted", 0, [][]byte{
			mark(batch(0, 1, "a"), transactional, 7), mark(batch(1, 1, "end"), transactional|control, 7),
			mark(batch(2, 1, "b"), transactional, 7), mark(batch(3, 1, "end"), transactional|control, 7),
			mark(batch(4, 1, "c"), transactional, 7), mark(batch(5, 1, "end"), transactional|control, 7)},
			[]transaction{{7, 4}, {7, 0}}, "b0", 6},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, next, err := decode(&Segment{records: bytes.Join(test.batches, nil), aborted: test.aborted}, test.from)
			if err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, r := range got {
				texts = append(texts, string(r.Value))
			}
			if s := strings.Join(texts, " "); s != test.want || next != test.next {
				t.Fatalf("got %q and goes on at %d, want %q and %d", s, next, test.want, test.next)
			}
		})
	}
}

// TestCompactedBatch: offsets that are missing at the end of a batch are passed,
// also if no batch follows in the answer.
func TestCompactedBatch(t *testing.T) {
	tail := encode(t, compress.None, 10, values(2, "a"))
	binary.BigEndian.PutUint32(tail[atLastDelta:], 9)
	sum(tail)
	empty := encode(t, compress.None, 20, values(1, "b"))[:headSize]
	binary.BigEndian.PutUint32(empty[atLength:], headSize-atEpoch)
	binary.BigEndian.PutUint32(empty[atCount:], 0)
	sum(empty)
	for _, test := range []struct {
		name    string
		from    int64
		batches [][]byte
		records int
		next    int64
	}{
		{"the last records", 10, [][]byte{tail}, 2, 20},
		{"all that are wanted", 12, [][]byte{tail}, 0, 20},
		{"a whole batch", 20, [][]byte{empty}, 0, 21},
		{"both", 10, [][]byte{tail, empty}, 2, 21},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, next, err := decode(&Segment{records: bytes.Join(test.batches, nil)}, test.from)
			if err != nil || len(got) != test.records || next != test.next {
				t.Fatalf("got %d records, %v, goes on at %d, want %d records and %d", len(got), err, next, test.records, test.next)
			}
		})
	}
}

func sum(p []byte) []byte {
	binary.BigEndian.PutUint32(p[atChecksum:], checksum(p))
	return p
}

func TestAppendTime(t *testing.T) {
	p := encode(t, compress.None, 0, values(2, "a"))
	binary.BigEndian.PutUint64(p[atMaxTime:], 4711)
	got, _, err := decode(&Segment{records: mark(p, appendTime, -1)}, 0)
	if err != nil || got[0].Time != 4711 || got[1].Time != 4711 {
		t.Fatalf("got %v, %v", got, err)
	}
}

// TestDamageIsNoticed: a flipped bit is an error, never another message.
func TestDamageIsNoticed(t *testing.T) {
	p := encode(t, compress.None, 0, values(5, "message "))
	for i := atMagic; i < len(p); i++ {
		damaged := bytes.Clone(p)
		damaged[i] ^= 0x10
		if got, _, err := decode(&Segment{records: damaged}, 0); err == nil {
			t.Fatalf("byte %d: read %d records from a damaged batch", i, len(got))
		}
	}
}

// FuzzRecords: whatever a broker sends, reading it ends, without a panic.
func FuzzRecords(f *testing.F) {
	for _, codec := range codecs {
		f.Add(encode(f, codec, 0, values(3, "a")))
	}
	f.Fuzz(func(t *testing.T, p []byte) {
		if len(p) > headSize && p[atMagic] == magic {
			if size := atEpoch + int(int32(binary.BigEndian.Uint32(p[atLength:]))); size >= headSize && size <= len(p) {
				sum(p[:size]) // past the checksum it gets interesting
			}
		}
		_, _, _ = decode(&Segment{records: p}, 0)
		answer := Fetched{buffer: p}
		_ = answer.parse(11)
	})
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	record := pipeline.Record{Key: []byte("key"), Value: make([]byte, 300), Time: time.UnixMilli(1),
		Headers: []pipeline.Header{{Name: "traceparent", Value: []byte("00-1")}}}
	var b Batch
	var r Records
	var s Segment
	n := testing.AllocsPerRun(100, func() {
		b.Reset()
		for range 1000 {
			b.Append(&record, nil)
		}
		p, err := b.Finish(compress.None)
		if err != nil {
			t.Fatal(err)
		}
		s.records = p
		r.Reset(&s, 0)
		for {
			if _, err := r.Next(); err != nil {
				return
			}
		}
	})
	if n != 0 {
		t.Fatalf("%v allocations for a thousand messages", n)
	}
}
