package cluster

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/protocol"
	produceapi "github.com/segmentio/kafka-go/protocol/produce"
)

const (
	// oldestProduce is the version of producing that knows of record batches:
	// Kafka 0.11.
	oldestProduce = 3
	// acknowledged by all replicas that are in sync
	allReplicas = -1
)

// Delivery is one batch for one partition.
type Delivery struct {
	Topic     string
	Partition int
	Batch     []byte // finished

	// Err is what became of it, after Produce: nil if all replicas have it.
	Err error
}

// Produce sends batches to the broker that leads their partitions and waits
// until it answers, at most for the given time, after which it may or may not
// have them. It returns an error if nothing is known of any of them; else
// each has its own. After an error the memory of the batches must not be used
// again: an exchange may still be under way. Deliveries are in order of their
// topics, and at most one is for the same partition.
func (c *Client) Produce(ctx context.Context, broker int32, timeout time.Duration, deliveries []*Delivery) error {
	ctx, cancel := context.WithTimeout(ctx, timeout+RequestTimeout)
	defer cancel()
	request := &produceExchange{routed: routed{exchange{Message: new(produceapi.Request)}, broker}, timeout: timeout, deliveries: deliveries}
	answer, err := c.transport.RoundTrip(ctx, c.address, request)
	if err != nil {
		return err
	}
	for _, d := range deliveries {
		d.Err = errEmptyAnswer
	}
	for _, t := range answer.(*produceapi.Response).Topics {
		for _, p := range t.Partitions {
			for _, d := range deliveries {
				if d.Topic == t.Topic && d.Partition == int(p.Partition) {
					d.Err = failure(p.ErrorCode)
				}
			}
		}
	}
	return nil
}

// produceExchange writes the batches from where they are.
type produceExchange struct {
	routed
	timeout    time.Duration
	deliveries []*Delivery
}

func (p *produceExchange) RawExchange(rw io.ReadWriter) (protocol.Message, error) {
	if p.version < oldestProduce {
		return nil, errors.New("cannot produce to this broker: it is older than Kafka 0.11")
	}
	if err := p.write(rw); err != nil {
		return nil, err
	}
	id, answer, err := protocol.ReadResponse(rw, protocol.Produce, p.version)
	if err == nil && id != correlation {
		err = fmt.Errorf("cannot read the broker's answer: it is that to request %d", id)
	}
	return answer, err
}

// write writes the request, as of version 3 to 8: the frame of each batch, and
// after it the batch.
func (p *produceExchange) write(w io.Writer) error {
	order := binary.BigEndian
	b := make([]byte, 4, 256) // size, to be filled in
	b = order.AppendUint16(b, uint16(protocol.Produce))
	b = order.AppendUint16(b, uint16(p.version))
	b = order.AppendUint32(b, correlation)
	b = appendString(b, ClientID)
	b = order.AppendUint16(b, 1<<16-1) // no transaction
	acks := int16(allReplicas)
	b = order.AppendUint16(b, uint16(acks))
	b = order.AppendUint32(b, uint32(p.timeout/time.Millisecond))

	topics, size := 0, len(b)-4+4
	for i, d := range p.deliveries {
		if p.partitions(i) > 0 {
			topics++
			size += 2 + len(d.Topic) + 4
		}
		size += 4 + 4 + len(d.Batch)
	}
	order.PutUint32(b, uint32(size))
	b = order.AppendUint32(b, uint32(topics))
	for i, d := range p.deliveries {
		if n := p.partitions(i); n > 0 {
			b = appendString(b, d.Topic)
			b = order.AppendUint32(b, uint32(n))
		}
		b = order.AppendUint32(b, uint32(d.Partition))
		b = order.AppendUint32(b, uint32(len(d.Batch)))
		if _, err := w.Write(b); err != nil {
			return err
		}
		if _, err := w.Write(d.Batch); err != nil {
			return err
		}
		b = b[:0]
	}
	return nil
}

// partitions is how many deliveries from the ith on are for its topic, or 0 if it
// is not the first one.
func (p *produceExchange) partitions(i int) int {
	topic := p.deliveries[i].Topic
	if i > 0 && p.deliveries[i-1].Topic == topic {
		return 0
	}
	n := 1
	for i+n < len(p.deliveries) && p.deliveries[i+n].Topic == topic {
		n++
	}
	return n
}

func appendString(b []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint16(b, uint16(len(s))), s...)
}

// TooLarge says that a broker does not take a batch for its size.
func TooLarge(err error) bool {
	return errors.Is(err, kafka.MessageSizeTooLarge) || errors.Is(err, kafka.RecordListTooLarge)
}

// Unacceptable says that a broker takes a batch never, because of a record in it.
func Unacceptable(err error) bool {
	return errors.Is(err, kafka.InvalidRecord) || errors.Is(err, kafka.InvalidTimestamp)
}
