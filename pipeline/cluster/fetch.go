package cluster

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/segmentio/kafka-go/protocol"
	fetchapi "github.com/segmentio/kafka-go/protocol/fetch"
)

const (
	// MaxWait is how long a broker may keep a fetch that has nothing to answer.
	// It answers as soon as there is a message, so this costs no latency; it
	// bounds how long a new assignment waits for a connection's end.
	MaxWait = 2 * time.Second
	// maxFetch is what one answer holds at most, in bytes, except that a single
	// larger message comes whole. Larger ones save nothing that can be measured.
	maxFetch = 4 << 20
	// maxPartition is the share of one partition, so that one that lags does not
	// keep the others from being read.
	maxPartition = 1 << 20
	// maxAnswer is the size above which an answer is no answer. Kafka's own limit
	// for messages is far below.
	maxAnswer = 1 << 30
	// oldestFetch is the version of fetching that knows of record batches and
	// transactions: Kafka 0.11.
	oldestFetch = 4
)

// Want is a partition and the offset from which it is wanted.
type Want struct {
	Topic     string
	Partition int
	Offset    int64
}

// Fetched is a broker's answer.
type Fetched struct {
	Partitions []Segment
	buffer     []byte
}

// Segment is what an answer holds of a partition.
type Segment struct {
	Topic     string
	Partition int
	// Err is why there is nothing, for instance kafka.OffsetOutOfRange.
	Err error
	// End is the offset after the last message of the partition, Start the
	// first one that is still there.
	End, Start int64

	aborted []transaction
	records []byte
}

// transaction is one that was aborted.
type transaction struct{ producer, first int64 }

// Fetch asks a broker for messages of partitions that it leads and waits up to
// MaxWait until there are any. The answer's memory is that of recycled, whose
// records are not valid any more, if that is not nil. After an error recycled
// must not be used again: an exchange may still be under way.
func (c *Client) Fetch(ctx context.Context, broker int32, wants []Want, recycled *Fetched) (*Fetched, error) {
	ctx, cancel := context.WithTimeout(ctx, MaxWait+RequestTimeout)
	defer cancel()
	request := &fetchExchange{routed: routed{exchange{Message: fetchRequest(wants)}, broker}, into: recycled}
	if recycled == nil {
		request.into = new(Fetched)
	}
	answer, err := c.transport.RoundTrip(ctx, c.address, request)
	if err != nil {
		return nil, err
	}
	return answer.(*fetchAnswer).Fetched, nil
}

func fetchRequest(wants []Want) *fetchapi.Request {
	request := &fetchapi.Request{
		ReplicaID: -1, MaxWaitTime: int32(MaxWait / time.Millisecond), MinBytes: 1, MaxBytes: maxFetch,
		IsolationLevel: 1, // committed transactions only
		SessionEpoch:   -1,
	}
	for _, w := range wants {
		n := len(request.Topics)
		if n == 0 || request.Topics[n-1].Topic != w.Topic {
			request.Topics = append(request.Topics, fetchapi.RequestTopic{Topic: w.Topic})
			n++
		}
		t := &request.Topics[n-1]
		t.Partitions = append(t.Partitions, fetchapi.RequestPartition{Partition: int32(w.Partition), CurrentLeaderEpoch: -1,
			FetchOffset: w.Offset, LogStartOffset: -1, PartitionMaxBytes: maxPartition})
	}
	return request
}

// fetchExchange reads the answer into one buffer and leaves the records there.
type fetchExchange struct {
	routed
	into *Fetched
}

type fetchAnswer struct{ *Fetched }

func (fetchAnswer) ApiKey() protocol.ApiKey { return protocol.Fetch }

func (f *fetchExchange) RawExchange(rw io.ReadWriter) (protocol.Message, error) {
	if f.version < oldestFetch {
		return nil, errors.New("cannot fetch from this broker: it is older than Kafka 0.11")
	}
	if err := protocol.WriteRequest(rw, f.version, correlation, ClientID, f.Message); err != nil {
		return nil, err
	}
	var size [4]byte
	if _, err := io.ReadFull(rw, size[:]); err != nil {
		return nil, unexpected(err)
	}
	n := binary.BigEndian.Uint32(size[:])
	if n > maxAnswer {
		return nil, fmt.Errorf("cannot read the broker's answer: it would have %d bytes", n)
	}
	f.into.buffer = sized(f.into.buffer, int(n))
	if _, err := io.ReadFull(rw, f.into.buffer); err != nil {
		return nil, unexpected(err)
	}
	if err := f.into.parse(f.version); err != nil {
		return nil, err
	}
	return &fetchAnswer{f.into}, nil
}

// sized returns a buffer of n bytes, b's if that is large enough.
func sized(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// parse reads the answer's frame, as of version 4 to 11.
func (f *Fetched) parse(version int16) error {
	f.Partitions = f.Partitions[:0]
	d := fields{b: f.buffer}
	if n := d.int32(); n != correlation && !d.short {
		return fmt.Errorf("cannot read the broker's answer: it is that to request %d", n)
	}
	d.int32() // for how long the broker held us back; it did so already
	if version >= 7 {
		if err := failure(d.int16()); err != nil {
			return err
		}
		d.int32() // session
	}
	for topics := d.count(); topics > 0; topics-- {
		topic := string(d.bytes(int(d.int16())))
		for partitions := d.count(); partitions > 0; partitions-- {
			f.Partitions = append(f.Partitions, d.segment(topic, version))
		}
	}
	if d.short {
		return fmt.Errorf("cannot read the broker's answer: %w", io.ErrUnexpectedEOF)
	}
	return nil
}

func (d *fields) segment(topic string, version int16) Segment {
	s := Segment{Topic: topic, Partition: int(d.int32()), Err: failure(d.int16()), End: d.int64()}
	d.int64() // last stable offset
	if version >= 5 {
		s.Start = d.int64()
	}
	for n := d.count(); n > 0; n-- {
		s.aborted = append(s.aborted, transaction{d.int64(), d.int64()})
	}
	if version >= 11 {
		d.int32() // preferred replica
	}
	s.records = d.bytes(int(d.int32()))
	return s
}

// fields reads numbers off a buffer. After its end they are 0, and short is true.
type fields struct {
	b     []byte
	short bool
}

func (d *fields) bytes(n int) []byte {
	if n < 0 {
		return nil
	}
	if n > len(d.b) {
		d.b, d.short = nil, true
		return nil
	}
	b := d.b[:n:n]
	d.b = d.b[n:]
	return b
}

func (d *fields) int16() int16 {
	if b := d.bytes(2); b != nil {
		return int16(binary.BigEndian.Uint16(b))
	}
	return 0
}

func (d *fields) int32() int32 {
	if b := d.bytes(4); b != nil {
		return int32(binary.BigEndian.Uint32(b))
	}
	return 0
}

func (d *fields) int64() int64 {
	if b := d.bytes(8); b != nil {
		return int64(binary.BigEndian.Uint64(b))
	}
	return 0
}

// count is the length of an array, no larger than what could follow.
func (d *fields) count() int {
	n := int(d.int32())
	if n > len(d.b) {
		d.b, d.short = nil, true
		return 0
	}
	return n
}
