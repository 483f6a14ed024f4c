package cluster

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/verify"
)

// Tail reads a topic from its beginning and goes on as it grows.
type Tail struct {
	client *kgo.Client
	cancel context.CancelFunc
	done   chan struct{}
	count  atomic.Int64
	peak   atomic.Int64
}

// Tail starts reading; f gets every record, those of a partition in order, from
// one goroutine.
func (c *Cluster) Tail(topic string, f func(verify.Output)) (*Tail, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers(c.address), kgo.ConsumeTopics(topic),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		return nil, fmt.Errorf("cannot read topic %s: %w", topic, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t := &Tail{client: client, cancel: cancel, done: make(chan struct{})}
	go t.run(ctx, f)
	return t, nil
}

func (t *Tail) run(ctx context.Context, f func(verify.Output)) {
	defer close(t.done)
	second, inSecond := time.Now(), int64(0)
	for ctx.Err() == nil {
		// Errors of a fetch are those of a broker that is away; the client goes
		// on by itself.
		fetches := t.client.PollFetches(ctx)
		n := int64(0)
		fetches.EachRecord(func(r *kgo.Record) { f(output(r)); n++ })
		if n == 0 {
			continue
		}
		t.count.Add(n)
		if time.Since(second) > time.Second {
			second, inSecond = time.Now(), 0
		}
		inSecond += n
		t.peak.Store(max(t.peak.Load(), inSecond))
	}
}

func output(r *kgo.Record) verify.Output {
	o := verify.Output{Partition: r.Partition, Key: r.Key, Value: r.Value, Time: r.Timestamp}
	for _, h := range r.Headers {
		o.Headers = append(o.Headers, load.Header{Name: h.Key, Value: h.Value})
	}
	return o
}

// Count is how many records came, duplicates included.
func (t *Tail) Count() int64 { return t.count.Load() }

// Peak is the most records that came within a second.
func (t *Tail) Peak() int64 { return t.peak.Load() }

// Close stops reading; f is not called again.
func (t *Tail) Close() {
	t.cancel()
	<-t.done
	t.client.Close()
}
