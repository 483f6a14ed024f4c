package pipeline

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"scrim/pipeline/setting"
)

const (
	// firstWait is how long a source or sink waits after the first failure in
	// a row: most are over by then, as when a leader moves.
	firstWait = 100 * time.Millisecond
	// maxWait is the longest wait between two attempts: what came back must not
	// stand idle for long, and one attempt every few seconds is no load.
	maxWait = 5 * time.Second
	// remindEvery is how often the log says that something still waits: what
	// keeps it from working may be another thing by now, and the first line may
	// have been rotated away.
	remindEvery = time.Minute
)

// Link is how a source or a sink stands with its other end. Retry and Works are
// for one goroutine at a time unless they say otherwise; they may be called from
// any number of them.
type Link struct {
	// Name is the name of the source or sink in logs and metrics.
	Name string
	// Log never gets a byte of a record.
	Log *slog.Logger

	stats   *linkStats
	reached atomic.Bool  // the other end has let us in, once
	waits   atomic.Int64 // attempts that failed in a row
	broken  atomic.Int64 // when the first of them did, in nanoseconds since 1970
	told    atomic.Int64 // when the log last said so
}

// NewLink makes a link; the pipeline makes those of its sources and sinks.
func NewLink(name string, log *slog.Logger) *Link {
	return &Link{Name: name, Log: log, stats: &linkStats{name: name}}
}

// Retry says that an attempt has failed and waits before the next one, with
// backoff and jitter and at least as long as the other end asked for. It logs
// the first failure in a row, and then one a minute. It returns the error of ctx
// if that ends, and the failure itself if it is a SetupError at the first
// contact: nothing has worked yet, so waiting would not mend it. Later it may be
// a matter of a rollout.
func (l *Link) Retry(ctx context.Context, failure error, atLeast time.Duration) error {
	if ctx.Err() != nil {
		return ctx.Err() // the end made it fail, so it is no outage
	}
	var setup *SetupError
	if !l.reached.Load() && errors.As(failure, &setup) {
		return failure
	}
	n := l.failed(failure)
	timer := time.NewTimer(max(wait(n), atLeast))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// failed notes an attempt that has failed. It returns how many did in a row.
func (l *Link) failed(failure error) int64 {
	n, now := l.waits.Add(1), time.Now().UnixNano()
	l.stats.retries.Add(1)
	if n == 1 {
		l.broken.Store(now)
		l.told.Store(now)
		l.stats.down.Store(true)
		l.Log.Warn("waiting: an attempt has failed and is repeated until it works", inLog(failure)...)
		return n
	}
	if told := l.told.Load(); now-told >= int64(remindEvery) && l.told.CompareAndSwap(told, now) {
		l.Log.Warn("still waiting", append(inLog(failure), "attempts", n, "for", l.brokenFor())...)
	}
	return n
}

// inLog is a failure as attributes of a line of the log, with what to do about it
// if it tells.
func inLog(failure error) []any {
	if hint := setting.HintOf(failure); hint != "" {
		return []any{"error", failure, "hint", hint}
	}
	return []any{"error", failure}
}

// brokenFor words for how long nothing has worked.
func (l *Link) brokenFor() string {
	return time.Since(time.Unix(0, l.broken.Load())).Round(time.Millisecond).String()
}

// Lost counts records that a source can never read, because its other end has
// deleted them before it came to them, as by the retention of a topic. The
// source logs where they were.
func (l *Link) Lost(records int64) { l.stats.lost.Add(records) }

// wait is how long to wait after the nth failure in a row. Half of it is left to
// chance, so that many that failed together do not come back together.
func wait(n int64) time.Duration {
	d := maxWait
	if n < 16 {
		d = min(maxWait, firstWait<<(n-1))
	}
	return d/2 + rand.N(d/2)
}

// Reached says that the first contact is made, before everything works: the
// other end lets us in. It is cheap.
func (l *Link) Reached() {
	if !l.reached.Load() {
		l.reached.Store(true)
	}
}

// Works says that an attempt has worked. It is cheap.
func (l *Link) Works() {
	l.Reached()
	if l.waits.Load() == 0 {
		return // fast path: it worked before
	}
	if l.waits.Swap(0) > 0 {
		l.stats.down.Store(false)
		l.Log.Info("works again", "after", l.brokenFor())
	}
}
