package scenario

import (
	"context"
	"fmt"
	"time"
)

const (
	// look is how often a condition is looked at.
	look = 50 * time.Millisecond
	// patience is for what has to happen sooner or later.
	patience = 2 * time.Minute
	// ending is how long a member may take to drain and end.
	ending = 45 * time.Second
)

// until waits for a condition, and gives up with false after a time.
func until(ctx context.Context, limit time.Duration, is func() bool) (bool, error) {
	for deadline := time.Now().Add(limit); ; {
		if is() {
			return true, nil
		}
		if time.Now().After(deadline) {
			return false, nil
		}
		if err := pause(ctx, look); err != nil {
			return false, err
		}
	}
}

// whileMoving waits for a condition for as long as count changes now and then.
func (o Options) whileMoving(ctx context.Context, count func() int64, is func() bool) error {
	last, since := count(), time.Now()
	for !is() && time.Since(since) < o.Patience {
		if n := count(); n != last {
			last, since = n, time.Now()
		}
		if err := pause(ctx, look); err != nil {
			return err
		}
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return fmt.Errorf("stopped: %w", ctx.Err())
	case <-time.After(d):
		return nil
	}
}
