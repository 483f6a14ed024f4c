package kafka

import (
	"context"
	"fmt"
	"sync"

	"scrim/pipeline/cluster"
)

// round sends the batches of partitions, one request to each broker, and waits
// for the answers. It says whether any batch got there, and why others did not.
func (s *sink) round(ctx context.Context, all []*partition) (progress bool, failure error) {
	byLeader := make(map[int32][]*partition)
	for _, p := range all {
		leader, err := s.prepare(p)
		if err != nil {
			failure = fmt.Errorf("cannot write to %s/%d: %w", p.topic, p.number, err)
			continue
		}
		byLeader[leader] = append(byLeader[leader], p)
	}
	var wait sync.WaitGroup
	for leader, partitions := range byLeader {
		wait.Go(func() { s.send(ctx, leader, partitions) })
	}
	wait.Wait()
	for _, partitions := range byLeader {
		for _, p := range partitions {
			if err := s.settle(p); err != nil {
				failure = fmt.Errorf("cannot write to %s/%d: %w", p.topic, p.number, err)
			} else {
				progress = true
			}
		}
	}
	return progress, failure
}

// prepare finishes a partition's batch and finds its leader.
func (s *sink) prepare(p *partition) (leader int32, err error) {
	if s.layout == nil {
		return 0, s.unknown
	}
	if leader, err = s.layout.Leader(p.topic, p.number); err != nil {
		return 0, err
	}
	bytes, err := p.batch.Finish(s.codec)
	p.deliver = &cluster.Delivery{Topic: p.topic, Partition: p.number, Batch: bytes}
	return leader, err
}

// send is called concurrently, each time for other partitions.
func (s *sink) send(ctx context.Context, leader int32, partitions []*partition) {
	deliveries := make([]*cluster.Delivery, len(partitions))
	for i, p := range partitions {
		deliveries[i] = p.deliver
	}
	err := s.client.Produce(ctx, leader, s.timeout, deliveries)
	if err == nil {
		return
	}
	for _, p := range partitions {
		p.deliver.Err, p.shared = err, true // the exchange may still read the batch
	}
}

// settle sees to what became of a partition's batch. What is refused, or is tried
// again in smaller batches, is progress.
func (s *sink) settle(p *partition) error {
	err := p.deliver.Err
	switch {
	case err == nil:
	case !cluster.TooLarge(err) && !cluster.Unacceptable(err):
		return err
	case p.sent > 1:
		p.limit = max(1, p.batch.Size()/2)
		s.drop(p)
		return nil
	case cluster.TooLarge(err):
		s.refuse(p.waiting[p.done], "message too large for the broker")
	default:
		s.refuse(p.waiting[p.done], "not taken by the broker: "+err.Error())
		p.limit = s.maxMessage // it was not for the size
	}
	p.done += p.sent
	s.drop(p)
	return nil
}
