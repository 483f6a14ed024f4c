package cluster

import (
	"context"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// Cluster is a broker and a connection to it.
type Cluster struct {
	address string
	admin   *kadm.Client
}

// Dial connects to a broker without credentials.
func Dial(ctx context.Context, address string) (*Cluster, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers(address), kgo.RetryTimeout(time.Minute))
	if err != nil {
		return nil, fmt.Errorf("cannot connect to %s: %w", address, err)
	}
	if err := client.Ping(ctx); err != nil {
		client.Close()
		return nil, fmt.Errorf("cannot reach the broker at %s: %w", address, err)
	}
	return &Cluster{address: address, admin: kadm.NewClient(client)}, nil
}

// Close ends the connection.
func (c *Cluster) Close() { c.admin.Close() }

// Topic makes a topic that is not there yet and that keeps what it gets. It
// returns when the broker knows of it: the controller does so earlier.
func (c *Cluster) Topic(ctx context.Context, name string, partitions int32) error {
	retention := "-1"
	if _, err := c.admin.CreateTopic(ctx, partitions, 1, map[string]*string{"retention.ms": &retention}, name); err != nil {
		return fmt.Errorf("cannot create topic %s: %w", name, err)
	}
	for {
		if ends, err := c.admin.ListEndOffsets(ctx, name); err == nil && ends.Error() == nil && len(ends[name]) == int(partitions) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("cannot use topic %s: %w", name, ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// Remove deletes topics.
func (c *Cluster) Remove(ctx context.Context, names ...string) error {
	if _, err := c.admin.DeleteTopics(ctx, names...); err != nil {
		return fmt.Errorf("cannot delete topics: %w", err)
	}
	return nil
}

// Committed is the sum of the offsets that a group has committed of a topic.
func (c *Cluster) Committed(ctx context.Context, group, topic string) (int64, error) {
	offsets, err := c.admin.FetchOffsets(ctx, group)
	if err != nil {
		return 0, fmt.Errorf("cannot fetch the offsets of group %s: %w", group, err)
	}
	sum := int64(0)
	for _, o := range offsets[topic] {
		sum += max(o.At, 0)
	}
	return sum, nil
}

// Held is the number of records in a topic that was never cleaned.
func (c *Cluster) Held(ctx context.Context, topic string) (int64, error) {
	ends, err := c.admin.ListEndOffsets(ctx, topic)
	if err != nil {
		return 0, fmt.Errorf("cannot list the offsets of topic %s: %w", topic, err)
	}
	sum := int64(0)
	for _, o := range ends[topic] {
		sum += o.Offset
	}
	return sum, nil
}

// CreatesTopics says whether the broker makes a topic when it is asked for it.
func (c *Cluster) CreatesTopics(ctx context.Context) (bool, error) {
	brokers, err := c.admin.ListBrokers(ctx)
	if err != nil {
		return false, fmt.Errorf("cannot list brokers: %w", err)
	}
	all, err := c.admin.DescribeBrokerConfigs(ctx, brokers.NodeIDs()...)
	if err != nil {
		return false, fmt.Errorf("cannot read the broker's configuration: %w", err)
	}
	for _, one := range all {
		for _, setting := range one.Configs {
			if setting.Key == "auto.create.topics.enable" && setting.MaybeValue() == "true" {
				return true, nil
			}
		}
	}
	return false, nil
}
