package pipeline

import (
	"context"
	"time"

	"scrim/detectors"
)

// Message is one message as it was read, raw.
type Message struct {
	Key, Value []byte // nil: null
	Headers    []Header
	Time       time.Time
	Offset     int64
}

// Messages is a batch of messages that is being filled, and then content of a
// parcel. It copies what it is given.
type Messages struct {
	lane *Lane
	// values are those of all messages, each with a line end after it, so that
	// one look is enough for all: a message is at least a line.
	values []byte
	// asides are keys and headers: "name: value" of each, so that a name tells
	// what its value is.
	asides []byte
	all    []message
	heads  []header

	failed      bool    // detection failed somewhere in the values
	found       []found // in the values
	aside       []asideFound
	masked      []byte // values that changed
	maskedAside []byte // keys and headers that changed
	out         detectors.Carry
	shown       []Header
	records     []Record
}

// message is one of them, as parts of the buffers.
type message struct {
	value, key       extent
	hasValue, hasKey bool
	heads            extent // in heads
	time             time.Time
	offset           int64
	keyHash          uint32

	why         string // it is withheld, if this is not empty
	asideWhy    string // why it would be because of its key and headers
	shown       extent // of the value: in masked
	changed     bool
	shownKey    extent // in maskedAside
	keyIsMasked bool
}

// header is one header of a message.
type header struct {
	given                 string // its name
	name, value           extent // in asides
	hasValue              bool
	shownName, shownValue extent // in maskedAside
	changed               bool
}

// asideFound is a value that was masked in a key or a header.
type asideFound struct {
	found
	message int
	part    Part
}

// headerSeparator stands between a header's name and its value.
const headerSeparator = ": "

// newMessages has room from the start where an empty key must not become a null.
func newMessages() *Messages {
	const room = 4 << 10
	return &Messages{values: make([]byte, 0, room), asides: make([]byte, 0, room)}
}

// Messages returns an empty batch for messages of the lane.
func (l *Lane) Messages() *Messages {
	m := l.pipeline.messages.Get().(*Messages)
	m.lane = l
	return m
}

// Add appends a message. It reports whether the batch is as large as a batch
// should be now.
func (m *Messages) Add(one Message) (full bool) {
	e := message{time: one.Time, offset: one.Offset, hasValue: one.Value != nil, hasKey: one.Key != nil}
	e.value = put(&m.values, one.Value)
	m.values = append(m.values, '\n')
	if e.hasKey {
		e.key, e.keyHash = put(&m.asides, one.Key), murmur2(one.Key)
	}
	e.heads.lo = len(m.heads)
	for _, h := range one.Headers {
		m.addHeader(h)
	}
	e.heads.hi = len(m.heads)
	m.all = append(m.all, e)
	return len(m.values)+len(m.asides) >= m.lane.pipeline.o.MaxBatch
}

func (m *Messages) addHeader(h Header) {
	one := header{given: h.Name, hasValue: h.Value != nil}
	one.name.lo = len(m.asides)
	m.asides = append(m.asides, h.Name...)
	one.name.hi = len(m.asides)
	m.asides = append(m.asides, headerSeparator...)
	one.value = put(&m.asides, h.Value)
	m.heads = append(m.heads, one)
}

func put(dst *[]byte, b []byte) extent {
	lo := len(*dst)
	*dst = append(*dst, b...)
	return extent{lo, len(*dst)}
}

// Len is how many messages were added.
func (m *Messages) Len() int { return len(m.all) }

// Send hands the batch on to the sinks and waits for room, which is how
// backpressure comes back to the source. next is the position after the last
// message; an empty batch moves it over what holds no messages. An error is that
// of ctx, or tells that the pipeline gives up. The batch is not the caller's any
// more.
func (m *Messages) Send(ctx context.Context, next int64) error {
	if m.Len() == 0 {
		m.lane.pass(next)
		m.free()
		return nil
	}
	size := int64(len(m.values) + len(m.asides) + len(m.all)*messageRoom)
	return m.lane.send(ctx, &parcel{content: m, next: next, size: size})
}

// messageRoom is about how much memory a message takes beside its bytes.
const messageRoom = 256

// maxKept is the largest buffer that is kept for later batches; a message of many
// megabytes shall not stay in memory for good.
const maxKept = 4 << 20

func (m *Messages) free() {
	pool := &m.lane.pipeline.messages
	if cap(m.values)+cap(m.asides)+cap(m.masked)+cap(m.maskedAside) > maxKept {
		return
	}
	clear(m.all)
	clear(m.heads)
	clear(m.shown)
	clear(m.records)
	*m = Messages{
		values: m.values[:0], asides: m.asides[:0], all: m.all[:0], heads: m.heads[:0], found: m.found[:0],
		aside: m.aside[:0], masked: m.masked[:0], maskedAside: m.maskedAside[:0], shown: m.shown[:0], records: m.records[:0],
	}
	pool.Put(m)
}

// fill makes the records.
func (m *Messages) fill(b *Batch, g *engines, wantFindings bool) {
	for i := range m.all {
		m.records = append(m.records, m.record(&m.all[i]))
	}
	b.Records = m.records
	b.Bytes = len(m.values) - len(m.all) + len(m.asides)
	if wantFindings {
		m.fillFindings(b, g)
	}
}

func (m *Messages) record(e *message) Record {
	r := Record{Time: e.time, Position: e.offset, KeyHash: e.keyHash}
	if e.why != "" {
		r.Value = []byte(withheld)
		return r
	}
	if e.hasKey {
		r.Key = m.text(e.keyIsMasked, e.shownKey, e.key)
	}
	switch {
	case !e.hasValue:
	case e.changed:
		r.Value = m.masked[e.shown.lo:e.shown.hi:e.shown.hi]
	default:
		r.Value = m.values[e.value.lo:e.value.hi:e.value.hi]
	}
	r.Headers = m.headers(e.heads)
	return r
}

// headers are those of one message as they go out.
func (m *Messages) headers(of extent) []Header {
	if of.lo == of.hi {
		return nil // fast path
	}
	first := len(m.shown)
	for _, h := range m.heads[of.lo:of.hi] {
		one := Header{Name: h.given}
		if h.changed {
			one.Name = string(m.maskedAside[h.shownName.lo:h.shownName.hi])
		}
		if h.hasValue {
			one.Value = m.text(h.changed, h.shownValue, h.value)
		}
		m.shown = append(m.shown, one)
	}
	return m.shown[first:len(m.shown):len(m.shown)]
}

// text is a key or a part of a header as it goes out.
func (m *Messages) text(masked bool, shown, raw extent) []byte {
	if masked {
		return m.maskedAside[shown.lo:shown.hi:shown.hi]
	}
	return m.asides[raw.lo:raw.hi:raw.hi]
}

func (m *Messages) counts(f func(detectors.KindID)) {
	for i := range m.found {
		f(m.found[i].kind)
	}
	for i := range m.aside {
		f(m.aside[i].kind)
	}
}

func (m *Messages) withheldRecords() (all []withheldRecord) {
	for i := range m.all {
		if e := &m.all[i]; e.why != "" {
			all = append(all, withheldRecord{e.offset, m.values[e.value.lo:e.value.hi], e.why})
		}
	}
	return all
}

func (m *Messages) fillFindings(b *Batch, g *engines) {
	record := 0
	for _, f := range m.found {
		for record+1 < len(m.all) && m.all[record+1].value.lo <= int(f.at) {
			record++
		}
		b.Findings = append(b.Findings, f.in(g, record, PartValue, m.all[record].value.lo))
	}
	for _, f := range m.aside {
		b.Findings = append(b.Findings, f.in(g, f.message, f.part, 0))
	}
}

// in says where it was found.
func (f *found) in(g *engines, record int, part Part, begin int) Finding {
	return Finding{
		Record: record,
		Part:   part,
		At:     int(f.at) - begin,
		Length: int(f.length),
		Kind:   g.kinds[f.kind],
		Place:  f.place,
		Reason: f.reason,
	}
}
