package kafka

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// realCluster is a broker that is there, or skips the test, and a new topic.
func realCluster(t *testing.T, partitions int32, config map[string]*string) (c *kafkaCluster, broker, topic string) {
	t.Helper()
	broker = os.Getenv("SCRIM_KAFKA")
	if broker == "" {
		t.Skip("needs a Kafka broker: set SCRIM_KAFKA to its address")
	}
	client, err := kgo.NewClient(kgo.SeedBrokers(broker), kgo.RecordPartitioner(kgo.ManualPartitioner()), kgo.UnknownTopicRetries(20))
	if err != nil {
		t.Fatal(err)
	}
	admin := kadm.NewClient(client)
	topic = fmt.Sprintf("scrim-test-%d", time.Now().UnixNano())
	if _, err := admin.CreateTopic(within(t), partitions, 1, config, topic); err != nil {
		t.Fatal(err)
	}
	eventually(t, "known to the broker", func() bool {
		topics, err := admin.ListTopics(within(t), topic)
		return err == nil && topics[topic].Err == nil
	})
	t.Cleanup(client.Close)
	return &kafkaCluster{nil, client, admin}, broker, topic
}

func (c *kafkaCluster) at(t *testing.T, group, topic string, partition int32) int64 {
	t.Helper()
	all, err := c.admin.FetchOffsets(within(t), group)
	if err != nil {
		return -1
	}
	at, ok := all.Lookup(topic, partition)
	if !ok {
		return -1
	}
	return at.At
}

// TestRealRebalance: members come and go; everything is read, in order, and what
// is read twice is what the one that was not told to end had not committed.
func TestRealRebalance(t *testing.T) {
	c, broker, topic := realCluster(t, 4, nil)
	member := func() *running {
		return start(t, c, func(s *Settings) { s.Brokers, s.Topics, s.Group = []string{broker}, []string{topic}, topic }, nil)
	}
	members := []*running{member()}
	total := 0
	for round := range 6 {
		for p := range int32(4) {
			c.write(t, topic, p, numbered(round*50, round*50+50)...)
		}
		total += 200
		switch round {
		case 1, 2:
			members = append(members, member())
			eventually(t, "joined", members[len(members)-1].joined)
		case 4:
			if err := members[0].stop(); err != nil {
				t.Fatal(err)
			}
		}
	}
	eventually(t, "committed", func() bool {
		for p := range int32(4) {
			if c.at(t, topic, topic, p) != 300 {
				return false
			}
		}
		return true
	})
	read := 0
	for p := range 4 {
		var all []string
		for _, m := range members {
			got := m.at(topic, p)
			if !slices.IsSorted(got) {
				t.Fatalf("partition %d is out of order: %q", p, got)
			}
			all = append(all, got...)
		}
		read += len(all)
		slices.Sort(all)
		if got := slices.Compact(all); !slices.Equal(got, numbered(0, 300)) {
			t.Fatalf("partition %d: %d of 300 messages were read", p, len(got))
		}
	}
	if read != total {
		t.Fatalf("%d messages were read, want %d: every member ended in order", read, total)
	}
}

// TestRealGap: what the broker deleted is counted.
func TestRealGap(t *testing.T) {
	c, broker, topic := realCluster(t, 1, nil)
	configure := func(s *Settings) { s.Brokers, s.Topics, s.Group = []string{broker}, []string{topic}, topic }
	c.write(t, topic, 0, numbered(0, 10)...)
	r := start(t, c, configure, nil)
	eventually(t, "committed", func() bool { return c.at(t, topic, topic, 0) == 10 })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	c.write(t, topic, 0, numbered(10, 20)...)
	to := make(kadm.Offsets)
	to.AddOffset(topic, 0, 15, -1)
	if _, err := c.admin.DeleteRecords(within(t), to); err != nil {
		t.Fatal(err)
	}
	r = start(t, c, configure, nil)
	eventually(t, "read on", r.has(topic, 0, numbered(15, 20)))
	if lost := r.lost(); lost != 5 {
		t.Fatalf("counted %d as lost, want 5", lost)
	}
}

// TestRealCarry: what a lane carries survives in the broker.
func TestRealCarry(t *testing.T) {
	c, broker, topic := realCluster(t, 1, nil)
	configure := func(s *Settings) { s.Brokers, s.Topics, s.Group = []string{broker}, []string{topic}, topic }
	line := strings.Repeat("FAKEfakeFAKEfake", 4)
	c.write(t, topic, 0, "-----BEGIN PRIVATE KEY-----", line)
	r := start(t, c, configure, nil)
	eventually(t, "committed", func() bool { return c.at(t, topic, topic, 0) == 2 })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	c.write(t, topic, 0, line, "-----END PRIVATE KEY-----", "plain")
	r = start(t, c, configure, nil)
	eventually(t, "read on", func() bool { return r.count() == 3 })
	if got := r.at(topic, 0); strings.Contains(got[0], "FAKE") || got[2] != "plain" {
		t.Fatalf("got %q", got)
	}
}

// TestRealTopicMadeAnew: a topic that is made anew while it is read, and then has
// more messages than were read of the old one, is read from its beginning.
func TestRealTopicMadeAnew(t *testing.T) {
	c, broker, topic := realCluster(t, 1, nil)
	c.write(t, topic, 0, numbered(0, 10)...)
	r := startWatching(t, c, func(s *Settings) { s.Brokers, s.Topics, s.Group = []string{broker}, []string{topic}, topic }, nil, time.Hour)
	eventually(t, "committed", func() bool { return c.at(t, topic, topic, 0) == 10 })
	if _, err := c.admin.DeleteTopic(within(t), topic); err != nil {
		t.Fatal(err)
	}
	// By then the source waits long enough for the new topic to be filled.
	eventually(t, "missed", func() bool { return r.pipeline.Stats().Links[0].Retries > 5 })
	eventually(t, "made anew", func() bool {
		_, err := c.admin.CreateTopic(within(t), 1, 1, nil, topic)
		return err == nil
	})
	c.Client.PurgeTopicsFromClient(topic) // it knows the other one's id
	c.write(t, topic, 0, numbered(10, 40)...)
	eventually(t, "read", r.has(topic, 0, numbered(0, 40)))
	eventually(t, "committed", func() bool { return c.at(t, topic, topic, 0) == 30 })
}
