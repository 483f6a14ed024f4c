package kafka

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// patience is how long a test waits for what has to happen.
const patience = 60 * time.Second

func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not %s within %s", what, patience)
		}
	}
}

// kafkaCluster is a cluster and a client to fill it.
type kafkaCluster struct {
	*kfake.Cluster
	*kgo.Client
	admin *kadm.Client
}

func newCluster(t *testing.T, options ...kfake.Opt) *kafkaCluster {
	t.Helper()
	c, err := kfake.NewCluster(append([]kfake.Opt{kfake.GroupMinSessionTimeout(time.Second)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	client, err := kgo.NewClient(kgo.SeedBrokers(c.ListenAddrs()...), kgo.RecordPartitioner(kgo.ManualPartitioner()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return &kafkaCluster{c, client, kadm.NewClient(client)}
}

// write writes values to a partition, one batch each.
func (c *kafkaCluster) write(t *testing.T, topic string, partition int32, values ...string) {
	t.Helper()
	for _, v := range values {
		if err := c.Client.ProduceSync(within(t), &kgo.Record{Topic: topic, Partition: partition, Value: []byte(v)}).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
}

func numbered(from, to int) (all []string) {
	for i := from; i < to; i++ {
		all = append(all, fmt.Sprintf("line %04d", i))
	}
	return all
}

// committed is the group's position of a partition, negative for none.
func (c *kafkaCluster) committed(t *testing.T, topic string, partition int32) (int64, string) {
	t.Helper()
	all, err := c.admin.FetchOffsets(within(t), "scrim")
	if errors.Is(err, kerr.GroupIDNotFound) {
		return -1, ""
	}
	if err != nil {
		t.Fatal(err)
	}
	at, ok := all.Lookup(topic, partition)
	if !ok {
		return -1, ""
	}
	return at.At, at.Metadata
}

// collector is a sink that keeps what it gets.
type collector struct {
	mu      sync.Mutex
	seen    map[place][]string
	records []pipeline.Record
	held    chan struct{} // while it is not closed nothing is delivered; nil: never held
}

func (c *collector) Deliver(ctx context.Context, _ *pipeline.Link, batches []*pipeline.Batch) ([]pipeline.Refused, error) {
	if c.held != nil {
		select {
		case <-c.held:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range batches {
		at := place{b.Origin.Topic, b.Origin.Partition}
		for _, r := range b.Records {
			c.seen[at] = append(c.seen[at], string(r.Value))
			r.Key, r.Value = slices.Clone(r.Key), slices.Clone(r.Value)
			c.records = append(c.records, r)
		}
	}
	return nil, nil
}

func (c *collector) Close() error { return nil }

func (c *collector) at(topic string, partition int) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.seen[place{topic, partition}])
}

func (c *collector) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.records)
}

// running is a pipeline from Kafka to a collector.
type running struct {
	pipeline *pipeline.Pipeline
	*collector
	source *source
	cancel context.CancelFunc
	ended  chan error
	once   sync.Once
	err    error
}

// start runs a pipeline until the test ends.
func start(t *testing.T, c *kafkaCluster, change func(*Settings), held chan struct{}) *running {
	t.Helper()
	return startWatching(t, c, change, held, 100*time.Millisecond)
}

// startWatching is start, with the time between two looks for other topics.
func startWatching(t *testing.T, c *kafkaCluster, change func(*Settings), held chan struct{}, watch time.Duration) *running {
	t.Helper()
	s := NewSettings().(*Settings)
	s.Topics, s.Group = []string{"raw"}, "scrim"
	if c.Cluster != nil {
		s.Brokers = c.ListenAddrs()
	}
	s.Key, s.CommitInterval, s.SessionTimeout = "keep", setting.Duration(50*time.Millisecond), setting.Duration(6*time.Second)
	if change != nil {
		change(s)
	}
	if problems := s.Problems(); len(problems) > 0 {
		t.Fatal(problems)
	}
	opened, err := s.Open(pipeline.Environment{Name: "kafka"})
	if err != nil {
		t.Fatal(err)
	}
	r := &running{collector: &collector{seen: make(map[place][]string), held: held}, source: opened.(*source), ended: make(chan error, 1)}
	r.source.watch = watch
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := pipeline.New(pipeline.Settings{
		Engines: pipeline.Engines{Text: engine}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), ShutdownTimeout: 10 * time.Second,
		Sources: []pipeline.Named[pipeline.Source]{{Name: "kafka", It: opened}}, Sinks: []pipeline.Named[pipeline.Sink]{{Name: "collector", It: r.collector}},
	})
	r.pipeline = p
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	go func() { r.ended <- p.Run(ctx) }()
	t.Cleanup(func() { r.stop() })
	return r
}

// lost is how many messages are counted as lost.
func (r *running) lost() int64 { return r.pipeline.Stats().Links[0].Lost }

// joined says whether partitions were assigned to it.
func (r *running) joined() bool { return len(r.pipeline.Stats().Links[0].Lanes) > 0 }

// stop ends the pipeline as TERM does.
func (r *running) stop() error {
	r.once.Do(func() {
		r.cancel()
		select {
		case r.err = <-r.ended:
		case <-time.After(patience):
			r.err = errors.New("the pipeline does not end")
		}
	})
	return r.err
}

func (r *running) has(topic string, partition int, want []string) func() bool {
	return func() bool { return slices.Equal(r.at(topic, partition), want) }
}

func TestEveryPartitionInItsOrder(t *testing.T) {
	c := newCluster(t, kfake.NumBrokers(3), kfake.SeedTopics(4, "raw"))
	for p := range 4 {
		c.write(t, "raw", int32(p), numbered(p*100, p*100+50)...)
	}
	r := start(t, c, nil, nil)
	for p := range 4 {
		eventually(t, "all read", r.has("raw", p, numbered(p*100, p*100+50)))
	}
	for p := range 4 {
		eventually(t, "committed", func() bool { at, _ := c.committed(t, "raw", int32(p)); return at == 50 })
	}
	c.write(t, "raw", 2, "late")
	eventually(t, "read what comes later", func() bool { return r.count() == 201 })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if at, _ := c.committed(t, "raw", 2); at != 51 {
		t.Fatalf("left at %d: the last commit is missing", at)
	}
	// The next one goes on there.
	c.write(t, "raw", 2, "after")
	next := start(t, c, nil, nil)
	eventually(t, "read on", next.has("raw", 2, []string{"after"}))
	if n := next.count(); n != 1 {
		t.Fatalf("%d messages were read again", n-1)
	}
}

func TestMessagesKeepTheirParts(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "raw"))
	at := time.UnixMilli(1_700_000_000_123)
	for _, one := range []*kgo.Record{
		{Key: []byte("k"), Value: []byte("v"), Headers: []kgo.RecordHeader{{Key: "a", Value: []byte("1")}, {Key: "null"}}},
		{Key: []byte("gone")},
		{Value: []byte{}},
	} {
		one.Topic, one.Timestamp = "raw", at
		if err := c.Client.ProduceSync(within(t), one).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
	r := start(t, c, nil, nil)
	eventually(t, "all read", func() bool { return r.count() == 3 })
	r.stop()
	first, tombstone, empty := r.records[0], r.records[1], r.records[2]
	if string(first.Key) != "k" || string(first.Value) != "v" || !first.Time.Equal(at) || len(first.Headers) != 2 || first.Headers[1].Value != nil {
		t.Errorf("got %+v", first)
	}
	if tombstone.Value != nil || string(tombstone.Key) != "gone" || tombstone.Position != 1 {
		t.Errorf("got %+v", tombstone)
	}
	if empty.Value == nil || empty.Key != nil {
		t.Errorf("got %+v", empty)
	}
}

// TestNothingIsCommittedBeforeItIsAcknowledged, also not at the end.
func TestNothingIsCommittedBeforeItIsAcknowledged(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "raw"))
	c.write(t, "raw", 0, numbered(0, 10)...)
	r := start(t, c, func(s *Settings) { s.SessionTimeout = setting.Duration(minSessionTimeout) }, make(chan struct{}))
	eventually(t, "read", func() bool { return r.joined() })
	time.Sleep(300 * time.Millisecond) // several commit intervals
	if err := r.stop(); err == nil {
		t.Fatal("ended as if everything were acknowledged")
	}
	if at, _ := c.committed(t, "raw", 0); at >= 0 {
		t.Fatalf("committed %d", at)
	}
	next := start(t, c, nil, nil)
	eventually(t, "read again", next.has("raw", 0, numbered(0, 10)))
}

func TestReplicasShareThePartitions(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(4, "raw"))
	one := start(t, c, nil, nil)
	for p := range 4 {
		c.write(t, "raw", int32(p), numbered(0, 10)...)
	}
	eventually(t, "all read", func() bool { return one.count() == 40 })
	two := start(t, c, nil, nil)
	eventually(t, "joined", func() bool { return two.joined() && two.count() == 0 })
	eventually(t, "shared", func() bool {
		for p := range 4 {
			c.write(t, "raw", int32(p), "more")
		}
		return two.count() > 0
	})
	if err := two.stop(); err != nil {
		t.Fatal(err)
	}
	before := one.count()
	eventually(t, "taken over", func() bool {
		for p := range 4 {
			c.write(t, "raw", int32(p), "again")
		}
		return one.count() > before+8
	})
	one.stop()
	// Nobody lost or read twice: both together have what was written.
	end, err := c.admin.ListEndOffsets(within(t), "raw")
	if err != nil {
		t.Fatal(err)
	}
	var written int64
	end.Each(func(o kadm.ListedOffset) { written += o.Offset })
	last := start(t, c, nil, nil)
	eventually(t, "all read", func() bool { return int64(one.count()+two.count()+last.count()) == written })
}

func TestStart(t *testing.T) {
	at := time.UnixMilli(1_700_000_000_000)
	for begin, want := range map[string]string{
		"earliest": "0 1 2 3 4 5 6 7 8 9 new", "latest": "new",
		at.Add(7 * time.Minute).Format(time.RFC3339): "7 8 9 new",
		at.Add(time.Hour).Format(time.RFC3339):       "new",
	} {
		t.Run(begin, func(t *testing.T) {
			c := newCluster(t, kfake.SeedTopics(1, "raw"))
			for i := range 10 {
				one := &kgo.Record{Topic: "raw", Value: fmt.Append(nil, i), Timestamp: at.Add(time.Duration(i) * time.Minute)}
				if err := c.Client.ProduceSync(within(t), one).FirstErr(); err != nil {
					t.Fatal(err)
				}
			}
			r := start(t, c, func(s *Settings) { s.Start = begin }, nil)
			// The position is committed even if nothing was read.
			eventually(t, "committed", func() bool { at, _ := c.committed(t, "raw", 0); return at == 10 })
			c.write(t, "raw", 0, "new")
			eventually(t, "read", r.has("raw", 0, strings.Fields(want)))
		})
	}
}

// TestNewTopicsAreFound, with all of their messages, also if the start is latest.
func TestNewTopicsAreFound(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "django.a", "other"))
	c.write(t, "other", 0, "not ours")
	r := start(t, c, func(s *Settings) { s.Topics, s.Start = []string{"django.*"}, latest }, nil)
	eventually(t, "committed", func() bool { at, _ := c.committed(t, "django.a", 0); return at == 0 })
	if _, err := c.admin.CreateTopic(within(t), 1, 1, nil, "django.b"); err != nil {
		t.Fatal(err)
	}
	c.write(t, "django.b", 0, "first", "second")
	eventually(t, "found", r.has("django.b", 0, []string{"first", "second"}))
	if _, err := c.admin.UpdatePartitions(within(t), 2, "django.a"); err != nil {
		t.Fatal(err)
	}
	c.write(t, "django.a", 1, "new partition")
	eventually(t, "found", r.has("django.a", 1, []string{"new partition"}))
	if got := r.at("other", 0); len(got) > 0 {
		t.Fatalf("read %q", got)
	}
}

// TestGapsAreCounted: what was deleted before it was read, and nothing else.
func TestGapsAreCounted(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "raw"))
	c.write(t, "raw", 0, numbered(0, 10)...)
	r := start(t, c, nil, nil)
	eventually(t, "committed", func() bool { at, _ := c.committed(t, "raw", 0); return at == 10 })
	r.stop()
	c.write(t, "raw", 0, numbered(10, 20)...)
	deleteTo(t, c, 15)
	r = start(t, c, nil, nil)
	eventually(t, "read on", r.has("raw", 0, numbered(15, 20)))
	if lost := r.lost(); lost != 5 {
		t.Fatalf("counted %d as lost, want 5", lost)
	}
	// A group without a position has lost nothing.
	fresh := start(t, c, func(s *Settings) { s.Group = "fresh" }, nil)
	eventually(t, "read", fresh.has("raw", 0, numbered(15, 20)))
	if lost := fresh.lost(); lost != 0 {
		t.Fatalf("counted %d as lost", lost)
	}
}

// TestCompactionIsNoGap: offsets that it has taken away are passed.
func TestCompactionIsNoGap(t *testing.T) {
	c := newCluster(t)
	set := func(s string) *string { return &s }
	if _, err := c.admin.CreateTopic(within(t), 1, 1, map[string]*string{"cleanup.policy": set("compact"), "min.cleanable.dirty.ratio": set("0"), "segment.bytes": set("200")}, "raw"); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		one := &kgo.Record{Topic: "raw", Key: []byte("same"), Value: fmt.Append(nil, i)}
		if err := c.Client.ProduceSync(within(t), one).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
	c.Compact()
	r := start(t, c, nil, nil)
	eventually(t, "committed", func() bool { at, _ := c.committed(t, "raw", 0); return at == 20 })
	if n := r.count(); n == 20 {
		t.Fatal("nothing was compacted")
	}
	if lost := r.lost(); lost != 0 {
		t.Fatalf("counted %d as lost", lost)
	}
}

func deleteTo(t *testing.T, c *kafkaCluster, offset int64) {
	t.Helper()
	to := make(kadm.Offsets)
	to.AddOffset("raw", 0, offset, -1)
	if _, err := c.admin.DeleteRecords(within(t), to); err != nil {
		t.Fatal(err)
	}
}

// TestTopicMadeAnew: a position that is past the end begins again, and what is
// read then is committed.
func TestTopicMadeAnew(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "raw"))
	c.write(t, "raw", 0, numbered(0, 3)...)
	ahead := make(kadm.Offsets)
	ahead.AddOffset("raw", 0, 1000, -1)
	if _, err := c.admin.CommitOffsets(within(t), "scrim", ahead); err != nil {
		t.Fatal(err)
	}
	r := start(t, c, nil, nil)
	eventually(t, "read", r.has("raw", 0, numbered(0, 3)))
	eventually(t, "committed", func() bool { at, _ := c.committed(t, "raw", 0); return at == 3 })
	if lost := r.lost(); lost != 0 {
		t.Fatalf("counted %d as lost", lost)
	}
}

// TestALaneGoesOnWithWhatItCarried: a private key in several messages stays masked
// over a restart.
func TestALaneGoesOnWithWhatItCarried(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "raw"))
	line := strings.Repeat("FAKEfakeFAKEfake", 4)
	c.write(t, "raw", 0, "-----BEGIN PRIVATE KEY-----", line)
	r := start(t, c, nil, nil)
	eventually(t, "committed", func() bool { at, _ := c.committed(t, "raw", 0); return at == 2 })
	r.stop()
	if _, metadata := c.committed(t, "raw", 0); !strings.HasPrefix(metadata, resumeMark) {
		t.Fatalf("the metadata is %q", metadata)
	}
	c.write(t, "raw", 0, line, "-----END PRIVATE KEY-----", "plain")
	r = start(t, c, nil, nil)
	eventually(t, "read on", func() bool { return r.count() == 3 })
	got := r.at("raw", 0)
	if strings.Contains(got[0], "FAKE") || got[2] != "plain" {
		t.Fatalf("got %q", got)
	}
	eventually(t, "committed", func() bool { at, _ := c.committed(t, "raw", 0); return at == 5 })
	if _, metadata := c.committed(t, "raw", 0); metadata != "" {
		t.Fatalf("the metadata is %q", metadata)
	}
}

// sometimes answers the next few requests of a kind with what answer makes of them.
func sometimes(c *kafkaCluster, key kmsg.Key, times int, answer func(kmsg.Request) kmsg.Response) *atomic.Int64 {
	done := new(atomic.Int64)
	c.ControlKey(int16(key), func(request kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		if done.Add(1) > int64(times) {
			return nil, nil, false
		}
		if answer == nil {
			return nil, errors.New("closed"), true
		}
		return answer(request), nil, true
	})
	return done
}

// TestFailuresThatPass: of whatever request, they cost nothing but time.
func TestFailuresThatPass(t *testing.T) {
	for _, test := range []struct {
		name   string
		key    kmsg.Key
		times  int
		answer func(kmsg.Request) kmsg.Response
	}{
		{"fetch: connection breaks", kmsg.Fetch, 2, nil},
		{"fetch: leader moved", kmsg.Fetch, 2, func(request kmsg.Request) kmsg.Response {
			answer := request.ResponseKind().(*kmsg.FetchResponse)
			for _, t := range request.(*kmsg.FetchRequest).Topics {
				topic := kmsg.NewFetchResponseTopic()
				topic.Topic = t.Topic
				for _, p := range t.Partitions {
					partition := kmsg.NewFetchResponseTopicPartition()
					partition.Partition, partition.ErrorCode = p.Partition, kerr.NotLeaderForPartition.Code
					topic.Partitions = append(topic.Partitions, partition)
				}
				answer.Topics = append(answer.Topics, topic)
			}
			return answer
		}},
		{"metadata: connection breaks", kmsg.Metadata, 3, nil},
		{"coordinator is not known", kmsg.FindCoordinator, 3, func(request kmsg.Request) kmsg.Response {
			answer := request.ResponseKind().(*kmsg.FindCoordinatorResponse)
			answer.ErrorCode = kerr.CoordinatorNotAvailable.Code
			return answer
		}},
		{"join: coordinator is loading", kmsg.JoinGroup, 2, func(request kmsg.Request) kmsg.Response {
			answer := request.ResponseKind().(*kmsg.JoinGroupResponse)
			answer.ErrorCode = kerr.CoordinatorLoadInProgress.Code
			return answer
		}},
		{"offset fetch: connection breaks", kmsg.OffsetFetch, 2, nil},
		{"commit: connection breaks", kmsg.OffsetCommit, 2, nil},
		{"commit: coordinator moved", kmsg.OffsetCommit, 2, func(request kmsg.Request) kmsg.Response {
			answer := request.ResponseKind().(*kmsg.OffsetCommitResponse)
			for _, t := range request.(*kmsg.OffsetCommitRequest).Topics {
				topic := kmsg.NewOffsetCommitResponseTopic()
				topic.Topic = t.Topic
				for _, p := range t.Partitions {
					partition := kmsg.NewOffsetCommitResponseTopicPartition()
					partition.Partition, partition.ErrorCode = p.Partition, kerr.NotCoordinator.Code
					topic.Partitions = append(topic.Partitions, partition)
				}
				answer.Topics = append(answer.Topics, topic)
			}
			return answer
		}},
		{"heartbeat: thrown out", kmsg.Heartbeat, 1, func(request kmsg.Request) kmsg.Response {
			answer := request.ResponseKind().(*kmsg.HeartbeatResponse)
			answer.ErrorCode = kerr.UnknownMemberID.Code
			return answer
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCluster(t, kfake.SeedTopics(2, "raw"))
			c.write(t, "raw", 0, numbered(0, 20)...)
			c.write(t, "raw", 1, numbered(20, 40)...)
			done := sometimes(c, test.key, test.times, test.answer)
			r := start(t, c, nil, nil)
			eventually(t, "committed", func() bool {
				a, _ := c.committed(t, "raw", 0)
				b, _ := c.committed(t, "raw", 1)
				return a == 20 && b == 20
			})
			eventually(t, "failed", func() bool { return done.Load() >= int64(test.times) })
			c.write(t, "raw", 0, "last")
			eventually(t, "read on", func() bool { got := r.at("raw", 0); return got[len(got)-1] == "last" })
			// At least once, in order.
			if got := slices.Compact(r.at("raw", 0)); !slices.Equal(got, append(numbered(0, 20), "last")) {
				t.Fatalf("got %q", got)
			}
			if err := r.stop(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestOneBrokerThatAnswersIsEnough: another one of the list, be it the first, may
// take connections and say nothing.
func TestOneBrokerThatAnswersIsEnough(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "raw"))
	c.write(t, "raw", 0, numbered(0, 3)...)
	mute, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	go func() {
		for {
			connection, err := mute.Accept()
			if err != nil {
				return
			}
			connection.Close()
		}
	}()
	r := start(t, c, func(s *Settings) { s.Brokers = append([]string{mute.Addr().String()}, s.Brokers...) }, nil)
	eventually(t, "read", r.has("raw", 0, numbered(0, 3)))
}

func TestLeadersMove(t *testing.T) {
	c := newCluster(t, kfake.NumBrokers(3), kfake.SeedTopics(3, "raw"))
	r := start(t, c, nil, nil)
	want := numbered(0, 30)
	for i, v := range want {
		for p := range 3 {
			if err := c.MoveTopicPartition("raw", int32(p), int32((i+p)%3)); err != nil {
				t.Fatal(err)
			}
			c.write(t, "raw", int32(p), v)
		}
	}
	for p := range 3 {
		eventually(t, "all read", r.has("raw", p, want))
	}
}

func TestWhatEndsTheSource(t *testing.T) {
	c := newCluster(t, kfake.SeedTopics(1, "raw"))
	for name, change := range map[string]func(*Settings){
		"a topic that is not there": func(s *Settings) { s.Topics = []string{"raw", "missing"} },
		"one beside a pattern":      func(s *Settings) { s.Topics = []string{"r*", "missing"} },
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, c, change, nil)
			select {
			case err := <-r.ended:
				if err == nil || !strings.Contains(err.Error(), `"missing"`) {
					t.Fatalf("got %v", err)
				}
				r.ended <- err
			case <-time.After(patience):
				t.Fatal("goes on")
			}
		})
	}
}

func TestProblems(t *testing.T) {
	for _, test := range []struct {
		key    string
		change func(*Settings)
	}{
		{"", func(*Settings) {}},
		{"", func(s *Settings) { s.Topics = []string{"django.*", "a?"} }},
		{"", func(s *Settings) { s.Start = "2026-11-22T00:00:00Z" }},
		{"brokers", func(s *Settings) { s.Brokers = nil }},
		{"topics", func(s *Settings) { s.Topics = nil }},
		{"topics", func(s *Settings) { s.Topics = []string{"a/b"} }},
		{"topics", func(s *Settings) { s.Topics = []string{"[ab]"} }},
		{"group", func(s *Settings) { s.Group = "" }},
		{"start", func(s *Settings) { s.Start = "beginning" }},
		{"key", func(s *Settings) { s.Key = "label" }},
		{"commit_interval", func(s *Settings) { s.CommitInterval = 0 }},
		{"session_timeout", func(s *Settings) { s.SessionTimeout = setting.Duration(time.Second) }},
	} {
		s := NewSettings().(*Settings)
		s.Brokers, s.Topics, s.Group = []string{"kafka:9092"}, []string{"raw"}, "scrim"
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

// writes is a sink for the test below; X stands for the topic of the source.
type writes struct {
	pipeline.SinkSettings
	broker, topic string
}

func (w writes) WritesTo(source string) ([]string, string) {
	return []string{"other:9092", w.broker}, strings.ReplaceAll(w.topic, "X", source)
}

func TestWhatASinkWritesMustNotComeBack(t *testing.T) {
	s := NewSettings().(*Settings)
	s.Brokers, s.Topics = []string{"kafka:9092", "kafka2:9092"}, []string{"raw", "django.*", "log-?"}
	for _, test := range []struct {
		broker, topic string
		want          bool
	}{
		{"kafka:9092", "clean", false},
		{"kafka:9092", "raw", true},
		{"kafka2:9092", "django.clean", true},
		{"elsewhere:9092", "django.clean", false},
		{"kafka:9092", "log-10", false},
		{"kafka:9092", "log-1", true},
		{"kafka:9092", "X.clean", true}, // django.raw.clean is one of django.*
		{"kafka:9092", "clean.X", false},
	} {
		if got := s.Reads(writes{broker: test.broker, topic: test.topic}); got != test.want {
			t.Errorf("%s at %s: got %v", test.topic, test.broker, got)
		}
	}
	if s.Reads(nil) {
		t.Error("reads what no Kafka sink writes")
	}
}
