package cluster

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"time"

	"github.com/segmentio/kafka-go/compress"

	"scrim/pipeline"
)

// maxHead is what a record takes in a batch beside key, value and headers at
// most, in bytes: its length, its attributes, its time, its offset, and the
// lengths of key, value and headers.
const maxHead = 5 + 1 + 10 + 5 + 5 + 5 + 5

// Batch is a record batch that is being written. It is reused and then allocates
// nothing. The zero Batch is empty.
type Batch struct {
	b        []byte
	count    int32
	first    int64 // time of the first record, in milliseconds
	largest  int64
	packed   bytes.Buffer
	finished []byte
}

// Reset empties the batch.
func (b *Batch) Reset() {
	if cap(b.b) < headSize {
		b.b = make([]byte, headSize, 64<<10)
	}
	b.b, b.count, b.finished = b.b[:headSize], 0, nil
}

// Len is the number of records in the batch.
func (b *Batch) Len() int { return int(b.count) }

// Size is the number of bytes of the batch before compression.
func (b *Batch) Size() int { return len(b.b) }

// RecordSize is how many bytes a record adds to a batch, at most.
func RecordSize(r *pipeline.Record) int {
	return maxHead + len(r.Key) + len(r.Value) + HeadersSize(r.Headers)
}

// HeadersSize is how many bytes headers add to a record, at most.
func HeadersSize(headers []pipeline.Header) int {
	size := 0
	for i := range headers {
		size += 2*binary.MaxVarintLen32 + len(headers[i].Name) + len(headers[i].Value)
	}
	return size
}

// MaxRecordSize is how large a record may be in a batch of the given size.
func MaxRecordSize(batch int) int { return batch - headSize }

// Append adds a record, with more headers after its own. A record without a time
// gets the present one.
func (b *Batch) Append(r *pipeline.Record, more []pipeline.Header) {
	at := r.Time
	if at.IsZero() {
		at = time.Now()
	}
	ms := at.UnixMilli()
	if b.count == 0 {
		b.first, b.largest = ms, ms
	}
	b.largest = max(b.largest, ms)
	delta, offset, headers := ms-b.first, int64(b.count), int64(len(r.Headers)+len(more))
	size := 1 + varintSize(delta) + varintSize(offset) + bytesSize(r.Key) + bytesSize(r.Value) + varintSize(headers)
	size += headersSize(r.Headers) + headersSize(more)

	p := binary.AppendVarint(b.b, int64(size))
	p = append(p, 0) // attributes
	p = binary.AppendVarint(p, delta)
	p = binary.AppendVarint(p, offset)
	p = appendBytes(appendBytes(p, r.Key), r.Value)
	p = binary.AppendVarint(p, headers)
	b.b = appendHeaders(appendHeaders(p, r.Headers), more)
	b.count++
}

func headersSize(headers []pipeline.Header) int {
	size := 0
	for i := range headers {
		size += varintSize(int64(len(headers[i].Name))) + len(headers[i].Name) + bytesSize(headers[i].Value)
	}
	return size
}

func appendHeaders(p []byte, headers []pipeline.Header) []byte {
	for i := range headers {
		p = binary.AppendVarint(p, int64(len(headers[i].Name)))
		p = append(p, headers[i].Name...)
		p = appendBytes(p, headers[i].Value)
	}
	return p
}

func appendBytes(p, b []byte) []byte {
	if b == nil {
		return binary.AppendVarint(p, -1)
	}
	return append(binary.AppendVarint(p, int64(len(b))), b...)
}

func bytesSize(b []byte) int {
	if b == nil {
		return 1
	}
	return varintSize(int64(len(b))) + len(b)
}

func varintSize(n int64) int {
	return (bits.Len64(uint64(n<<1^n>>63)|1) + 6) / 7
}

// Finish compresses the batch and fills in its head. What it returns holds until
// Reset.
func (b *Batch) Finish(codec compress.Compression) ([]byte, error) {
	if b.finished != nil {
		return b.finished, nil
	}
	p := b.b
	if codec != compress.None {
		b.packed.Reset()
		b.packed.Write(b.b[:headSize])
		to := codec.Codec().NewWriter(&b.packed)
		if _, err := to.Write(b.b[headSize:]); err != nil {
			return nil, err
		}
		if err := to.Close(); err != nil {
			return nil, err
		}
		p = b.packed.Bytes()
	}
	binary.BigEndian.PutUint64(p[atBaseOffset:], 0)
	binary.BigEndian.PutUint32(p[atLength:], uint32(len(p)-atEpoch))
	binary.BigEndian.PutUint32(p[atEpoch:], none)
	p[atMagic] = magic
	binary.BigEndian.PutUint16(p[atAttributes:], uint16(codec))
	binary.BigEndian.PutUint32(p[atLastDelta:], uint32(b.count-1))
	binary.BigEndian.PutUint64(p[atFirstTime:], uint64(b.first))
	binary.BigEndian.PutUint64(p[atMaxTime:], uint64(b.largest))
	// We are no idempotent producer: no id, no term, no sequence.
	binary.BigEndian.PutUint64(p[atProducer:], 1<<64-1)
	binary.BigEndian.PutUint16(p[atProducerTerm:], 1<<16-1)
	binary.BigEndian.PutUint32(p[atSequence:], none)
	binary.BigEndian.PutUint32(p[atCount:], uint32(b.count))
	binary.BigEndian.PutUint32(p[atChecksum:], checksum(p))
	b.finished = p
	return p, nil
}

const none = 1<<32 - 1 // -1 where a number is left out
