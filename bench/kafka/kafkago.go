package main

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"
)

func share(i int) int { return *messages/partitions + min(1, max(0, *messages%partitions-i)) }

// each runs a function for every partition at once.
func each(run func(partition int) error) error {
	var wait sync.WaitGroup
	errs := make([]error, partitions)
	for i := range partitions {
		wait.Go(func() { errs[i] = run(i) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

func readReader(ctx context.Context) error {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{*broker}, Topic: in, GroupID: "bench" + time.Now().String(),
		MinBytes: 1, MaxBytes: 4 << 20, StartOffset: kafka.FirstOffset, JoinGroupBackoff: 200 * time.Millisecond})
	defer reader.Close()
	for range *messages {
		if _, err := reader.FetchMessage(ctx); err != nil {
			return err
		}
	}
	return nil
}

func readFetch(ctx context.Context) error {
	client := &kafka.Client{Addr: kafka.TCP(*broker)}
	return each(func(partition int) error {
		var offset int64
		scratch := make([]byte, 1<<20)
		for n := 0; n < share(partition); {
			answer, err := client.Fetch(ctx, &kafka.FetchRequest{Topic: in, Partition: partition, Offset: offset, MinBytes: 1, MaxBytes: 1 << 20, MaxWait: time.Second})
			if err != nil {
				return err
			}
			for {
				record, err := answer.Records.ReadRecord()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					return err
				}
				for _, b := range []kafka.Bytes{record.Key, record.Value} {
					if _, err := io.ReadFull(b, scratch[:b.Len()]); err != nil {
						return err
					}
					b.Close()
				}
				if record.Offset >= offset {
					offset = record.Offset + 1
					n++
				}
			}
		}
		return nil
	})
}

func readBatch(ctx context.Context) error {
	return each(func(partition int) error {
		conn, err := kafka.DialLeader(ctx, "tcp", *broker, in, partition)
		if err != nil {
			return err
		}
		defer conn.Close()
		for n := 0; n < share(partition); {
			if _, err := conn.Seek(int64(n), kafka.SeekAbsolute|kafka.SeekDontCheck); err != nil {
				return err
			}
			batch := conn.ReadBatchWith(kafka.ReadBatchConfig{MinBytes: 1, MaxBytes: 1 << 20, MaxWait: time.Second})
			for {
				// Read alone is cheaper, but leaves out key, headers and time.
				message, err := batch.ReadMessage()
				if err != nil {
					break
				}
				if message.Offset >= int64(n) {
					n++
				}
			}
			if err := batch.Close(); err != nil {
				return err
			}
		}
		return nil
	})
}

// batchSize is how many messages a call writes.
const batchSize = 5000

func writeWriter(ctx context.Context) error {
	writer := &kafka.Writer{Addr: kafka.TCP(*broker), Topic: out, RequiredAcks: kafka.RequireAll, Balancer: kafka.Murmur2Balancer{},
		BatchSize: batchSize, BatchBytes: 1 << 20, BatchTimeout: 5 * time.Millisecond}
	defer writer.Close()
	batch := make([]kafka.Message, 0, batchSize)
	for i := range *messages {
		batch = append(batch, kafka.Message{Key: key(i), Value: value(i), Headers: []kafka.Header{{Key: "offset", Value: mark}}, Time: time.Now()})
		if len(batch) == batchSize || i == *messages-1 {
			if err := writer.WriteMessages(ctx, batch...); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return nil
}

// made is a sequence of records that are not there before they are wanted.
type made struct {
	n      int
	record kafka.Record
}

func (m *made) ReadRecord() (*kafka.Record, error) {
	if m.n == 0 {
		return nil, io.EOF
	}
	m.n--
	m.record = kafka.Record{Key: kafka.NewBytes(key(m.n)), Value: kafka.NewBytes(value(m.n)), Headers: []kafka.Header{{Key: "offset", Value: mark}}, Time: time.Now()}
	return &m.record, nil
}

func writeProduce(ctx context.Context) error {
	client := &kafka.Client{Addr: kafka.TCP(*broker)}
	const most = 3000 // just below 1 MiB
	return each(func(partition int) error {
		for left := share(partition); left > 0; left -= min(left, most) {
			answer, err := client.Produce(ctx, &kafka.ProduceRequest{Topic: out, Partition: partition, RequiredAcks: kafka.RequireAll, Records: &made{n: min(left, most)}})
			if err == nil {
				err = answer.Error
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
