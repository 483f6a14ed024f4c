package pipeline

import (
	"context"
	"fmt"
)

// maxDeliver is how many bytes of records a sink gets in one call, unless a
// single batch has more: enough that a request, a write or an fsync costs little
// for a record, and little enough to be repeated as a whole.
const maxDeliver = 8 << 20

// outlet is a sink with the batches that wait for it.
type outlet struct {
	sink  Sink
	link  *Link
	queue chan *parcel
}

// run delivers until the queue is closed.
func (o *outlet) run(ctx context.Context, p *Pipeline) {
	var held *parcel
	for {
		parcels := o.next(ctx, &held)
		if len(parcels) == 0 {
			return
		}
		if err := o.deliver(ctx, p, parcels); err != nil {
			p.giveUp(fmt.Errorf("sink %s: %w", o.link.Name, err))
			return
		}
	}
}

// next waits for a parcel and takes what else is there, up to a limit. The one
// that is over the limit is held for the next time. It returns none at the end.
func (o *outlet) next(ctx context.Context, held **parcel) (all []*parcel) {
	first := *held
	*held = nil
	if first == nil {
		var ok bool
		if first, ok = await(ctx, o.queue, o.sink, o.link); !ok {
			return nil
		}
	}
	all = append(all, first)
	for bytes := first.Bytes; ; {
		select {
		case p, ok := <-o.queue:
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
func (o *outlet) deliver(ctx context.Context, p *Pipeline, parcels []*parcel) error {
	batches := make([]*Batch, len(parcels))
	for i, one := range parcels {
		batches[i] = &one.Batch
	}
	refused, err := o.sink.Deliver(ctx, o.link, batches)
	if err != nil {
		return err
	}
	for _, r := range refused {
		if err := p.refuse(ctx, o.link, r); err != nil {
			return err
		}
	}
	for _, one := range parcels {
		o.link.stats.count(&one.Batch)
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
