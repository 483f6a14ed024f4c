package pipeline

import (
	"context"
	"fmt"
	"time"
)

// maxDeliver is how many bytes of records a sink gets in one call, unless a
// single batch has more: enough that a request, a write or an fsync costs little
// for a record, and little enough to be repeated as a whole.
const maxDeliver = 8 << 20

// sinkQueue is a sink with the batches that wait for it.
type sinkQueue struct {
	sink  Sink
	link  *Link
	queue chan *parcel
}

// run delivers until the queue is closed.
func (q *sinkQueue) run(ctx context.Context, p *Pipeline) {
	var held *parcel
	for {
		parcels := q.next(ctx, &held)
		if len(parcels) == 0 {
			return
		}
		if err := q.deliver(ctx, p, parcels); err != nil {
			p.giveUp(fmt.Errorf("sink %s: %w", q.link.Name, err))
			return
		}
	}
}

// next waits for a parcel and takes what else is there, up to a limit. The one
// that is over the limit is held for the next time. It returns none at the end.
func (q *sinkQueue) next(ctx context.Context, held **parcel) (all []*parcel) {
	first := *held
	*held = nil
	if first == nil {
		var ok bool
		if first, ok = await(ctx, q.queue, q.sink, q.link); !ok {
			return nil
		}
	}
	all = append(all, first)
	for bytes := first.Bytes; ; {
		select {
		case p, ok := <-q.queue:
			if !ok {
				return all
			}
			if bytes += p.Bytes; bytes > maxDeliver {
				*held = p
				return all
			}
			all = append(all, p)
		default:
			return all
		}
	}
}

// deliver calls the sink and sees to what it refuses.
func (q *sinkQueue) deliver(ctx context.Context, p *Pipeline, parcels []*parcel) error {
	batches := make([]*Batch, len(parcels))
	for i, one := range parcels {
		batches[i] = &one.Batch
	}
	refused, err := q.sink.Deliver(ctx, q.link, batches)
	if err != nil {
		return err
	}
	for _, r := range refused {
		if err := p.refuse(ctx, q.link, r); err != nil {
			return err
		}
	}
	for _, one := range parcels {
		q.link.stats.count(&one.Batch)
		one.done()
	}
	return nil
}

// done notes that one of those who had to has acknowledged the parcel.
func (p *parcel) done() {
	if p.pending.Add(-1) == 0 {
		p.lane.acknowledge(p)
	}
}

// await waits for the next of a sink's queue. As long as the sink's other end is
// not there it is asked again meanwhile: where nothing is to be delivered,
// nobody else would notice that it came.
func await[T any](ctx context.Context, queue <-chan T, sink Sink, link *Link) (next T, ok bool) {
	c, asks := sink.(Checker)
	for asks && link.stats.down.Load() {
		select {
		case next, ok = <-queue:
			return next, ok
		case <-time.After(maxWait):
			recheck(ctx, c, link)
		}
	}
	next, ok = <-queue // fast path
	return next, ok
}

// recheck asks a sink's other end once more.
func recheck(ctx context.Context, c Checker, link *Link) {
	limited, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	if err := c.Check(limited); err == nil {
		link.Works()
	} else if ctx.Err() == nil {
		link.failed(err)
	}
}
