package kafka

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"scrim/pipeline"
)

// TestRealBrokerTakes what the sink writes, in every codec and in order; what it
// does not take is refused alone.
func TestRealBrokerTakes(t *testing.T) {
	broker := os.Getenv("SCRIM_KAFKA")
	if broker == "" {
		t.Skip("needs a Kafka broker: set SCRIM_KAFKA to its address")
	}
	client, err := kgo.NewClient(kgo.SeedBrokers(broker))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	admin := kadm.NewClient(client)
	for name := range codecs {
		t.Run(name, func(t *testing.T) {
			topic := fmt.Sprintf("scrim-test-%d", time.Now().UnixNano())
			small := "20000"
			if _, err := admin.CreateTopic(within(t), 2, 1, map[string]*string{"max.message.bytes": &small}, topic); err != nil {
				t.Fatal(err)
			}
			defer func() { _, _ = admin.DeleteTopic(context.Background(), topic) }()
			s := NewSettings().(*Settings)
			s.Brokers, s.Topic, s.Compression = []string{broker}, topic, name
			sink, err := s.Open(pipeline.Environment{})
			if err != nil {
				t.Fatal(err)
			}
			defer sink.Close()
			for deadline := time.Now().Add(patience); sink.(pipeline.Checker).Check(within(t)) != nil; time.Sleep(20 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatal("the topic does not come")
				}
			}
			records := numbered(5000)
			noise := make([]byte, 30_000)
			for i, x := 0, uint32(1); i < len(noise); i++ {
				x = x*1664525 + 1013904223
				noise[i] = byte(x >> 24)
			}
			records[1234].Value = noise
			refused := deliver(t, sink, fromKafka(1, records...))
			if len(refused) != 1 || refused[0].Record != 1234 {
				t.Fatalf("refused %d records", len(refused))
			}
			reader, err := kgo.NewClient(kgo.SeedBrokers(broker), kgo.ConsumeTopics(topic), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
			if err != nil {
				t.Fatal(err)
			}
			defer reader.Close()
			var got []*kgo.Record
			for ctx := within(t); len(got) < 4999 && ctx.Err() == nil; {
				got = append(got, reader.PollFetches(ctx).Records()...)
			}
			want := append(records[:1234:1234], records[1235:]...)
			for i := range want {
				if !bytes.Equal(want[i].Value, got[i].Value) || got[i].Partition != 1 {
					t.Fatalf("record %d is another one", i)
				}
			}
		})
	}
}
