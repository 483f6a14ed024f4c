package follow

import (
	"context"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/checkpoint"
)

const (
	// writeRate is how many bytes of checkpoints are written a second at most, on
	// average: the file is written as a whole, and one of ten thousand files has
	// 3 MB that must not wear out a disk. That one is written every ten seconds or
	// so.
	writeRate = 256 << 10
	// writeBurst is how many bytes are written without a look at the rate: a scrim
	// that is ended again and again soon after its start must get on.
	writeBurst = 8 << 20
)

// saver writes the checkpoint file when something has changed.
type saver struct {
	store   *checkpoint.Store
	ledger  *ledger
	include []string
	spent   int64 // bytes that were written faster than writeRate allows
}

// save writes the file if anything is new.
func (s *saver) save() error {
	s.ledger.forget(time.Now())
	entries, changed := s.ledger.snapshot(time.Now().UTC())
	if !changed {
		return nil
	}
	size, err := s.store.Write(&checkpoint.State{Include: s.include, Entries: entries})
	if err != nil {
		s.ledger.again()
		return err
	}
	s.spent += int64(size)
	return nil
}

// run saves again and again until ctx ends. If that fails, as on a full disk, it
// is logged and tried again; reading goes on, and what is delivered meanwhile
// would be delivered again after a crash.
func (s *saver) run(ctx context.Context, link *pipeline.Link, interval time.Duration) {
	for {
		pause := max(interval, time.Duration(s.spent-writeBurst)*time.Second/writeRate)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
			s.spent = max(0, s.spent-int64(pause*writeRate/time.Second))
		}
		for {
			err := s.save()
			if err == nil {
				link.Works()
				break
			}
			if link.Retry(ctx, err, 0) != nil {
				return
			}
		}
	}
}
