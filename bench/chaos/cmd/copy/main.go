package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

const commitEvery = time.Second

func main() {
	brokers := flag.String("brokers", "127.0.0.1:9092", "addresses, with commas between")
	from := flag.String("from", "", "topic to consume")
	to := flag.String("to", "", "topic to produce to")
	group := flag.String("group", "copy", "consumer group")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, strings.Split(*brokers, ","), *from, *to, *group); err != nil {
		fmt.Fprintln(os.Stderr, "copy:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, brokers []string, from, to, group string) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(brokers...), kgo.ConsumerGroup(group), kgo.ConsumeTopics(from),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.DisableAutoCommit(),
		kgo.DefaultProduceTopic(to), kgo.RequiredAcks(kgo.AllISRAcks()), kgo.RecordPartitioner(kgo.ManualPartitioner()),
		kgo.ProducerBatchCompression(kgo.NoCompression()))
	if err != nil {
		return fmt.Errorf("cannot make a client: %w", err)
	}
	defer client.Close()
	c := &copier{client: client, committed: time.Now()}
	for ctx.Err() == nil {
		if err := c.step(ctx); err != nil {
			return err
		}
	}
	return c.commit(context.WithoutCancel(ctx))
}

type copier struct {
	client    *kgo.Client
	committed time.Time
	failed    atomic.Pointer[error]
}

// step copies what one poll brings.
func (c *copier) step(ctx context.Context) error {
	poll, cancel := context.WithTimeout(ctx, commitEvery)
	defer cancel()
	c.client.PollFetches(poll).EachRecord(func(r *kgo.Record) {
		c.client.Produce(context.WithoutCancel(ctx), &kgo.Record{
			Partition: r.Partition, Key: r.Key, Value: r.Value, Headers: r.Headers, Timestamp: r.Timestamp,
		}, c.written)
	})
	if time.Since(c.committed) < commitEvery {
		return nil
	}
	c.committed = time.Now()
	return c.commit(ctx)
}

func (c *copier) written(_ *kgo.Record, err error) {
	if err != nil {
		c.failed.CompareAndSwap(nil, &err)
	}
}

// commit waits until all is written and commits what was read.
func (c *copier) commit(ctx context.Context) error {
	if err := c.client.Flush(ctx); err != nil && ctx.Err() == nil {
		return fmt.Errorf("cannot write: %w", err)
	}
	if err := c.failed.Load(); err != nil {
		return fmt.Errorf("cannot write: %w", *err)
	}
	if err := c.client.CommitUncommittedOffsets(ctx); err != nil && ctx.Err() == nil {
		return fmt.Errorf("cannot commit: %w", err)
	}
	return nil
}
