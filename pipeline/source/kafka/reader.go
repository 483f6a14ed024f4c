package kafka

import (
	"context"
	"errors"
	"io"

	"github.com/segmentio/kafka-go"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

// reader reads the partitions that one broker leads.
type reader struct {
	all     *readers
	leader  int32
	records cluster.Records
	ours    []*partition
	wants   []cluster.Want
}

func newReader(r *readers, leader int32) *reader { return &reader{all: r, leader: leader} }

// run reads until ctx ends, or until there are no partitions left.
func (r *reader) run(ctx context.Context) {
	var fetched *cluster.Fetched
	for ctx.Err() == nil {
		if r.ours = r.all.at(r.leader, r.ours); len(r.ours) == 0 {
			return
		}
		var err error
		if fetched, err = r.fetch(ctx, fetched); err != nil {
			if ctx.Err() == nil {
				r.all.evict(r.leader, err, r.ours...)
			}
			continue
		}
		for i := range fetched.Partitions {
			if r.take(ctx, i, &fetched.Partitions[i]) != nil {
				return
			}
		}
	}
}

// fetch asks for all partitions, those of a topic beside each other.
func (r *reader) fetch(ctx context.Context, recycled *cluster.Fetched) (*cluster.Fetched, error) {
	r.wants = r.wants[:0]
	for _, p := range r.ours {
		r.wants = append(r.wants, cluster.Want{Topic: p.topic, Partition: p.number, Offset: p.next})
	}
	return r.all.assignment.s.client.Fetch(ctx, r.leader, r.wants, recycled)
}

// partition is the one of the ith segment of an answer.
func (r *reader) partition(i int, s *cluster.Segment) *partition {
	is := func(p *partition) bool { return p.number == s.Partition && p.topic == s.Topic }
	if i < len(r.ours) && is(r.ours[i]) {
		return r.ours[i] // fast path: brokers answer in the order of the request
	}
	for _, p := range r.ours {
		if is(p) {
			return p
		}
	}
	return nil
}

// take hands the messages of a segment on. An error ends the reader: it is that
// of ctx, or the pipeline gives up.
func (r *reader) take(ctx context.Context, i int, s *cluster.Segment) error {
	p := r.partition(i, s)
	switch {
	case p == nil:
		return nil
	case errors.Is(s.Err, kafka.OffsetOutOfRange):
		if err := r.jump(ctx, p); err != nil {
			r.all.evict(r.leader, err, p)
		}
		return ctx.Err()
	case s.Err != nil:
		r.all.evict(r.leader, s.Err, p)
		return nil
	}
	r.all.works(p)
	p.lane.SetEnd(s.End)
	if s.Start > p.next {
		r.gap(p, s.Start)
	}
	return r.hand(ctx, p, s)
}

// hand hands on messages batch by batch.
func (r *reader) hand(ctx context.Context, p *partition, s *cluster.Segment) error {
	r.records.Reset(s, p.next)
	batch := p.lane.Messages()
	for {
		record, err := r.records.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			// What is before it is handed on; the rest is fetched again.
			if err := r.send(ctx, p, batch); err != nil {
				return err
			}
			r.all.evict(r.leader, err, p)
			return nil
		}
		full := batch.Add(pipeline.Message{Key: record.Key, Value: record.Value, Headers: record.Headers, Time: record.Timestamp(), Offset: record.Offset})
		if full {
			if err := r.send(ctx, p, batch); err != nil {
				return err
			}
			batch = p.lane.Messages()
		}
	}
	return r.send(ctx, p, batch)
}

// send waits for room and sends a batch, if there is anything in it.
func (r *reader) send(ctx context.Context, p *partition, batch *pipeline.Messages) error {
	next := r.records.Position()
	if err := batch.Send(ctx, next); err != nil {
		return err
	}
	p.next = next
	return nil
}

// jump goes on at the beginning of a partition whose wanted offset is not there:
// it was deleted, or the topic was made anew.
func (r *reader) jump(ctx context.Context, p *partition) error {
	s := r.all.assignment.s
	start, err := s.offset(ctx, p, cluster.AtStart)
	if err != nil {
		return err
	}
	if start > p.next {
		r.gap(p, start)
		p.next = start
		return nil
	}
	end, err := s.offset(ctx, p, cluster.AtEnd)
	if err != nil || end >= p.next {
		return err // it is in range now
	}
	r.all.assignment.lanes.Log.Warn("the partition ends before the position: it was made anew or has lost messages; reads it from its beginning",
		"topic", p.topic, "partition", p.number, "position", p.next, "from", start, "end", end)
	p.next = start
	r.all.assignment.restart(p)
	return nil
}

// gap counts what was deleted before it was read.
func (r *reader) gap(p *partition, to int64) {
	r.all.assignment.lanes.Lost(to - p.next)
	r.all.assignment.lanes.Log.Error("messages were deleted before they were read; see the topic's retention",
		"topic", p.topic, "partition", p.number, "from", p.next, "to", to, "messages", to-p.next)
	p.next = to
}
