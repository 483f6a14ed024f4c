package kafka

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

// maxDrain is how long partitions that are given up wait for what was read of
// them at most, and less if the group is less patient.
const maxDrain = 20 * time.Second

// assignment is the partitions that are ours during a generation of the group.
type assignment struct {
	s          *source
	lanes      *pipeline.Lanes
	generation *kafka.Generation
	partitions []*partition
	commits    commits
}

// partition is one of ours.
type partition struct {
	topic  string
	number int
	lane   *pipeline.Lane
	// next is the offset to be read next. It belongs to whoever reads.
	next int64
	// failed says that the last attempt to read it has. It belongs to readers.
	failed bool

	// mark is what is acknowledged, committed what is committed of it, or
	// negative. held says that nothing is to be committed for now. They are for
	// commits only.
	mark      pipeline.Mark
	committed int64
	held      bool
}

func (p *partition) String() string { return fmt.Sprintf("%s/%d", p.topic, p.number) }

func newAssignment(s *source, lanes *pipeline.Lanes, generation *kafka.Generation) *assignment {
	t := &assignment{s: s, lanes: lanes, generation: generation}
	for topic, assigned := range generation.Assignments {
		for _, a := range assigned {
			t.partitions = append(t.partitions, &partition{topic: topic, number: a.ID, committed: -1, mark: pipeline.Mark{Position: -1}})
		}
	}
	slices.SortFunc(t.partitions, func(a, b *partition) int {
		return cmp.Or(cmp.Compare(a.topic, b.topic), cmp.Compare(a.number, b.number))
	})
	t.commits.assignment = t
	return t
}

// run reads until ctx ends, and gives the partitions up in order.
func (t *assignment) run(ctx context.Context) {
	t.lanes.Log.Info("reads partitions", "group", t.generation.GroupID, "generation", t.generation.ID, "partitions", len(t.partitions))
	defer t.close()
	if t.position(ctx) != nil {
		return
	}
	committing, stop := context.WithCancel(context.WithoutCancel(ctx))
	var committer sync.WaitGroup
	committer.Go(func() { t.commits.run(committing) })
	newReaders(t).run(ctx)
	t.drain(ctx)
	stop()
	committer.Wait()
	t.commits.last()
}

// close ends the lanes: what is acknowledged from now on is somebody else's.
func (t *assignment) close() {
	for _, p := range t.partitions {
		if p.lane != nil {
			p.lane.Close()
		}
	}
}

// drain waits until everything that was read is acknowledged, but not for long:
// during a rebalance nobody tells the broker that we are alive.
func (t *assignment) drain(ctx context.Context) {
	limit := min(maxDrain, t.s.sessionTimeout/2)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	for _, p := range t.partitions {
		if err := p.lane.Drain(ctx); err != nil {
			t.lanes.Log.Warn("gives partitions up before everything is acknowledged: it will be read again", "after", limit.String())
			return
		}
	}
}

// position finds where to begin with each partition, and opens its lane.
func (t *assignment) position(ctx context.Context) error {
	committed, err := t.committed(ctx)
	if err != nil {
		return err
	}
	for _, p := range t.partitions {
		var carried []byte
		if at, ok := committed[place{p.topic, p.number}]; ok {
			p.next, p.committed = at.CommittedOffset, at.CommittedOffset
			carried, err = t.carried(ctx, p, resume(at.Metadata))
		} else {
			err = t.begin(ctx, p)
		}
		if err != nil {
			return err
		}
		t.open(p, carried)
	}
	return nil
}

// open opens the lane of a partition.
func (t *assignment) open(p *partition, carried []byte) {
	p.lane = t.lanes.Open(pipeline.Opening{
		Origin: pipeline.Origin{Topic: p.topic, Partition: p.number}, Keys: t.s.keys, Resume: carried,
		Ack: func(m pipeline.Mark) { t.commits.note(p, m) },
	})
	p.lane.SetBegin(p.next)
}

// restart begins anew with a partition: acknowledgements of what was read before
// mean nothing any more, and smaller positions than the committed one count.
func (t *assignment) restart(p *partition) {
	p.lane.Close()
	t.commits.forget(p)
	t.open(p, nil)
}

// carried is what the lane goes on with: nothing if the messages at the position
// are not there any more, because it holds for no other.
func (t *assignment) carried(ctx context.Context, p *partition, carried []byte) ([]byte, error) {
	if len(carried) == 0 {
		return nil, nil // fast path: lanes seldom carry anything
	}
	start, err := t.find(ctx, p, cluster.AtStart)
	if err != nil || start > p.next {
		return nil, err
	}
	return carried, nil
}

// place names a partition.
type place struct {
	topic  string
	number int
}

// committed asks the group for its positions.
func (t *assignment) committed(ctx context.Context) (map[place]kafka.OffsetFetchPartition, error) {
	topics := make(map[string][]int)
	for _, p := range t.partitions {
		topics[p.topic] = append(topics[p.topic], p.number)
	}
	if len(topics) == 0 {
		return nil, nil // more members than partitions
	}
	for {
		all, err := t.askCommitted(ctx, topics)
		if err == nil {
			return all, nil
		}
		if err := t.lanes.Retry(ctx, fmt.Errorf("cannot ask the group %q for its positions: %w", t.s.group, err), 0); err != nil {
			return nil, err
		}
	}
}

func (t *assignment) askCommitted(ctx context.Context, topics map[string][]int) (map[place]kafka.OffsetFetchPartition, error) {
	ctx, cancel := context.WithTimeout(ctx, cluster.RequestTimeout)
	defer cancel()
	answer, err := t.s.client.Group().OffsetFetch(ctx, &kafka.OffsetFetchRequest{GroupID: t.s.group, Topics: topics})
	if err == nil {
		err = answer.Error
	}
	if err != nil {
		return nil, err
	}
	all := make(map[place]kafka.OffsetFetchPartition)
	for topic, partitions := range answer.Topics {
		for _, p := range partitions {
			if p.Error != nil {
				return nil, p.Error
			}
			if p.CommittedOffset >= 0 {
				all[place{topic, p.Partition}] = p
			}
		}
	}
	return all, nil
}

// begin finds where to begin with a partition for which the group has no
// position.
func (t *assignment) begin(ctx context.Context, p *partition) error {
	start := t.s.start
	if p.number >= t.s.first[p.topic] {
		start = cluster.AtStart // it came later, so nothing in it is old
	}
	at, err := t.find(ctx, p, start)
	if err != nil {
		return err
	}
	p.next = at
	if start != cluster.AtStart {
		// Or what comes until the first commit would be skipped by whoever begins
		// after a crash.
		p.mark.Position = at
	}
	return nil
}

// find is offset, tried until it works.
func (t *assignment) find(ctx context.Context, p *partition, time int64) (int64, error) {
	for {
		at, err := t.s.offset(ctx, p, time)
		if err == nil {
			return at, nil
		}
		if err := t.lanes.Retry(ctx, fmt.Errorf("cannot find where to begin with %s: %w", p, err), 0); err != nil {
			return 0, err
		}
	}
}

// offset asks the leader of a partition for the offset at a time.
func (s *source) offset(ctx context.Context, p *partition, time int64) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, cluster.RequestTimeout)
	defer cancel()
	layout, err := s.client.Layout(ctx, []string{p.topic})
	if err != nil {
		return 0, err
	}
	leader, err := layout.Leader(p.topic, p.number)
	if err != nil {
		return 0, err
	}
	return s.client.Offset(ctx, leader, p.topic, p.number, time)
}
