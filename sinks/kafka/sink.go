package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/compress"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

const (
	// layoutAge is how old the knowledge of partitions and leaders gets without
	// a failure, so that new partitions are used soon.
	layoutAge = time.Minute
	// maxKept is how many batches' memory is kept for later ones: as many as a
	// large delivery fills.
	maxKept = 16
)

// sink is used by one goroutine.
type sink struct {
	client     *cluster.Client
	template   string
	perSource  bool // the template has {source.topic}
	codec      compress.Compression
	maxMessage int
	timeout    time.Duration

	names   map[string]string // topics, by source topic
	layout  *cluster.Layout   // nil after a failure, until it is known again
	unknown error             // why it is not
	seen    time.Time         // when it was
	written bool              // something was, once

	partitions map[string][]*partition // by topic
	free       []*cluster.Batch
	stamp      stamp
	batches    []*pipeline.Batch
	refused    []pipeline.Refused
}

func newSink(client *cluster.Client, o *Settings) *sink {
	return &sink{
		client: client, template: o.Topic, perSource: strings.Contains(o.Topic, sourceTopic), codec: codecs[o.Compression],
		maxMessage: int(o.MaxMessage), timeout: time.Duration(o.Timeout),
		names: make(map[string]string), partitions: make(map[string][]*partition),
	}
}

// Check asks for the topic, if it has a name of its own.
func (s *sink) Check(ctx context.Context) error {
	var topics []string
	if !s.perSource {
		topics = []string{s.template}
	}
	return s.client.Check(ctx, topics)
}

// Close closes the connections.
func (s *sink) Close() error {
	s.client.Close()
	return nil
}

// Deliver writes messages and returns once all replicas have them.
func (s *sink) Deliver(ctx context.Context, link *pipeline.Link, batches []*pipeline.Batch) ([]pipeline.Refused, error) {
	s.batches, s.refused = batches, nil
	defer s.tidy()
	if err := s.know(ctx, link); err != nil {
		return nil, err
	}
	if err := s.distribute(); err != nil {
		return nil, err
	}
	for {
		all := s.fill()
		if len(all) == 0 {
			link.Works()
			return s.refused, nil
		}
		progress, failure := s.round(ctx, all)
		if failure == nil {
			continue
		}
		if !errors.Is(failure, kafka.UnknownTopicOrPartition) { // some brokers know of a new topic later than others
			if err := s.give(failure); err != nil {
				return nil, err
			}
		}
		s.layout, s.unknown = nil, failure
		// Where others go on, no time is lost by waiting for the one that fails.
		if progress && ctx.Err() == nil {
			s.refresh(ctx)
			continue
		}
		if err := link.Retry(ctx, failure, 0); err != nil {
			return nil, err
		}
		s.refresh(ctx)
	}
}

// give returns an error if there is no sense in trying again.
func (s *sink) give(failure error) error {
	if s.written || !cluster.Permanent(failure) {
		return nil
	}
	return s.client.Explain(failure)
}

// know sees to it that the topics of all batches are known.
func (s *sink) know(ctx context.Context, link *pipeline.Link) error {
	topics, err := s.topics()
	if err != nil {
		return err
	}
	if s.layout != nil && time.Since(s.seen) < layoutAge && s.knows(topics) == nil {
		return nil // fast path: nothing new
	}
	for {
		err := s.ask(ctx, topics)
		if err == nil || s.partitioned(topics) {
			s.unlimit()
			return nil
		}
		if err := s.give(err); err != nil {
			return err
		}
		if err := link.Retry(ctx, err, 0); err != nil {
			return err
		}
	}
}

// partitioned says whether the partitions of all topics are known from earlier.
func (s *sink) partitioned(topics []string) bool {
	for _, topic := range topics {
		if len(s.partitions[topic]) == 0 {
			return false
		}
	}
	return true
}

// topics are those of the batches.
func (s *sink) topics() ([]string, error) {
	var topics []string
	for _, b := range s.batches {
		topic, err := s.topicOf(b.Origin)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(topics, topic) {
			topics = append(topics, topic)
		}
	}
	return topics, nil
}

func (s *sink) knows(topics []string) error {
	for _, topic := range topics {
		t, ok := s.layout.Topics[topic]
		switch {
		case !ok:
			return fmt.Errorf("cannot write to the topic %q: nothing is known of it", topic)
		case t.Err != nil:
			return fmt.Errorf("cannot write to the topic %q: %w", topic, t.Err)
		case len(t.Leaders) == 0:
			return fmt.Errorf("cannot write to the topic %q: it has no partitions", topic)
		}
	}
	return nil
}

// ask asks the cluster for topics, and for all that were written to before.
func (s *sink) ask(ctx context.Context, topics []string) error {
	for topic := range s.partitions {
		if !slices.Contains(topics, topic) {
			topics = append(topics, topic)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, cluster.RequestTimeout)
	defer cancel()
	layout, err := s.client.Layout(ctx, topics)
	if err != nil {
		s.unknown = fmt.Errorf("cannot ask the cluster for its topics: %w", err)
		return s.unknown
	}
	s.layout, s.seen = layout, time.Now()
	for topic, t := range layout.Topics {
		if t.Err == nil && len(t.Leaders) > 0 {
			s.resize(topic, len(t.Leaders))
		}
	}
	return s.knows(topics)
}

// resize makes a topic have n partitions. It has fewer if it was made anew; what
// waits for one that is gone goes to another.
func (s *sink) resize(topic string, n int) {
	all := s.partitions[topic]
	for len(all) < n {
		all = append(all, &partition{topic: topic, number: len(all), limit: s.maxMessage})
	}
	for _, gone := range all[n:] {
		s.drop(gone)
		for _, at := range gone.waiting[gone.done:] {
			b := s.batches[at.batch]
			to := all[choose(b.Origin, &b.Records[at.record], n)]
			to.waiting = append(to.waiting, at)
		}
	}
	s.partitions[topic] = all[:n]
}

// unlimit forgets what the broker has let us know of limits, which may have been
// raised. Within a delivery they hold, or a batch would never become small enough
// while another partition fails.
func (s *sink) unlimit() {
	for _, partitions := range s.partitions {
		for _, p := range partitions {
			p.limit = s.maxMessage
		}
	}
}

// refresh asks again where the partitions are, after a failure. If that fails
// too, so does the next round.
func (s *sink) refresh(ctx context.Context) {
	var topics []string
	for topic := range s.partitions {
		topics = append(topics, topic)
	}
	_ = s.ask(ctx, topics)
}

// distribute gives every record to its partition.
func (s *sink) distribute() error {
	largest := cluster.MaxRecordSize(s.maxMessage)
	for i, b := range s.batches {
		topic, err := s.topicOf(b.Origin)
		if err != nil {
			return err
		}
		all := s.partitions[topic]
		stamp := s.stamp.size(b.Origin)
		for j := range b.Records {
			r := &b.Records[j]
			size := cluster.RecordSize(r) + stamp
			at := reference{int32(i), int32(j), int32(size)}
			if size > largest {
				s.refuse(at, "message too large")
				continue
			}
			p := all[choose(b.Origin, r, len(all))]
			p.waiting = append(p.waiting, at)
		}
	}
	return nil
}

func (s *sink) refuse(at reference, why string) {
	s.refused = append(s.refused, pipeline.Refused{Batch: s.batches[at.batch], Record: int(at.record), Why: why})
}

// fill makes the next batch of every partition for which something waits. They
// are in order of their topics.
func (s *sink) fill() []*partition {
	var all []*partition
	for _, partitions := range s.partitions {
		for _, p := range partitions {
			if p.done < len(p.waiting) {
				s.fillOne(p)
				all = append(all, p)
			}
		}
	}
	return all
}

func (s *sink) fillOne(p *partition) {
	if p.batch != nil {
		return // it failed, and is sent again as it is
	}
	p.batch = s.take()
	for _, at := range p.waiting[p.done:] {
		if p.sent > 0 && p.batch.Size()+int(at.size) > p.limit {
			return
		}
		b := s.batches[at.batch]
		r := &b.Records[at.record]
		p.batch.Append(r, s.stamp.of(b.Origin, r))
		p.sent++
	}
}

func (s *sink) take() *cluster.Batch {
	b := new(cluster.Batch)
	if n := len(s.free); n > 0 {
		b, s.free = s.free[n-1], s.free[:n-1]
	}
	b.Reset()
	return b
}

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
		s.written = true
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

// drop gives up a partition's batch, and its memory if nobody reads it any more.
func (s *sink) drop(p *partition) {
	if !p.shared && p.batch != nil {
		s.free = append(s.free, p.batch)
	}
	p.batch, p.sent, p.shared = nil, 0, false
}

// tidy leaves nothing of a delivery behind, also where it was broken off.
func (s *sink) tidy() {
	for _, partitions := range s.partitions {
		for _, p := range partitions {
			s.drop(p)
			p.waiting, p.done = p.waiting[:0], 0
		}
	}
	s.free = s.free[:min(len(s.free), maxKept)]
	s.batches = nil
}
