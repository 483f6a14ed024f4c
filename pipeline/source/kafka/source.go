package kafka

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/segmentio/kafka-go"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

const (
	// joinBackoff is how long to wait before joining the group again. It is also
	// what the very first join costs, since the broker wants to see a member
	// twice.
	joinBackoff = 250 * time.Millisecond
	// watchInterval is how often topics are looked for that are new or have more
	// partitions.
	watchInterval = 30 * time.Second
	// closeTimeout is how long leaving the group may take. kafka-go would wait
	// for a join that is under way; the group does without us after the session
	// timeout anyway.
	closeTimeout = 5 * time.Second
)

type source struct {
	client         *cluster.Client
	patterns       []string
	group          string
	start          int64
	keys           pipeline.KeyPolicy
	commitInterval time.Duration
	sessionTimeout time.Duration
	watch          time.Duration // in tests; 0 means watchInterval

	first subscription // the topics at the start
	turn  int          // which of the brokers is asked first for the group
}

// Check asks for the topics.
func (s *source) Check(ctx context.Context) error {
	var named []string
	for _, p := range s.patterns {
		if !isPattern(p) {
			named = append(named, p)
		}
	}
	return s.client.Check(ctx, named)
}

// Run reads until ctx ends.
func (s *source) Run(ctx context.Context, lanes *pipeline.Lanes) error {
	defer s.client.Close()
	for {
		chosen, err := s.find(ctx, lanes)
		if err == nil {
			if s.first == nil {
				s.first = chosen
			}
			err = s.read(ctx, lanes, chosen)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// find waits until there is a topic to be read.
func (s *source) find(ctx context.Context, lanes *pipeline.Lanes) (subscription, error) {
	for {
		chosen, missing, err := s.look(ctx)
		switch {
		case err != nil:
			err = fmt.Errorf("cannot ask the cluster for its topics: %w", err)
		case missing != nil && (s.first == nil || len(chosen) == 0):
			err = missing
		case len(chosen) == 0:
			err = fmt.Errorf("no topic matches %q", s.patterns)
		default:
			return chosen, nil
		}
		if err := lanes.Retry(ctx, s.client.Explain(err), 0); err != nil {
			return nil, err
		}
	}
}

// look asks which topics there are to be read now.
func (s *source) look(ctx context.Context) (chosen subscription, missing, err error) {
	ctx, cancel := context.WithTimeout(ctx, cluster.RequestTimeout)
	defer cancel()
	layout, err := s.client.Layout(ctx, names(s.patterns))
	if err != nil {
		return nil, nil, err
	}
	chosen, missing = choose(s.patterns, layout)
	return chosen, missing, nil
}

// read reads some topics as a member of the group. It returns nil when they are
// not those to be read any more, and when the group is to be joined anew.
func (s *source) read(ctx context.Context, lanes *pipeline.Lanes, topics subscription) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	group, err := kafka.NewConsumerGroup(kafka.ConsumerGroupConfig{
		ID: s.group, Brokers: s.brokers(), Dialer: s.client.Dialer(), Topics: slices.Sorted(maps.Keys(topics)),
		GroupBalancers: []kafka.GroupBalancer{balancer{}}, JoinGroupBackoff: joinBackoff, SessionTimeout: s.sessionTimeout,
		// A member that is gone keeps the others waiting for both, if it went
		// in the middle of a rebalance.
		RebalanceTimeout: s.sessionTimeout, HeartbeatInterval: min(3*time.Second, s.sessionTimeout/10), Timeout: cluster.RequestTimeout,
	})
	if err != nil {
		return err
	}
	defer leave(group)
	go s.watchTopics(ctx, stop, topics)
	for {
		generation, err := group.Next(ctx)
		if err == nil {
			lanes.Works()
			s.serve(ctx, lanes, generation)
			err = ctx.Err()
		}
		switch {
		case ctx.Err() != nil:
			return nil
		case err == nil, errors.Is(err, kafka.RebalanceInProgress):
			continue
		}
		if err := lanes.Retry(ctx, s.client.Explain(fmt.Errorf("cannot join the group %q: %w", s.group, err)), 0); err != nil {
			return err
		}
		if len(s.client.Brokers()) > 1 && !errors.As(err, new(kafka.Error)) {
			s.turn++
			return nil // there was no answer, so it is the next broker's turn
		}
	}
}

// brokers are the addresses, beginning with the one whose turn it is: kafka-go
// asks only the first that takes the connection, which may still say nothing.
func (s *source) brokers() []string {
	all := s.client.Brokers()
	n := s.turn % len(all)
	return slices.Concat(all[n:], all[:n])
}

// leave leaves the group, in the background if that takes long.
func leave(group *kafka.ConsumerGroup) {
	left := make(chan struct{})
	go func() {
		defer close(left)
		_ = group.Close()
	}()
	select {
	case <-left:
	case <-time.After(closeTimeout):
	}
}

// watchTopics calls changed once the topics are not those that are read.
func (s *source) watchTopics(ctx context.Context, changed func(), topics subscription) {
	interval := watchInterval
	if s.watch > 0 {
		interval = s.watch
	}
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if now, _, err := s.look(ctx); err == nil && !maps.Equal(now, topics) {
			changed()
			return
		}
	}
}

// serve reads the partitions of a generation until it ends or ctx does. Then it
// waits for what was read and commits; the group goes on after that.
func (s *source) serve(ctx context.Context, lanes *pipeline.Lanes, generation *kafka.Generation) {
	served := make(chan struct{})
	generation.Start(func(current context.Context) {
		both, stop := context.WithCancel(ctx)
		defer context.AfterFunc(current, stop)()
		newAssignment(s, lanes, generation).run(both)
		close(served)
		if ctx.Err() != nil {
			// We are about to leave. Were this to return before, kafka-go would
			// join again.
			<-current.Done()
		}
	})
	<-served
}
