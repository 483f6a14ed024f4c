package syslog

import (
	"context"
	"fmt"
	"time"

	"scrim/pipeline"
)

// sink is an open sink.
type sink struct {
	format   *format
	largest  int // bytes of a message
	dialer   dialer
	patience time.Duration
	conn     *connection // nil: none
	tail     tail
}

// Deliver writes the batches and waits until they are acknowledged, where the
// system can tell.
func (s *sink) Deliver(ctx context.Context, link *pipeline.Link, batches []*pipeline.Batch) (refused []pipeline.Refused, err error) {
	now := time.Now()
	for _, b := range batches {
		for i := range b.Records {
			message := s.format.encode(b.Origin, &b.Records[i], now)
			if len(message) > s.largest {
				refused = append(refused, pipeline.Refused{Batch: b, Record: i, Why: fmt.Sprintf("the message is larger than max_message, %d bytes", s.largest)})
				continue
			}
			if !s.tail.add(message) {
				continue
			}
			if err := s.send(ctx, link, false); err != nil {
				return nil, err
			}
		}
	}
	if err := s.send(ctx, link, true); err != nil {
		return nil, err
	}
	return refused, nil
}

// patience is after what time without progress the log says so: long enough for a
// server that writes its queue to a disk.
const patience = 30 * time.Second

// send writes what is not sent yet, over as many connections as it takes, and
// waits for its acknowledgement if it is the last of a delivery.
func (s *sink) send(ctx context.Context, link *pipeline.Link, last bool) error {
	for {
		err := s.trySend(ctx, link, last)
		switch {
		case err == nil:
			link.Works()
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		}
		if err := link.Retry(ctx, explain(err), 0); err != nil {
			return err
		}
	}
}

// trySend is one attempt of send.
func (s *sink) trySend(ctx context.Context, link *pipeline.Link, last bool) error {
	if err := s.connect(ctx); err != nil {
		return err
	}
	stalled := time.AfterFunc(s.patience, func() {
		link.Log.Warn("waiting: the syslog server takes nothing", "address", s.dialer.address, "for", s.patience.String())
	})
	defer stalled.Stop()
	err := s.tail.unsent(func(frames []byte) error { return s.conn.write(ctx, frames) })
	if err != nil {
		s.drop(false)
		return fmt.Errorf("cannot write to syslog server %q: %w", s.dialer.address, err)
	}
	if !last {
		return nil
	}
	if err := s.conn.acknowledged(ctx); err != nil && ctx.Err() == nil {
		wasRead := s.conn.readAll()
		s.drop(wasRead)
		if !wasRead {
			return fmt.Errorf("cannot write to syslog server %q: %w", s.dialer.address, err)
		}
	}
	return ctx.Err()
}

// connect makes sure that there is a connection whose other end has not closed.
func (s *sink) connect(ctx context.Context) error {
	if s.conn != nil && s.conn.hasEnded() {
		s.drop(s.conn.readAll())
	}
	if s.conn != nil {
		return nil
	}
	conn, err := s.dialer.dial(ctx)
	if err != nil {
		return err
	}
	s.conn = conn
	return nil
}

// drop gives the connection up. What was sent over it is sent again unless the
// other end has read it.
func (s *sink) drop(wasRead bool) {
	s.conn.Close()
	s.conn = nil
	if !wasRead {
		s.tail.lost()
	}
}

// Check connects and sends nothing.
func (s *sink) Check(ctx context.Context) error {
	conn, err := s.dialer.dial(ctx)
	if err != nil {
		return explain(err)
	}
	return conn.Close()
}

// Close waits some seconds until the server has read everything.
func (s *sink) Close() error {
	if s.conn == nil {
		return nil
	}
	return s.conn.finish()
}
