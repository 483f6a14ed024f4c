package kafka

import (
	"context"
	"fmt"
	"slices"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

// layoutAge is how old the knowledge of partitions and leaders gets without a
// failure, so that new partitions are used soon.
const layoutAge = time.Minute

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
		if err := link.Retry(ctx, s.client.Explain(err), 0); err != nil {
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
