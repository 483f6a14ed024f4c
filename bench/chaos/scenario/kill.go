package scenario

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"scrim/bench/chaos/promise"
)

// sparing is that a kill repeats no more than what could not be committed.
const sparing promise.Promise = "kills repeat no more than what came in two commit intervals"

// sizes are the numbers of members, one after the other; kills are what happens
// before each change. A portion of the load goes with each of them.
var sizes = []int{2, 3, 1, 2, 3, 2}

const killsPerSize = 2

// steady is how long a portion takes that is not sent at once.
const steady = 4 * time.Second

// straggling is how long after a kill a record may come that was written before.
const straggling = time.Second

type killing struct {
	*flow
	o       Options
	rnd     *rand.Rand
	portion int64
	sent    int
	kills   []time.Time
	noticed time.Duration
}

func kill(ctx context.Context, o Options, ledger *promise.Ledger) error {
	changes := len(sizes) - 1
	portions := int64(changes*killsPerSize + changes)
	k := &killing{o: o, rnd: rand.New(rand.NewPCG(o.Seed, 1)), portion: max(o.Records/portions/partitions, 1) * partitions}
	var err error
	if k.flow, err = newFlow(ctx, o, ledger, k.portion*portions); err != nil {
		return err
	}
	defer k.close()
	ledger.Declare(sparing)
	if err := k.crew.resize(sizes[0]); err != nil {
		return err
	}
	for _, size := range sizes[1:] {
		for range killsPerSize {
			if err := k.during(ctx, k.killOne); err != nil {
				return err
			}
		}
		o.Progress("kill: %d members", size)
		if err := k.during(ctx, func() error { return k.crew.resize(size) }); err != nil {
			return err
		}
	}
	if err := k.settle(ctx); err != nil {
		return err
	}
	k.report()
	return nil
}

// during sends a portion, lets something happen while it flows, and waits until
// the portion is sent.
func (k *killing) during(ctx context.Context, event func() error) error {
	over := steady
	if k.sent%2 == 1 {
		over = 0 // all at once: scrim is killed with as much to do as can be
	}
	k.sent++
	before := k.tail.Count()
	done := make(chan error, 1)
	go func() { done <- k.sendOver(ctx, k.portion, over) }()
	begin := time.Now()
	// A dead member holds its partitions until the group gives it up.
	if _, err := until(ctx, patience, func() bool { return k.tail.Count() > before || !k.crew.alive() }); err != nil {
		return err
	}
	if !k.crew.check() {
		return errEnded
	}
	k.noticed = max(k.noticed, time.Since(begin))
	if err := pause(ctx, over/4+time.Duration(k.rnd.Int64N(int64(over/2+300*time.Millisecond)))); err != nil {
		return err
	}
	if err := event(); err != nil {
		return err
	}
	if err := <-done; err != nil {
		return fmt.Errorf("cannot send a portion: %w", err)
	}
	return nil
}

func (k *killing) killOne() error {
	n := k.rnd.IntN(k.crew.active)
	k.o.Progress("kill: member %d of %d, %d records have come", n, k.crew.active, k.tail.Count())
	k.kills = append(k.kills, time.Now())
	return k.crew.kill(n)
}

func (k *killing) report() {
	bound := int64(0)
	for _, at := range k.kills {
		bound += k.arrivals.between(at.Add(-2*commitInterval), at.Add(straggling))
	}
	_, _, duplicates := k.topic.Arrived()
	k.ledger.Checkf(sparing, duplicates <= bound, "%d duplicates, %d records came in those intervals", duplicates, bound)
	k.ledger.Note("kills", "%d, %d duplicates each on average; %d records came in two commit intervals before each", len(k.kills),
		duplicates/int64(len(k.kills)), bound/int64(len(k.kills)))
	k.ledger.Note("changes of the number of members", "%v", sizes)
	k.ledger.Note("longest time without a record after a change or kill", "%.1f s", k.noticed.Seconds())
}
