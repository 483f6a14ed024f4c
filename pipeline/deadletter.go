package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"
)

// letter is what the dead letter holds of a record: where it stood and why it
// is there. Of a record that a sink refused it holds the redacted record; of one
// on which detection failed nothing but its length and hash.
type letter struct {
	Time      time.Time     `json:"time"`
	Why       string        `json:"why"`
	Sink      string        `json:"sink,omitempty"`
	Source    string        `json:"source"`
	Topic     string        `json:"topic,omitempty"`
	Partition *int          `json:"partition,omitempty"`
	Path      string        `json:"path,omitempty"`
	Position  int64         `json:"position"`
	Length    int           `json:"length"`
	SHA256    string        `json:"sha256"`
	Record    *letterRecord `json:"record,omitempty"`
}

// letterRecord is a redacted record. Bytes that are not UTF-8 are in base64.
type letterRecord struct {
	Key     *letterText    `json:"key,omitempty"`
	Value   *letterText    `json:"value,omitempty"`
	Headers []letterHeader `json:"headers,omitempty"`
	Time    *time.Time     `json:"time,omitempty"`
}

type letterText struct {
	Text   string `json:"text,omitempty"`
	Base64 []byte `json:"base64,omitempty"`
}

type letterHeader struct {
	Name  string      `json:"name"`
	Value *letterText `json:"value,omitempty"`
}

// funeral is letters on their way to the dead letter, with the parcel whose
// records they are about.
type funeral struct {
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
	return p.bury(ctx, funeral{one, []Record{l.encode()}})
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

// at words a position.
func (o *Origin) at(position int64) string {
	if o.Topic != "" {
		return fmt.Sprintf("offset %d of %s", position, o.name())
	}
	return fmt.Sprintf("byte %d of %s", position, o.name())
}

// name words what the lane is.
func (o *Origin) name() string {
	switch {
	case o.Topic != "":
		return fmt.Sprintf("%s/%d", o.Topic, o.Partition)
	case o.Path != "":
		return fmt.Sprintf("%q", o.Path)
	}
	return o.Source
}

// withhold sends what is to be known of withheld records to the dead letter.
func (p *Pipeline) withhold(one *parcel) error {
	lost := one.lost()
	if len(lost) == 0 {
		return nil // fast path
	}
	one.lane.link.stats.withheld.Add(int64(len(lost)))
	if p.o.OnError == OnErrorStop {
		return fmt.Errorf("source %s: withheld the record at %s: %s", one.Origin.Source, one.Origin.at(lost[0].position), lost[0].why)
	}
	if p.dead == nil {
		return nil
	}
	f := funeral{parcel: one}
	for _, w := range lost {
		l := newLetter(one.Origin, w.position, w.raw, w.why)
		f.letters = append(f.letters, l.encode())
	}
	one.pending.Add(1)
	return p.bury(p.hard, f)
}

func (p *Pipeline) bury(ctx context.Context, f funeral) error {
	select {
	case p.dead.queue <- f:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func newLetter(o *Origin, position int64, value []byte, why string) letter {
	sum := sha256.Sum256(value)
	l := letter{
		Time: time.Now().UTC(), Why: why, Source: o.Source, Topic: o.Topic, Path: o.Path,
		Position: position, Length: len(value), SHA256: hex.EncodeToString(sum[:]),
	}
	if o.Topic != "" {
		l.Partition = &o.Partition
	}
	return l
}

func newLetterRecord(r *Record) *letterRecord {
	l := &letterRecord{Key: newLetterText(r.Key), Value: newLetterText(r.Value)}
	// JSON writes years of four digits only, and producers make others.
	if y := r.Time.Year(); !r.Time.IsZero() && 0 <= y && y <= 9999 {
		l.Time = &r.Time
	}
	for _, h := range r.Headers {
		l.Headers = append(l.Headers, letterHeader{h.Name, newLetterText(h.Value)})
	}
	return l
}

func newLetterText(b []byte) *letterText {
	switch {
	case b == nil:
		return nil
	case utf8.Valid(b):
		return &letterText{Text: string(b)}
	}
	return &letterText{Base64: b}
}

// encode makes a record of a letter: one line of JSON.
func (l *letter) encode() Record {
	b, err := json.Marshal(l)
	if err != nil {
		panic("BUG: a letter that is no JSON: " + err.Error())
	}
	return Record{Value: b, Time: l.Time}
}

// deadLetter is the sink of dead letters, with those that wait for it.
type deadLetter struct {
	sink  Sink
	link  *Link
	queue chan funeral
}

// run writes letters until the queue is closed.
func (d *deadLetter) run(ctx context.Context, p *Pipeline) {
	for {
		f, ok := await(ctx, d.queue, d.sink, d.link)
		if !ok {
			return
		}
		b := &Batch{Origin: f.parcel.Origin, Records: f.letters}
		for _, r := range f.letters {
			b.Bytes += len(r.Value)
		}
		if err := d.deliver(ctx, b); err != nil {
			p.giveUp(fmt.Errorf("dead letter: %w", err))
			return
		}
		d.link.stats.count(b)
		f.parcel.done()
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

func withoutRecord(r Record) Record {
	var l letter
	if err := json.Unmarshal(r.Value, &l); err != nil {
		panic("BUG: a letter that is no JSON: " + err.Error())
	}
	l.Record = nil
	return l.encode()
}
