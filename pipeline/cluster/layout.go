package cluster

import (
	"context"
	"errors"
	"fmt"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/protocol/listoffsets"
	"github.com/segmentio/kafka-go/protocol/metadata"
)

// TopicLetters are what the name of a topic is made of.
const TopicLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

// Layout is which topics a cluster holds and which brokers lead their partitions.
type Layout struct{ Topics map[string]Topic }

// Topic is one of them.
type Topic struct {
	// Err is why the topic cannot be used, for instance
	// kafka.UnknownTopicOrPartition.
	Err error
	// Internal is true for topics of Kafka itself, such as __consumer_offsets.
	Internal bool
	// Leaders are the brokers that lead the partitions, negative for a
	// partition without one. Partitions have numbers from 0.
	Leaders []int32
}

// Layout asks the cluster for the given topics, or for all if topics is nil.
// Topics that are asked for are in the answer even if they do not exist, and are
// not created.
func (c *Client) Layout(ctx context.Context, topics []string) (*Layout, error) {
	answer, err := c.roundTrip(ctx, -1, &metadata.Request{TopicNames: topics})
	if err != nil {
		return nil, err
	}
	layout := &Layout{Topics: make(map[string]Topic)}
	for _, t := range answer.(*metadata.Response).Topics {
		layout.Topics[t.Name] = makeTopic(t)
	}
	for _, name := range topics {
		if _, ok := layout.Topics[name]; !ok {
			layout.Topics[name] = Topic{Err: kafka.UnknownTopicOrPartition}
		}
	}
	return layout, nil
}

func makeTopic(t metadata.ResponseTopic) Topic {
	topic := Topic{Err: failure(t.ErrorCode), Internal: t.IsInternal}
	for _, p := range t.Partitions {
		for int(p.PartitionIndex) >= len(topic.Leaders) {
			topic.Leaders = append(topic.Leaders, -1)
		}
		topic.Leaders[p.PartitionIndex] = p.LeaderID
	}
	return topic
}

// Leader is the broker that leads a partition.
func (l *Layout) Leader(topic string, partition int) (int32, error) {
	t, ok := l.Topics[topic]
	switch {
	case !ok:
		return 0, kafka.UnknownTopicOrPartition
	case t.Err != nil:
		return 0, t.Err
	case partition >= len(t.Leaders):
		return 0, kafka.UnknownTopicOrPartition
	case t.Leaders[partition] < 0:
		return 0, kafka.LeaderNotAvailable
	}
	return t.Leaders[partition], nil
}

// Times that stand for the ends of a partition, for Offset.
const (
	AtEnd   int64 = -1
	AtStart int64 = -2
)

// Offset asks the leader for the first offset whose message has the given time,
// in milliseconds since 1970, or a later one; it is the end of the partition if
// there is no such message.
func (c *Client) Offset(ctx context.Context, leader int32, topic string, partition int, time int64) (int64, error) {
	request := &listoffsets.Request{ReplicaID: -1, Topics: []listoffsets.RequestTopic{{Topic: topic,
		Partitions: []listoffsets.RequestPartition{{Partition: int32(partition), CurrentLeaderEpoch: -1, Timestamp: time}}}}}
	answer, err := c.roundTrip(ctx, leader, request)
	if err != nil {
		return 0, err
	}
	topics := answer.(*listoffsets.Response).Topics
	if len(topics) == 0 || len(topics[0].Partitions) == 0 {
		return 0, fmt.Errorf("cannot find an offset of %s/%d: %w", topic, partition, errEmptyAnswer)
	}
	p := topics[0].Partitions[0]
	if err := failure(p.ErrorCode); err != nil {
		return 0, err
	}
	if p.Offset < 0 && time != AtEnd {
		return c.Offset(ctx, leader, topic, partition, AtEnd)
	}
	return p.Offset, nil
}

var errEmptyAnswer = errors.New("the broker's answer leaves it out")

// failure is the error of a code in an answer.
func failure(code int16) error {
	if code == 0 {
		return nil
	}
	return kafka.Error(code)
}
