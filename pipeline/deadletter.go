package pipeline

import (
	"context"
	"fmt"
)

// letterBatch is letters on their way to the dead letter, with the parcel whose
// records they are about.
type letterBatch struct {
	parcel  *parcel
	letters []Record
}

// refuse sends a record that a sink refused to the dead letter.
func (p *Pipeline) refuse(ctx context.Context, from *Link, r Refused) error {
	one := r.Batch.parcel
	record := &r.Batch.Records[r.Record]
	if p.dead == nil {
		return &RefusedError{Origin: *r.Batch.Origin, Position: record.Position, Why: r.Why}
	}
	from.stats.refused.Add(1)
	l := newLetter(r.Batch.Origin, record.Position, record.Value, r.Why)
	l.Sink, l.Record = from.Name, newLetterRecord(record)
	one.pending.Add(1)
	return p.sendLetters(ctx, letterBatch{one, []Record{l.encode()}})
}

// RefusedError is a record that a sink refuses where no dead letter is
// configured.
type RefusedError struct {
	Origin
	Position int64
	Why      string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("refused the record at %s: %s", e.Origin.at(e.Position), e.Why)
}

// withhold sends what is to be known of withheld records to the dead letter.
func (p *Pipeline) withhold(one *parcel) error {
	withheld := one.withheldRecords()
	if len(withheld) == 0 {
		return nil // fast path
	}
	one.lane.link.stats.withheld.Add(int64(len(withheld)))
	if p.o.OnError == OnErrorStop {
		return fmt.Errorf("source %s: withheld the record at %s: %s", one.Origin.Source, one.Origin.at(withheld[0].position), withheld[0].why)
	}
	if p.dead == nil {
		return nil
	}
	about := letterBatch{parcel: one}
	for _, w := range withheld {
		l := newLetter(one.Origin, w.position, w.raw, w.why)
		about.letters = append(about.letters, l.encode())
	}
	one.pending.Add(1)
	return p.sendLetters(p.hard, about)
}

func (p *Pipeline) sendLetters(ctx context.Context, letters letterBatch) error {
	select {
	case p.dead.queue <- letters:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// deadLetter is the sink of dead letters, with those that wait for it.
type deadLetter struct {
	sink  Sink
	link  *Link
	queue chan letterBatch
}

// run writes letters until the queue is closed.
func (d *deadLetter) run(ctx context.Context, p *Pipeline) {
	for {
		about, ok := await(ctx, d.queue, d.sink, d.link)
		if !ok {
			return
		}
		b := &Batch{Origin: about.parcel.Origin, Records: about.letters}
		for _, r := range about.letters {
			b.Bytes += len(r.Value)
		}
		if err := d.deliver(ctx, b); err != nil {
			p.giveUp(fmt.Errorf("dead letter: %w", err))
			return
		}
		d.link.stats.count(b)
		about.parcel.done()
	}
}

// deliver writes a batch of letters. A letter that is itself refused, since it is
// too large, is written without its record.
func (d *deadLetter) deliver(ctx context.Context, b *Batch) error {
	refused, err := d.sink.Deliver(ctx, d.link, []*Batch{b})
	if err != nil || len(refused) == 0 {
		return err
	}
	short := &Batch{Origin: b.Origin}
	for _, r := range refused {
		short.Records = append(short.Records, withoutRecord(b.Records[r.Record]))
	}
	refused, err = d.sink.Deliver(ctx, d.link, []*Batch{short})
	if err == nil && len(refused) > 0 {
		err = fmt.Errorf("refused a letter: %s", refused[0].Why)
	}
	return err
}
