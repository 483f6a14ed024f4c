package kafka

import (
	"context"
	"errors"

	"github.com/segmentio/kafka-go"

	"scrim/pipeline/cluster"
)

// A topic that is deleted and made anew has the offsets of the old one again, so
// going on at the position would leave out messages of the new one. Its id would
// tell, but kafka-go does not know of ids. The group tells too: it forgets its
// positions of a topic that is deleted. So nothing is committed of a partition
// from when it was not there, which might as well be a broker that does not know
// of it yet, until the group was asked.

// missed notes that a partition was not there.
func (t *assignment) missed(p *partition, why error) {
	if errors.Is(why, kafka.UnknownTopicOrPartition) {
		t.commits.hold(p)
	}
}

// returns begins anew with a partition that is there again, if it is another one.
func (t *assignment) returns(ctx context.Context, p *partition) error {
	if !t.commits.doubtful(p) {
		t.commits.release(p)
		return nil // fast path: it was never away
	}
	ctx, cancel := context.WithTimeout(ctx, cluster.RequestTimeout)
	defer cancel()
	positions, err := t.askCommitted(ctx, map[string][]int{p.topic: {p.number}})
	if err != nil {
		return err
	}
	if _, ok := positions[place{p.topic, p.number}]; ok {
		t.commits.release(p)
		return nil
	}
	start, err := t.s.offset(ctx, p, cluster.AtStart)
	if err != nil {
		return err
	}
	t.lanes.Log.Warn("the group has forgotten its position: the topic was made anew; reads it from its beginning",
		"topic", p.topic, "partition", p.number, "position", p.next, "from", start)
	p.next = start
	t.restart(p)
	return nil
}
