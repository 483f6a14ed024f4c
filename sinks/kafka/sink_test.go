package kafka

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
	"scrim/pipeline/setting"
)

// patience is how long a test waits for what has to happen.
const patience = 30 * time.Second

func newCluster(t *testing.T, options ...kfake.Opt) *kfake.Cluster {
	t.Helper()
	c, err := kfake.NewCluster(options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// open opens a sink for a cluster, with settings that differ from the defaults.
func open(t *testing.T, c *kfake.Cluster, change func(*Settings)) pipeline.Sink {
	t.Helper()
	s := NewSettings().(*Settings)
	s.Brokers, s.Topic = c.ListenAddrs(), "clean"
	if change != nil {
		change(s)
	}
	if problems := s.Problems(); len(problems) > 0 {
		t.Fatal(problems)
	}
	sink, err := s.Open(pipeline.Environment{Name: "kafka"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sink.Close() })
	return sink
}

func newLink() *pipeline.Link { return pipeline.NewLink("kafka", slog.New(slog.DiscardHandler)) }

func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

func deliver(t *testing.T, sink pipeline.Sink, batches ...*pipeline.Batch) []pipeline.Refused {
	t.Helper()
	refused, err := sink.Deliver(within(t), newLink(), batches)
	if err != nil {
		t.Fatal(err)
	}
	return refused
}

// consume reads as many records of a topic as are expected, and then that there
// are no more.
func consume(t *testing.T, c *kfake.Cluster, topic string, n int) []*kgo.Record {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(c.ListenAddrs()...), kgo.ConsumeTopics(topic), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.FetchMaxWait(200*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	var all []*kgo.Record
	ctx := within(t)
	for len(all) < n && ctx.Err() == nil {
		fetches := client.PollFetches(ctx)
		all = append(all, fetches.Records()...)
	}
	if len(all) != n {
		t.Fatalf("the topic has %d records, want %d", len(all), n)
	}
	slices.SortStableFunc(all, func(a, b *kgo.Record) int { return int(a.Partition - b.Partition) })
	return all
}

// fromKafka is a batch of a partition.
func fromKafka(partition int, records ...pipeline.Record) *pipeline.Batch {
	b := &pipeline.Batch{Origin: &pipeline.Origin{Source: "kafka", Topic: "raw", Partition: partition}, Records: records}
	for i := range records {
		records[i].Position = int64(100 + i)
	}
	return b
}

func numbered(n int) []pipeline.Record {
	all := make([]pipeline.Record, n)
	for i := range all {
		all[i] = pipeline.Record{Value: fmt.Appendf(nil, "line %04d", i)}
	}
	return all
}

func inOrder(t *testing.T, got []*kgo.Record, want []pipeline.Record) {
	t.Helper()
	for i := range want {
		if !bytes.Equal(got[i].Value, want[i].Value) {
			t.Fatalf("record %d is %q, want %q", i, got[i].Value, want[i].Value)
		}
	}
}

func TestRecordsArriveAsTheyAre(t *testing.T) {
	for name := range codecs {
		t.Run(name, func(t *testing.T) {
			c := newCluster(t, kfake.SeedTopics(1, "clean"))
			at := time.UnixMilli(1_700_000_000_123)
			records := []pipeline.Record{
				{Key: []byte("k"), Value: []byte("v"), Time: at, Headers: []pipeline.Header{{Name: "a", Value: []byte("1")}, {Name: "null"}}},
				{Key: []byte("gone"), Time: at.Add(-time.Hour)},
				{Value: []byte{}, Time: at.Add(time.Second)},
			}
			deliver(t, open(t, c, func(s *Settings) { s.Compression = name }), fromKafka(3, records...))
			type seen struct {
				Key, Value []byte
				Time       time.Time
				Headers    string
			}
			var got []seen
			for _, r := range consume(t, c, "clean", 3) {
				got = append(got, seen{r.Key, r.Value, r.Timestamp, headersText(r)})
			}
			stamp := " scrim-source-topic=raw scrim-source-partition=3 scrim-source-offset="
			want := []seen{
				{[]byte("k"), []byte("v"), at, "a=1 null=" + stamp + "100"},
				{[]byte("gone"), nil, at.Add(-time.Hour), strings.TrimSpace(stamp) + "101"},
				{nil, []byte{}, at.Add(time.Second), strings.TrimSpace(stamp) + "102"},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

func headersText(r *kgo.Record) string {
	var all []string
	for _, h := range r.Headers {
		all = append(all, h.Key+"="+string(h.Value))
	}
	return strings.Join(all, " ")
}

func TestStamps(t *testing.T) {
	position := pipeline.Record{Position: 42, Value: []byte("v")}
	stamped := position
	stamped.Headers = []pipeline.Header{{Name: headerTopic, Value: []byte("first")}, {Name: headerOffset, Value: []byte("1")}}
	for _, test := range []struct {
		name   string
		origin pipeline.Origin
		record pipeline.Record
		want   string
	}{
		{"message", pipeline.Origin{Topic: "raw", Partition: 7}, position, "scrim-source-topic=raw scrim-source-partition=7 scrim-source-offset=42"},
		{"line of a file", pipeline.Origin{Path: "/var/log/a.log"}, position, "scrim-source-path=/var/log/a.log scrim-source-offset=42"},
		{"line of a stream", pipeline.Origin{Source: "stdin"}, position, ""},
		{"message that another scrim wrote", pipeline.Origin{Topic: "clean", Partition: 7}, stamped, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var s stamp
			var all []string
			for _, h := range s.of(&test.origin, &test.record) {
				all = append(all, h.Name+"="+string(h.Value))
			}
			if got := strings.Join(all, " "); got != test.want {
				t.Fatalf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestKeysGoWhereOthersSendThem: the same partition as that of a client with
// Kafka's default partitioner, whatever the key was masked to.
func TestKeysGoWhereOthersSendThem(t *testing.T) {
	for _, n := range []int{1, 3, 12} {
		by := kgo.StickyKeyPartitioner(nil).ForTopic("clean")
		for i := range 200 {
			raw := fmt.Appendf(nil, "user-%d", i)
			r := pipeline.Record{Key: []byte("masked"), KeyHash: murmur2(raw)}
			want := by.Partition(&kgo.Record{Key: raw}, n)
			if got := choose(&pipeline.Origin{Topic: "raw", Partition: 1}, &r, n); got != want {
				t.Fatalf("%q of %d: got %d, want %d", raw, n, got, want)
			}
		}
	}
}

// murmur2 is that of the pipeline, seen from outside.
func murmur2(b []byte) uint32 {
	const m = 0x5bd1e995
	h := uint32(0x9747b28c) ^ uint32(len(b))
	for ; len(b) >= 4; b = b[4:] {
		k := (uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24) * m
		h = h*m ^ (k^k>>24)*m
	}
	for i := len(b) - 1; i >= 0; i-- {
		h ^= uint32(b[i]) << (8 * i)
		if i == 0 {
			h *= m
		}
	}
	h = (h ^ h>>13) * m
	return h ^ h>>15
}

func TestRecordsWithoutKeyKeepTheOrderOfTheirLane(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(4, "clean"))
	sink := open(t, c, nil)
	var batches []*pipeline.Batch
	records := numbered(400)
	for i := 0; i < 400; i += 100 {
		batches = append(batches, &pipeline.Batch{Origin: &pipeline.Origin{Source: "file", Path: "/var/log/a.log"}, Records: records[i : i+100]})
	}
	deliver(t, sink, batches...)
	got := consume(t, c, "clean", 400)
	inOrder(t, got, records)
	deliver(t, sink, fromKafka(2, numbered(1)...))
	if got := consume(t, c, "clean", 401); !slices.ContainsFunc(got, func(r *kgo.Record) bool {
		return r.Partition == 2 && strings.HasPrefix(headersText(r), headerTopic)
	}) {
		t.Fatal("a message of partition 2 is not in partition 2")
	}
}

// answers makes the cluster answer produce requests for a partition with an
// error, as often as given.
func answers(c *kfake.Cluster, partition int32, code *kerr.Error, times int) *atomic.Int64 {
	var requests atomic.Int64
	c.ControlKey(int16(kmsg.Produce), func(request kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		p := request.(*kmsg.ProduceRequest)
		for _, topic := range p.Topics {
			for _, one := range topic.Partitions {
				if one.Partition == partition {
					if requests.Add(1) <= int64(times) && len(topic.Partitions) == 1 {
						return failed(p, code), nil, true
					}
				}
			}
		}
		return nil, nil, false
	})
	return &requests
}

func failed(p *kmsg.ProduceRequest, code *kerr.Error) kmsg.Response {
	answer := p.ResponseKind().(*kmsg.ProduceResponse)
	for _, topic := range p.Topics {
		t := kmsg.NewProduceResponseTopic()
		t.Topic = topic.Topic
		for _, one := range topic.Partitions {
			part := kmsg.NewProduceResponseTopicPartition()
			part.Partition, part.ErrorCode = one.Partition, code.Code
			t.Partitions = append(t.Partitions, part)
		}
		answer.Topics = append(answer.Topics, t)
	}
	return answer
}

func TestFailuresThatPassAreTriedAgainInOrder(t *testing.T) {
	for _, code := range []*kerr.Error{kerr.NotLeaderForPartition, kerr.RequestTimedOut, kerr.NotEnoughReplicas, kerr.UnknownTopicOrPartition, kerr.KafkaStorageError} {
		t.Run(code.Message, func(t *testing.T) {
			c := newCluster(t, kfake.SeedTopics(1, "clean"))
			requests := answers(c, 0, code, 3)
			records := numbered(1000)
			refused := deliver(t, open(t, c, func(s *Settings) { s.MaxMessage = 16 << 10 }), fromKafka(0, records...))
			if len(refused) > 0 {
				t.Fatal(refused)
			}
			inOrder(t, consume(t, c, "clean", len(records)), records)
			if n := requests.Load(); n < 5 {
				t.Fatalf("%d requests: nothing was tried again, or all was in one", n)
			}
		})
	}
}

// TestWhatArrivedIsNotSentAgain: one partition fails, the others do not suffer.
func TestWhatArrivedIsNotSentAgain(t *testing.T) {
	c := newCluster(t, kfake.NumBrokers(3), kfake.SeedTopics(3, "clean"))
	for i := range int32(3) {
		if err := c.MoveTopicPartition("clean", i, i); err != nil {
			t.Fatal(err)
		}
	}
	answers(c, 1, kerr.NotEnoughReplicas, 2)
	deliver(t, open(t, c, nil), fromKafka(0, numbered(10)...), fromKafka(1, numbered(10)...), fromKafka(2, numbered(10)...))
	got := consume(t, c, "clean", 30)
	for i := range 3 {
		inOrder(t, got[10*i:10*i+10], numbered(10))
	}
}

func TestLeaderMoves(t *testing.T) {
	c := newCluster(t, kfake.NumBrokers(2), kfake.SeedTopics(1, "clean"))
	sink := open(t, c, nil)
	records := numbered(20)
	for i, r := range records {
		if err := c.MoveTopicPartition("clean", 0, int32(i%2)); err != nil {
			t.Fatal(err)
		}
		deliver(t, sink, fromKafka(0, r))
	}
	inOrder(t, consume(t, c, "clean", len(records)), records)
}

func TestConnectionBreaks(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "clean"))
	sink := open(t, c, nil)
	deliver(t, sink, fromKafka(0, numbered(1)...))
	broken := false
	c.ControlKey(int16(kmsg.Produce), func(kmsg.Request) (kmsg.Response, error, bool) {
		broken = true
		return nil, errors.New("closed"), true
	})
	deliver(t, sink, fromKafka(0, numbered(1)...))
	if consume(t, c, "clean", 2); !broken {
		t.Fatal("the connection was not broken")
	}
}

// TestTheOneThatIsTooLargeIsFound: the broker takes less than we think.
func TestTheOneThatIsTooLargeIsFound(t *testing.T) {
	for _, code := range []*kerr.Error{kerr.MessageTooLarge, kerr.InvalidRecord} {
		t.Run(code.Message, func(t *testing.T) {
			c := newCluster(t, kfake.SeedTopics(1, "clean"))
			c.ControlKey(int16(kmsg.Produce), func(request kmsg.Request) (kmsg.Response, error, bool) {
				c.KeepControl()
				p := request.(*kmsg.ProduceRequest)
				if bytes.Contains(p.Topics[0].Partitions[0].Records, []byte("the one")) {
					return failed(p, code), nil, true
				}
				return nil, nil, false
			})
			records := numbered(100)
			records[37].Value = []byte("the one")
			refused := deliver(t, open(t, c, nil), fromKafka(0, records...))
			if len(refused) != 1 || refused[0].Record != 37 || strings.Contains(refused[0].Why, "the one") {
				t.Fatalf("refused %v", refused)
			}
			inOrder(t, consume(t, c, "clean", 99), slices.Delete(slices.Clone(records), 37, 38))
		})
	}
}

// TestBatchesBecomeSmallerWhileAnotherPartitionFails: what was found out about the
// size that a broker takes is not forgotten with every failure elsewhere.
func TestBatchesBecomeSmallerWhileAnotherPartitionFails(t *testing.T) {
	c := newCluster(t, kfake.NumBrokers(2), kfake.SeedTopics(2, "clean"))
	for i := range int32(2) {
		if err := c.MoveTopicPartition("clean", i, i); err != nil {
			t.Fatal(err)
		}
	}
	const limit = 2000
	taken := make(map[int32]int)
	c.ControlKey(int16(kmsg.Produce), func(request kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		p := request.(*kmsg.ProduceRequest)
		one := p.Topics[0].Partitions[0]
		var batch kmsg.RecordBatch
		if err := batch.ReadFrom(one.Records); err != nil {
			t.Error(err)
		}
		switch {
		case one.Partition == 0 && len(one.Records) > limit:
			return failed(p, kerr.MessageTooLarge), nil, true
		case one.Partition == 1 && taken[0] < 1000:
			return failed(p, kerr.NotEnoughReplicas), nil, true
		}
		taken[one.Partition] += int(batch.NumRecords)
		return nil, nil, false
	})
	if refused := deliver(t, open(t, c, nil), fromKafka(0, numbered(1000)...), fromKafka(1, numbered(10)...)); len(refused) > 0 {
		t.Fatal(refused)
	}
	consume(t, c, "clean", 1010)
}

// TestOneThatIsNotTakenCostsFewRequests: after it batches are large again.
func TestOneThatIsNotTakenCostsFewRequests(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "clean"))
	requests := 0
	c.ControlKey(int16(kmsg.Produce), func(request kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		requests++
		p := request.(*kmsg.ProduceRequest)
		if bytes.Contains(p.Topics[0].Partitions[0].Records, []byte("the one")) {
			return failed(p, kerr.InvalidTimestamp), nil, true
		}
		return nil, nil, false
	})
	records := numbered(1000)
	records[500].Value = []byte("the one")
	if refused := deliver(t, open(t, c, nil), fromKafka(0, records...)); len(refused) != 1 {
		t.Fatalf("refused %v", refused)
	}
	consume(t, c, "clean", 999)
	if requests > 100 {
		t.Fatalf("%d requests for 1000 records", requests)
	}
}

func TestMessagesAboveTheLimitAreRefused(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "clean"))
	records := numbered(3)
	records[1].Value = make([]byte, 3000)
	refused := deliver(t, open(t, c, func(s *Settings) { s.MaxMessage = 2000 }), fromKafka(0, records...))
	if len(refused) != 1 || refused[0].Record != 1 || refused[0].Why != "message too large" {
		t.Fatalf("refused %v", refused)
	}
	consume(t, c, "clean", 2)
}

func TestTopicOfTheSource(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(2, "raw.clean"))
	sink := open(t, c, func(s *Settings) { s.Topic = "{source.topic}.clean" })
	deliver(t, sink, fromKafka(1, numbered(5)...))
	consume(t, c, "raw.clean", 5)
	_, err := sink.Deliver(within(t), newLink(), []*pipeline.Batch{{Origin: &pipeline.Origin{Source: "stdin"}, Records: numbered(1)}})
	if err == nil || !strings.Contains(err.Error(), "stdin") {
		t.Fatalf("got %v", err)
	}
}

func TestTopicThatIsNotThere(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "other"))
	sink := open(t, c, nil)
	var setup *pipeline.SetupError
	if err := sink.(pipeline.Checker).Check(within(t)); !errors.As(err, &setup) || !strings.Contains(err.Error(), `"clean"`) {
		t.Fatalf("the check said %v", err)
	}
	if _, err := sink.Deliver(within(t), newLink(), []*pipeline.Batch{fromKafka(0, numbered(1)...)}); err == nil || !strings.Contains(err.Error(), `"clean"`) {
		t.Fatalf("got %v", err)
	}
}

// TestTopicThatComesLater: a sink that has worked waits for it.
func TestTopicThatComesLater(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "raw.clean"))
	sink := open(t, c, func(s *Settings) { s.Topic = "{source.topic}.clean" })
	link := newLink()
	if _, err := sink.Deliver(within(t), link, []*pipeline.Batch{fromKafka(0, numbered(1)...)}); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		later := &pipeline.Batch{Origin: &pipeline.Origin{Source: "kafka", Topic: "new"}, Records: numbered(1)}
		_, err := sink.Deliver(within(t), link, []*pipeline.Batch{later})
		done <- err
	}()
	time.Sleep(300 * time.Millisecond)
	client, err := kgo.NewClient(kgo.SeedBrokers(c.ListenAddrs()...))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	create := kmsg.NewPtrCreateTopicsRequest()
	topic := kmsg.NewCreateTopicsRequestTopic()
	topic.Topic, topic.NumPartitions, topic.ReplicationFactor = "new.clean", 1, 1
	create.Topics = append(create.Topics, topic)
	if _, err := create.RequestWith(within(t), client); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	consume(t, c, "new.clean", 1)
}

// TestTopicMadeAnewWithFewerPartitions: what was meant for one that is gone goes
// to another.
func TestTopicMadeAnewWithFewerPartitions(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(4, "clean"))
	sink := open(t, c, nil)
	deliver(t, sink, fromKafka(3, numbered(1)...))
	client, err := kgo.NewClient(kgo.SeedBrokers(c.ListenAddrs()...))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	admin := kadm.NewClient(client)
	if _, err := admin.DeleteTopic(within(t), "clean"); err != nil {
		t.Fatal(err)
	}
	if _, err := admin.CreateTopic(within(t), 2, 1, nil, "clean"); err != nil {
		t.Fatal(err)
	}
	deliver(t, sink, fromKafka(3, numbered(10)...), fromKafka(0, numbered(10)...))
	got := consume(t, c, "clean", 20)
	inOrder(t, got[:10], numbered(10))
	inOrder(t, got[10:], numbered(10))
}

func TestWhoIsLetIn(t *testing.T) {
	t.Setenv("SCRIM_TEST_PASSWORD", "fake-password")
	for _, mechanism := range []string{cluster.Plain, cluster.ScramSHA256, cluster.ScramSHA512} {
		t.Run(mechanism, func(t *testing.T) {
			c := newCluster(t, kfake.SeedTopics(1, "clean"), kfake.EnableSASL(), kfake.Superuser(mechanism, "alice", "fake-password"))
			as := func(s *Settings) {
				s.SASL = &cluster.SASL{Mechanism: mechanism, User: "alice", PasswordEnv: "SCRIM_TEST_PASSWORD"}
			}
			sink := open(t, c, as)
			if err := sink.(pipeline.Checker).Check(within(t)); err != nil {
				t.Fatal(err)
			}
			deliver(t, sink, fromKafka(0, numbered(1)...))

			rejectUsers(c)
			sink = open(t, c, as)
			var setup *pipeline.SetupError
			if err := sink.(pipeline.Checker).Check(within(t)); !errors.As(err, &setup) {
				t.Fatalf("the check said %v", err)
			}
			_, err := sink.Deliver(within(t), newLink(), []*pipeline.Batch{fromKafka(0, numbered(1)...)})
			if err == nil || strings.Contains(err.Error(), "fake-password") || !strings.Contains(setting.HintOf(err), mechanism) {
				t.Fatalf("got %v", err)
			}
		})
	}
}

// rejectUsers answers as Kafka does to a wrong password; the cluster of these
// tests only closes the connection.
func rejectUsers(c *kfake.Cluster) {
	c.ControlKey(int16(kmsg.SASLAuthenticate), func(request kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		answer := request.ResponseKind().(*kmsg.SASLAuthenticateResponse)
		answer.ErrorCode = kerr.SaslAuthenticationFailed.Code
		return answer, nil, true
	})
}

// TestBrokerThatIsNotThereIsWaitedFor until the end of the context.
func TestBrokerThatIsNotThereIsWaitedFor(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "clean"))
	sink := open(t, c, nil)
	c.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
	defer cancel()
	if _, err := sink.Deliver(ctx, newLink(), []*pipeline.Batch{fromKafka(0, numbered(1)...)}); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
}

func TestProblems(t *testing.T) {
	for _, test := range []struct {
		key    string
		change func(*Settings)
	}{
		{"", func(*Settings) {}},
		{"", func(s *Settings) { s.Topic = "{source.topic}.clean" }},
		{"brokers", func(s *Settings) { s.Brokers = nil }},
		{"topic", func(s *Settings) { s.Topic = "" }},
		{"topic", func(s *Settings) { s.Topic = "{source.path}" }},
		{"topic", func(s *Settings) { s.Topic = "a b" }},
		{"topic", func(s *Settings) { s.Topic = ".." }},
		{"topic", func(s *Settings) { s.Topic = strings.Repeat("a", 250) }},
		{"compression", func(s *Settings) { s.Compression = "brotli" }},
		{"acks", func(s *Settings) { s.Acks = "1" }},
		{"max_message", func(s *Settings) { s.MaxMessage = 10 }},
		{"timeout", func(s *Settings) { s.Timeout = 0 }},
		{"tls.cert_file", func(s *Settings) { s.TLS = &setting.TLS{CertFile: "c"} }},
	} {
		s := NewSettings().(*Settings)
		s.Brokers, s.Topic = []string{"kafka:9092"}, "clean"
		test.change(s)
		var keys []string
		for _, p := range s.Problems() {
			keys = append(keys, p.Key)
		}
		if got := strings.Join(keys, " "); got != test.key {
			t.Errorf("got problems with %q, want %q", got, test.key)
		}
	}
}
