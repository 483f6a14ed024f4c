package cluster

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"

	"scrim/bench/chaos/load"
)

// Producer sends the records of a load, each once: its producer is idempotent
// and tries for as long as a broker is away.
type Producer struct {
	client *kgo.Client
	topic  string
	load   *load.Load
	next   []int64
	total  int64
}

// NewProducer makes a producer that begins with the first record of each
// partition.
func (c *Cluster) NewProducer(topic string, l *load.Load) (*Producer, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers(c.address), kgo.DefaultProduceTopic(topic),
		kgo.RecordPartitioner(kgo.ManualPartitioner()), kgo.ProducerBatchCompression(kgo.NoCompression()),
		kgo.RecordRetries(1<<30))
	if err != nil {
		return nil, fmt.Errorf("cannot make a producer: %w", err)
	}
	return &Producer{client: client, topic: topic, load: l, next: make([]int64, l.Partitions())}, nil
}

// Send sends n further records and waits until all of them are written.
func (p *Producer) Send(ctx context.Context, n int64) error {
	var mu sync.Mutex
	var failed error
	for range n {
		p.client.Produce(ctx, p.record(), func(_ *kgo.Record, err error) {
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
		})
	}
	if err := p.client.Flush(ctx); err != nil {
		return fmt.Errorf("cannot write to topic %s: %w", p.topic, err)
	}
	mu.Lock()
	defer mu.Unlock()
	if failed != nil {
		return fmt.Errorf("cannot write to topic %s: %w", p.topic, failed)
	}
	return nil
}

// record is the next one; partitions take turns.
func (p *Producer) record() *kgo.Record {
	partition := int32(p.total % int64(len(p.next)))
	p.total++
	r := p.load.Record(partition, p.next[partition])
	p.next[partition]++
	out := &kgo.Record{Partition: partition, Key: r.Key, Value: r.Value, Timestamp: r.Time}
	for _, h := range r.Headers {
		out.Headers = append(out.Headers, kgo.RecordHeader{Key: h.Name, Value: h.Value})
	}
	return out
}

// Close ends the producer.
func (p *Producer) Close() { p.client.Close() }
