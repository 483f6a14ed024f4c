package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/segmentio/kafka-go/compress"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

// fetchAll reads all messages of the topic and hands them on.
func fetchAll(ctx context.Context, client *cluster.Client, each func(partition int, record *cluster.Record) error) error {
	layout, err := client.Layout(ctx, []string{in})
	if err != nil {
		return err
	}
	leader, err := layout.Leader(in, 0)
	if err != nil {
		return err
	}
	wants := make([]cluster.Want, partitions)
	for i := range wants {
		wants[i] = cluster.Want{Topic: in, Partition: i}
	}
	var answer *cluster.Fetched
	var records cluster.Records
	for n := 0; n < *messages; {
		if answer, err = client.Fetch(ctx, leader, wants, answer); err != nil {
			return err
		}
		for i := range answer.Partitions {
			s := &answer.Partitions[i]
			if s.Err != nil {
				return s.Err
			}
			records.Reset(s, wants[s.Partition].Offset)
			for {
				record, err := records.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					return err
				}
				if err := each(s.Partition, record); err != nil {
					return err
				}
				n++
			}
			wants[s.Partition].Offset = records.Position()
		}
	}
	return nil
}

func readCluster(ctx context.Context) error {
	client, err := cluster.New(cluster.Access{Brokers: []string{*broker}})
	if err != nil {
		return err
	}
	var scratch []byte
	return fetchAll(ctx, client, func(_ int, record *cluster.Record) error {
		scratch = append(append(scratch[:0], record.Key...), record.Value...)
		return nil
	})
}

// sender collects records and produces them when a batch is full.
type sender struct {
	client  *cluster.Client
	leader  int32
	batches [partitions]cluster.Batch
}

func newSender(ctx context.Context, client *cluster.Client) (*sender, error) {
	layout, err := client.Layout(ctx, []string{out})
	if err != nil {
		return nil, err
	}
	leader, err := layout.Leader(out, 0)
	s := &sender{client: client, leader: leader}
	for i := range s.batches {
		s.batches[i].Reset()
	}
	return s, err
}

const largest = 1_000_000

func (s *sender) add(ctx context.Context, partition int, record *pipeline.Record) error {
	if s.batches[partition].Size()+cluster.RecordSize(record) > largest {
		if err := s.flush(ctx); err != nil {
			return err
		}
	}
	s.batches[partition].Append(record, nil)
	return nil
}

func (s *sender) flush(ctx context.Context) error {
	var deliveries []*cluster.Delivery
	for i := range s.batches {
		if s.batches[i].Len() > 0 {
			b, err := s.batches[i].Finish(compress.None)
			if err != nil {
				return err
			}
			deliveries = append(deliveries, &cluster.Delivery{Topic: out, Partition: i, Batch: b})
		}
	}
	if err := s.client.Produce(ctx, s.leader, 10*time.Second, deliveries); err != nil {
		return err
	}
	for _, d := range deliveries {
		if d.Err != nil {
			return d.Err
		}
		s.batches[d.Partition].Reset()
	}
	return nil
}

func writeCluster(ctx context.Context) error {
	client, err := cluster.New(cluster.Access{Brokers: []string{*broker}})
	if err != nil {
		return err
	}
	s, err := newSender(ctx, client)
	if err != nil {
		return err
	}
	record := pipeline.Record{Headers: []pipeline.Header{{Name: "offset", Value: mark}}}
	for i := range *messages {
		record.Key, record.Value, record.Time = key(i), value(i), time.Now()
		if err := s.add(ctx, i%partitions, &record); err != nil {
			return err
		}
	}
	return s.flush(ctx)
}

func copyCluster(ctx context.Context) error {
	client, err := cluster.New(cluster.Access{Brokers: []string{*broker}})
	if err != nil {
		return err
	}
	s, err := newSender(ctx, client)
	if err != nil {
		return err
	}
	err = fetchAll(ctx, client, func(partition int, record *cluster.Record) error {
		return s.add(ctx, partition, &pipeline.Record{Key: record.Key, Value: record.Value, Headers: record.Headers, Time: record.Timestamp()})
	})
	if err != nil {
		return err
	}
	return s.flush(ctx)
}
