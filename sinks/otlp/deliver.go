package otlp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// maxSplits is how many requests may be spent on finding the records for which a
// receiver refuses a request: enough for a handful among thousands, and nothing
// beside the work of refusing everything one by one.
const maxSplits = 64

// delivery is one call of Deliver.
type delivery struct {
	*sink
	link    *pipeline.Link
	refused []pipeline.Refused
	splits  int // that may still be spent on the request
}

// Deliver sends the batches in requests of bounded size, one after another.
func (s *sink) Deliver(ctx context.Context, link *pipeline.Link, batches []*pipeline.Batch) ([]pipeline.Refused, error) {
	if s.checked {
		link.Reached()
	}
	d := delivery{sink: s, link: link}
	at := cursor{batches: batches}
	for s.request.fill(&at, s.limit, time.Now()) {
		d.splits = maxSplits
		if err := d.send(ctx, s.request.items); err != nil {
			return nil, err
		}
	}
	return d.refused, nil
}

// send hands on some items of the request. It returns once all of them were
// taken or refused.
func (d *delivery) send(ctx context.Context, items []item) error {
	for {
		r, err := d.attempt(ctx, items)
		if err != nil {
			return err
		}
		switch r.outcome {
		case later:
			err = d.link.Retry(ctx, fmt.Errorf("cannot deliver to %q: %w", d.endpoint, r.err), r.wait)
		case unwelcome:
			err = d.unwelcome(ctx, r)
		default:
			return d.settle(ctx, items, r)
		}
		if err != nil {
			return err
		}
	}
}

// unwelcome waits, unless there is nothing to hope for.
func (d *delivery) unwelcome(ctx context.Context, r reply) error {
	failure := &pipeline.SetupError{Err: fmt.Errorf("cannot deliver to %q: %w", d.endpoint, r.err)}
	if err := d.link.Retry(ctx, failure, 0); err != nil {
		return err
	}
	// The credentials may be new by now. If they cannot be read, the ones that
	// are there serve for another attempt.
	if h, err := d.settings.header(d.version); err == nil {
		d.header = h
	}
	return nil
}

// settle does what is due after a final reply.
func (d *delivery) settle(ctx context.Context, items []item, r reply) error {
	d.link.Works()
	switch r.outcome {
	case inPart:
		d.reject(items, r.rejected)
	case tooLarge:
		if len(items) > 1 {
			d.limit = max(minRequest, (items[len(items)-1].end-items[0].at)/2)
			return d.halve(ctx, items)
		}
		d.refuse(items, "the other end does not take a request of its size")
	case refused:
		if len(items) > 1 && d.splits > 0 {
			d.splits -= 2
			return d.halve(ctx, items)
		}
		d.refuse(items, "the other end refuses it: "+r.err.Error())
	}
	return nil
}

// halve sends the items as two requests. It halves bytes rather than records, as
// one of them may be much larger than the others.
func (d *delivery) halve(ctx context.Context, items []item) error {
	middle := (items[0].at + items[len(items)-1].end) / 2
	n := 1
	for n < len(items)-1 && items[n].end <= middle {
		n++
	}
	if err := d.send(ctx, items[:n]); err != nil {
		return err
	}
	return d.send(ctx, items[n:])
}

func (d *delivery) refuse(items []item, why string) {
	for _, it := range items {
		d.refused = append(d.refused, pipeline.Refused{Batch: it.batch, Record: it.record, Why: why})
	}
}

// rejectionLog is how often at most rejections are logged.
const rejectionLog = time.Minute

// reject refuses all records of a request of which the receiver rejected some.
func (d *delivery) reject(items []item, rejected int64) {
	if n := int64(len(items)); rejected >= n {
		d.refuse(items, "the other end rejected it")
		rejected = n
	} else {
		d.refuse(items, fmt.Sprintf("the other end rejected %d records of the %d in this one's request and does not say which", rejected, n))
	}
	d.rejected += rejected
	if now := time.Now(); now.After(d.nextLog) {
		d.link.Log.Warn("the other end has rejected records; they are refused, with the others of their requests", "rejected_log_records", d.rejected)
		d.rejected, d.nextLog = 0, now.Add(rejectionLog)
	}
}

// attempt sends some items once. Its error is that of ctx.
func (s *sink) attempt(ctx context.Context, items []item) (reply, error) {
	if err := s.body.set(s.request, items); err != nil {
		panic("BUG: cannot compress to memory: " + err.Error())
	}
	return s.post(ctx)
}

// post sends the body and reads the reply.
func (s *sink) post(ctx context.Context) (reply, error) {
	limited, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	first, _ := s.body.reader()
	q := (&http.Request{
		Method: http.MethodPost, URL: s.url, Host: s.url.Host, Header: s.header,
		Body: first, GetBody: s.body.reader, ContentLength: int64(s.body.bytes.Len()),
	}).WithContext(limited)
	response, err := s.transport.RoundTrip(q)
	if err == nil {
		return read(response, time.Now()), nil
	}
	if ctx.Err() != nil {
		return reply{}, ctx.Err()
	}
	return s.unanswered(err), nil
}

// unanswered says why there is no reply. What net/http says of a reply that it
// cannot read holds bytes of that, so only errors of the connection are passed
// on.
func (s *sink) unanswered(err error) reply {
	if key, distrust := setting.Distrust(err); key != "" {
		return reply{outcome: unwelcome, err: setting.WithHint(distrust, "see tls."+key)}
	}
	var network *net.OpError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return reply{outcome: later, err: fmt.Errorf("no reply within %s", s.timeout)}
	case errors.As(err, &network):
		return reply{outcome: later, err: network}
	}
	return reply{outcome: later, err: errors.New("the connection broke, or what answers does not speak HTTP as endpoint says")}
}

// Check sends a request without records: a receiver takes it if it is there and
// knows the credentials.
func (s *sink) Check(ctx context.Context) error {
	if err := s.body.setEmpty(); err != nil {
		return err
	}
	r, err := s.post(ctx)
	if err != nil {
		return fmt.Errorf("cannot reach %q: %w", s.endpoint, err)
	}
	failure := fmt.Errorf("cannot reach %q: %w", s.endpoint, r.err)
	switch {
	case r.outcome == taken:
		s.checked = true
	case r.outcome == later:
		return failure
	case r.outcome == unwelcome:
		return &pipeline.SetupError{Err: failure}
	}
	return nil
}
