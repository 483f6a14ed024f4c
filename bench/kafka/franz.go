package main

import (
	"context"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

func readFranz(ctx context.Context) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(*broker), kgo.ConsumeTopics(in), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		return err
	}
	defer client.Close()
	var scratch []byte
	for n := 0; n < *messages; {
		fetches := client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		fetches.EachRecord(func(record *kgo.Record) {
			scratch = append(append(scratch[:0], record.Key...), record.Value...)
			n++
		})
	}
	return nil
}

// producer is franz-go's as it comes: idempotent, batches of 1 MB, no compression.
func producer() (*kgo.Client, error) {
	return kgo.NewClient(kgo.SeedBrokers(*broker), kgo.ProducerBatchCompression(kgo.NoCompression()), kgo.MaxBufferedRecords(50_000), kgo.RecordPartitioner(kgo.ManualPartitioner()))
}

// first keeps the first error of many promises.
type first struct {
	mutex sync.Mutex
	err   error
}

func (f *first) promise(_ *kgo.Record, err error) {
	if err == nil {
		return
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.err == nil {
		f.err = err
	}
}

func writeFranz(ctx context.Context) error { return writeFranzTo(ctx, out) }

func writeFranzTo(ctx context.Context, topic string) error {
	client, err := producer()
	if err != nil {
		return err
	}
	defer client.Close()
	var failed first
	for i := range *messages {
		client.Produce(ctx, &kgo.Record{Topic: topic, Partition: int32(i % partitions), Key: key(i), Value: value(i), Headers: []kgo.RecordHeader{{Key: "offset", Value: mark}}, Timestamp: time.Now()}, failed.promise)
	}
	if err := client.Flush(ctx); err != nil {
		return err
	}
	return failed.err
}

func copyFranz(ctx context.Context) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(*broker), kgo.ConsumeTopics(in), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.ProducerBatchCompression(kgo.NoCompression()), kgo.MaxBufferedRecords(50_000), kgo.RecordPartitioner(kgo.ManualPartitioner()))
	if err != nil {
		return err
	}
	defer client.Close()
	var failed first
	for n := 0; n < *messages; {
		fetches := client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		fetches.EachRecord(func(record *kgo.Record) {
			client.Produce(ctx, &kgo.Record{Topic: out, Partition: record.Partition, Key: record.Key, Value: record.Value, Headers: record.Headers, Timestamp: record.Timestamp}, failed.promise)
			n++
		})
	}
	if err := client.Flush(ctx); err != nil {
		return err
	}
	return failed.err
}
