package kafka

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"scrim/pipeline/cluster"
)

// readers read the partitions of an assignment: a goroutine for each broker that
// leads any. A partition whose leader is not known, or does not answer, is
// leaderless until it is.
type readers struct {
	assignment *assignment

	mu         sync.Mutex
	led        map[int32][]*partition // by leader
	active     map[int32]bool         // leaders that have a reader
	leaderless []*partition
	failed     int           // partitions that could not be read the last time
	why        error         // why the last one is
	wake       chan struct{} // there are leaderless ones
	running    sync.WaitGroup
}

func newReaders(t *assignment) *readers {
	return &readers{assignment: t, led: make(map[int32][]*partition), active: make(map[int32]bool), leaderless: append([]*partition(nil), t.partitions...), wake: make(chan struct{}, 1)}
}

// run reads until ctx ends and every reader has.
func (r *readers) run(ctx context.Context) {
	defer r.running.Wait()
	for {
		for r.findLeaders(ctx) {
			r.mu.Lock()
			why := r.why
			r.mu.Unlock()
			if r.assignment.lanes.Retry(ctx, why, 0) != nil {
				return
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
			// What has just failed would fail again.
			r.mu.Lock()
			why, left := r.why, len(r.leaderless)
			r.mu.Unlock()
			if left > 0 && r.assignment.lanes.Retry(ctx, why, 0) != nil {
				return
			}
		}
	}
}

// findLeaders gives leaderless partitions to the readers of their leaders, and says
// whether some are left.
func (r *readers) findLeaders(ctx context.Context) bool {
	r.mu.Lock()
	waiting := r.leaderless
	r.leaderless = nil
	r.mu.Unlock()
	if len(waiting) == 0 {
		return false
	}
	layout, err := r.layout(ctx, waiting)
	for _, p := range waiting {
		leader, why := int32(0), err
		if why == nil {
			leader, why = r.home(ctx, layout, p)
		}
		r.settle(ctx, p, leader, why)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.leaderless) > 0
}

// home is the leader of a partition, from which it can be read.
func (r *readers) home(ctx context.Context, layout *cluster.Layout, p *partition) (leader int32, err error) {
	if leader, err = layout.Leader(p.topic, p.number); err != nil {
		r.assignment.missed(p, err)
		return 0, err
	}
	return leader, r.assignment.returns(ctx, p)
}

// settle gives a partition to the reader of its leader. It stays leaderless if
// there is a reason why.
func (r *readers) settle(ctx context.Context, p *partition, leader int32, why error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if why != nil {
		r.fails(p)
		r.leaderless, r.why = append(r.leaderless, p), fmt.Errorf("cannot read %s: %w", p, why)
		return
	}
	r.add(ctx, leader, p)
}

func (r *readers) layout(ctx context.Context, partitions []*partition) (*cluster.Layout, error) {
	ctx, cancel := context.WithTimeout(ctx, cluster.RequestTimeout)
	defer cancel()
	var topics []string
	for i, p := range partitions {
		if i == 0 || partitions[i-1].topic != p.topic {
			topics = append(topics, p.topic)
		}
	}
	return r.assignment.s.client.Layout(ctx, topics)
}

// add gives a partition to the reader of a broker.
func (r *readers) add(ctx context.Context, leader int32, p *partition) {
	r.led[leader] = append(r.led[leader], p)
	if !r.active[leader] {
		r.active[leader] = true
		r.running.Go(func() { newReader(r, leader).run(ctx) })
	}
}

// at are the partitions that a broker leads, in changing order: a broker answers
// with the first ones first. If it has none left its reader ends.
func (r *readers) at(leader int32, into []*partition) []*partition {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.led[leader]
	if len(all) == 0 {
		r.active[leader] = false
	}
	if len(all) > 1 {
		all = append(all[1:], all[0])
		r.led[leader] = all
	}
	return append(into[:0], all...)
}

// evict makes partitions leaderless.
func (r *readers) evict(leader int32, why error, partitions ...*partition) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var stay []*partition
	for _, p := range r.led[leader] {
		if !slices.Contains(partitions, p) {
			stay = append(stay, p)
		}
	}
	r.led[leader] = stay
	for _, p := range partitions {
		r.fails(p)
		r.assignment.missed(p, why)
	}
	r.leaderless = append(r.leaderless, partitions...)
	r.why = fmt.Errorf("cannot read %s: %w", partitions[0], why)
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// fails and works note whether a partition could be read.
func (r *readers) fails(p *partition) {
	if !p.failed {
		p.failed = true
		r.failed++
	}
}

func (r *readers) works(p *partition) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.failed {
		p.failed = false
		r.failed--
	}
	if r.failed == 0 {
		r.assignment.lanes.Works() // while others fail, nothing is over
	}
}
