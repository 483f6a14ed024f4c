package cluster

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"sync"

	"github.com/segmentio/kafka-go/compress"
	"github.com/segmentio/kafka-go/protocol"

	"scrim/pipeline"
)

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

func checksum(batch []byte) uint32 { return crc32.Checksum(batch[atAttributes:], castagnoli()) }

// maxUnpacked is how large a batch may become by decompression, in bytes. Brokers
// take batches of 1 MiB, so this is no honest producer's.
const maxUnpacked = 256 << 20

// errCorrupt is what a batch fails with whose bytes are not as they were written.
var errCorrupt = errors.New("a record batch is corrupt")

// Records reads the records of a segment one after another. It is reused for many
// segments, by one goroutine, and then allocates nothing. Records of transactions
// that were aborted, control records and what is before the wanted offset are
// left out.
type Records struct {
	rest    []byte // batches to come
	from    int64
	aborted []transaction
	open    map[int64]bool // producers whose transaction is one that was aborted

	body     []byte // records of the batch to come
	left     int    // how many
	base     int64
	time     int64
	fixed    bool // all have that time
	next     int64
	after    int64    // the offset after the batch that is read
	old      []Record // of a batch of an old version
	unpacked bytes.Buffer
	headers  []pipeline.Header
	names    map[string]string
	record   Record
}

// Reset begins to read a segment at the wanted offset.
func (r *Records) Reset(s *Segment, from int64) {
	r.rest, r.from, r.next, r.after, r.aborted = s.records, from, from, from, s.aborted
	r.body, r.left, r.old = nil, 0, r.old[:0]
	clear(r.open)
}

// Position is the offset after everything that was read so far, left out or not.
func (r *Records) Position() int64 { return r.next }

// Next returns the next record, or io.EOF. It holds until the call after.
func (r *Records) Next() (*Record, error) {
	for {
		if len(r.old) > 0 {
			r.record, r.old = r.old[0], r.old[1:]
			if r.wants(r.record.Offset) {
				return &r.record, nil
			}
			continue
		}
		if r.left == 0 {
			// Compaction leaves a batch its offsets when it takes its last
			// records: who asks for one of those gets the same batch again.
			r.next = max(r.next, r.after)
			if err := r.batch(); err != nil {
				return nil, err
			}
			continue
		}
		r.left--
		if err := r.parse(); err != nil {
			return nil, err
		}
		if r.wants(r.record.Offset) {
			return &r.record, nil
		}
	}
}

func (r *Records) wants(offset int64) bool {
	if offset < r.from {
		return false
	}
	r.next = max(r.next, offset+1)
	return true
}

// batch goes on to the next batch. The last one of a segment may be cut off.
func (r *Records) batch() error {
	b := r.rest
	if len(b) < atMagic+1 {
		return io.EOF
	}
	size := atEpoch + int(int32(binary.BigEndian.Uint32(b[atLength:])))
	if size < atMagic+1 {
		return errCorrupt
	}
	if size > len(b) {
		return io.EOF
	}
	b, r.rest = b[:size], b[size:]
	if b[atMagic] != magic {
		return r.oldBatch(b)
	}
	if size < headSize || checksum(b) != binary.BigEndian.Uint32(b[atChecksum:]) {
		return errCorrupt
	}
	return r.openBatch(b)
}

func (r *Records) openBatch(b []byte) error {
	attributes := binary.BigEndian.Uint16(b[atAttributes:])
	r.base = int64(binary.BigEndian.Uint64(b[atBaseOffset:]))
	after := r.base + int64(binary.BigEndian.Uint32(b[atLastDelta:])) + 1
	if after <= r.from || r.skips(b, attributes) {
		r.next = max(r.next, after)
		return nil
	}
	r.time, r.fixed = int64(binary.BigEndian.Uint64(b[atFirstTime:])), attributes&appendTime != 0
	if r.fixed {
		r.time = int64(binary.BigEndian.Uint64(b[atMaxTime:]))
	}
	r.body, r.left = b[headSize:], int(int32(binary.BigEndian.Uint32(b[atCount:])))
	if err := r.unpack(compress.Compression(attributes & codecMask)); err != nil {
		return err
	}
	// Compaction leaves a batch without records where the last one was.
	r.left, r.after = max(0, r.left), after
	return nil
}

// skips says whether a batch is left out: it belongs to a transaction that was
// aborted, or is the mark at the end of one.
func (r *Records) skips(b []byte, attributes uint16) bool {
	if attributes&transactional == 0 {
		return attributes&control != 0
	}
	producer := int64(binary.BigEndian.Uint64(b[atProducer:]))
	last := r.base + int64(binary.BigEndian.Uint32(b[atLastDelta:]))
	for i := 0; i < len(r.aborted); i++ {
		if t := r.aborted[i]; t.first <= last {
			if r.open == nil {
				r.open = make(map[int64]bool)
			}
			r.open[t.producer] = true
			r.aborted = append(r.aborted[:i], r.aborted[i+1:]...)
			i--
		}
	}
	if attributes&control != 0 {
		// The mark, be it of a commit or an abort, ends the transaction.
		delete(r.open, producer)
		return true
	}
	return r.open[producer]
}

func (r *Records) unpack(codec compress.Compression) error {
	if codec == compress.None {
		return nil
	}
	c := codec.Codec()
	if c == nil {
		return fmt.Errorf("cannot unpack a record batch: unknown compression %d", codec)
	}
	from := c.NewReader(bytes.NewReader(r.body))
	defer from.Close()
	r.unpacked.Reset()
	n, err := r.unpacked.ReadFrom(io.LimitReader(from, maxUnpacked+1))
	switch {
	case err != nil:
		return fmt.Errorf("cannot unpack a record batch: %w", unexpected(err))
	case n > maxUnpacked:
		return fmt.Errorf("cannot unpack a record batch: it becomes larger than %d bytes", maxUnpacked)
	}
	r.body = r.unpacked.Bytes()
	return nil
}

// parse reads one record off the batch.
func (r *Records) parse() error {
	v := varints{b: r.body}
	one := varints{b: v.take()}
	if len(one.b) == 0 {
		return errCorrupt
	}
	r.body = v.b
	one.b = one.b[1:] // attributes, of which there are none
	delta := one.next()
	r.record.Time = r.time + delta
	if r.fixed || r.time < 0 {
		r.record.Time = r.time
	}
	r.record.Offset = r.base + one.next()
	r.record.Key, r.record.Value = one.take(), one.take()
	r.record.Headers = nil
	count := one.next()
	if count < 0 || count > int64(len(one.b)) {
		return errCorrupt
	}
	if count > 0 {
		r.record.Headers = r.parseHeaders(&one, int(count))
	}
	if v.bad || one.bad {
		return errCorrupt
	}
	return nil
}

// Names of headers are nearly always the same few and short, but a producer may
// make them up: maxNames and maxName, in bytes, bound the memory for them.
const (
	maxNames = 1000
	maxName  = 256
)

func (r *Records) parseHeaders(v *varints, n int) []pipeline.Header {
	r.headers = r.headers[:0]
	for ; n > 0; n-- {
		name := r.name(v.take())
		r.headers = append(r.headers, pipeline.Header{Name: name, Value: v.take()})
	}
	return r.headers
}

// name is a header's name as a string, which is made once for nearly all.
func (r *Records) name(b []byte) string {
	if name, ok := r.names[string(b)]; ok {
		return name // fast path
	}
	name := string(b)
	if len(name) > maxName {
		return name
	}
	if r.names == nil || len(r.names) >= maxNames {
		r.names = make(map[string]string)
	}
	r.names[name] = name
	return name
}

// oldBatch reads messages as they were written before Kafka 0.11, which are
// still in the topics of old brokers. They are rare, so kafka-go does it.
func (r *Records) oldBatch(b []byte) error {
	set := binary.BigEndian.AppendUint32(nil, uint32(len(b)))
	var records protocol.RecordSet
	if _, err := records.ReadFrom(bufio.NewReader(bytes.NewReader(append(set, b...)))); err != nil {
		return fmt.Errorf("cannot read messages of an old format: %w", err)
	}
	r.old = r.old[:0]
	for records.Records != nil {
		one, err := records.Records.ReadRecord()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("cannot read messages of an old format: %w", err)
		}
		record := Record{Offset: one.Offset, Time: one.Time.UnixMilli()}
		if record.Key, err = protocol.ReadAll(one.Key); err == nil {
			record.Value, err = protocol.ReadAll(one.Value)
		}
		if err != nil {
			return fmt.Errorf("cannot read messages of an old format: %w", err)
		}
		r.old = append(r.old, record)
	}
	return nil
}

// varints reads numbers and what they are the lengths of.
type varints struct {
	b   []byte
	bad bool
}

func (v *varints) next() int64 {
	// Fast path: most numbers in records are small.
	if len(v.b) > 0 && v.b[0] < 0x80 {
		n := v.b[0]
		v.b = v.b[1:]
		return int64(n>>1) ^ -int64(n&1)
	}
	n, size := binary.Varint(v.b)
	if size <= 0 {
		v.b, v.bad = nil, true
		return 0
	}
	v.b = v.b[size:]
	return n
}

// take returns as many bytes as the number before them says, nil for null.
func (v *varints) take() []byte {
	n := v.next()
	if n < 0 || v.bad {
		return nil
	}
	if n > int64(len(v.b)) {
		v.b, v.bad = nil, true
		return nil
	}
	b := v.b[:n:n]
	v.b = v.b[n:]
	return b
}
