package kafka

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/compress"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

// maxKept is how many batches' memory is kept for later ones: as many as a large
// delivery fills.
const maxKept = 16

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
		if progress {
			link.Reached()
		}
		if failure == nil {
			continue
		}
		if !errors.Is(failure, kafka.UnknownTopicOrPartition) { // some brokers know of a new topic later than others
			failure = s.client.Explain(failure)
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
