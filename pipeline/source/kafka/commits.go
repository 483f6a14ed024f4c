package kafka

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"

	"scrim/pipeline"
)

// commitTimeout is for one commit. The last one must not keep the group waiting.
const commitTimeout = 5 * time.Second

// commits keeps what is acknowledged until it is committed.
type commits struct {
	assignment *assignment

	mu      sync.Mutex // over mark and committed of partitions
	over    bool       // the group has other plans for the partitions
	trouble bool       // the last commit failed
}

// note is quick: sinks wait for it.
func (c *commits) note(p *partition, m pipeline.Mark) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p.mark = m
}

// run commits from time to time until ctx ends.
func (c *commits) run(ctx context.Context) {
	ticker := time.NewTicker(c.assignment.s.commitInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			c.commit()
		}
	}
}

// lastTries is how often the last commit is tried: what it leaves out is read
// again.
const lastTries = 3

// last commits what is left.
func (c *commits) last() {
	for range lastTries {
		if c.commit() {
			return
		}
	}
	c.assignment.lanes.Log.Warn("cannot commit the last positions: what is not committed will be read again")
}

// commit commits what is new, and says whether there is nothing left to be done.
// One commit is under way at a time.
func (c *commits) commit() bool {
	if c.over {
		return true
	}
	marks, topics := c.due()
	if len(marks) == 0 {
		return true
	}
	ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
	defer cancel()
	t := c.assignment
	answer, err := t.s.client.Group().OffsetCommit(ctx, &kafka.OffsetCommitRequest{
		GroupID: t.s.group, GenerationID: int(t.generation.ID), MemberID: t.generation.MemberID, Topics: topics,
	})
	if err == nil {
		err = c.settle(marks, answer)
	}
	c.tell(err)
	return err == nil
}

// due are the marks that are not committed yet, and the same for a request.
func (c *commits) due() (map[place]due, map[string][]kafka.OffsetCommit) {
	c.mu.Lock()
	defer c.mu.Unlock()
	marks := make(map[place]due)
	topics := make(map[string][]kafka.OffsetCommit)
	for _, p := range c.assignment.partitions {
		if p.held || p.mark.Position <= p.committed {
			continue
		}
		marks[place{p.topic, p.number}] = due{p, p.mark.Position}
		topics[p.topic] = append(topics[p.topic], kafka.OffsetCommit{Partition: p.number, Offset: p.mark.Position, Metadata: metadata(p.mark.Resume)})
	}
	return marks, topics
}

// due is a position on its way to be committed.
type due struct {
	partition *partition
	position  int64
}

// settle notes what is committed.
func (c *commits) settle(marks map[place]due, answer *kafka.OffsetCommitResponse) (failure error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for topic, partitions := range answer.Topics {
		for _, p := range partitions {
			if p.Error != nil {
				failure = p.Error
				continue
			}
			d := marks[place{topic, p.Partition}]
			d.partition.committed = d.position
		}
	}
	return failure
}

// tell logs the first failure in a row, and that it is over.
func (c *commits) tell(err error) {
	log := c.assignment.lanes.Log
	switch {
	case err == nil:
		if c.trouble {
			log.Info("commits positions again")
		}
		c.trouble = false
	case errors.Is(err, kafka.IllegalGeneration), errors.Is(err, kafka.UnknownMemberId):
		c.over = true
		log.Warn("the group has given the partitions to others: what is not committed will be read again", "error", err)
	case !c.trouble:
		c.trouble = true
		log.Warn("cannot commit positions: tries again", "error", err)
	}
}

// forget makes every position count that is noted next.
func (c *commits) forget(p *partition) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p.committed, p.mark, p.held = -1, pipeline.Mark{Position: -1}, false
}

// hold keeps back what is acknowledged of a partition, until release or forget.
func (c *commits) hold(p *partition) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p.held = true
}

func (c *commits) release(p *partition) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p.held = false
}

// doubtful says whether a partition is held that has a committed position.
func (c *commits) doubtful(p *partition) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return p.held && p.committed >= 0
}
