package scenario

import (
	"context"
	"time"

	"scrim/bench/chaos/cluster"
	"scrim/bench/chaos/promise"
)

// lead is how long records flow before the broker goes.
const lead = 5 * time.Second

// outage kills the broker while records flow and starts it again later.
func outage(ctx context.Context, o Options, ledger *promise.Ledger) error {
	if o.BrokerFolder == "" || o.BrokerScript == "" {
		ledger.Skip("the broker cannot be ended without its folder and script")
		return nil
	}
	broker := cluster.Process{Script: o.BrokerScript, Folder: o.BrokerFolder}
	half := max(o.Records/2/partitions, 1) * partitions
	f, err := newFlow(ctx, o, ledger, 2*half)
	if err != nil {
		return err
	}
	defer f.close()
	if err := f.crew.resize(2); err != nil {
		return err
	}
	if err := f.sendOver(ctx, half, lead); err != nil {
		return err
	}
	if _, err := until(ctx, patience, func() bool { return f.tail.Count() > 0 || !f.crew.alive() }); err != nil {
		return err
	}
	if !f.crew.check() {
		return errEnded
	}
	sent := make(chan error, 1)
	go func() { sent <- f.sendOver(ctx, half, lead) }()
	if err := pause(ctx, lead/5); err != nil {
		return err
	}
	before := f.tail.Count()
	o.Progress("outage: the broker is gone, %d records have come", before)
	if err := f.away(ctx, broker, o.Outage); err != nil {
		return err
	}
	o.Progress("outage: the broker is back")
	back := time.Now()
	if _, err := until(ctx, patience, func() bool { return f.tail.Count() > before }); err != nil {
		return err
	}
	ledger.Note("the broker was away", "%.0f s; the first record came %.1f s after it was back", o.Outage.Seconds(), time.Since(back).Seconds())
	if err := <-sent; err != nil {
		return err
	}
	return f.settle(ctx)
}

// away ends the broker, and starts it again whatever happens meanwhile.
func (f *flow) away(ctx context.Context, broker cluster.Process, howLong time.Duration) error {
	if err := broker.Crash(ctx); err != nil {
		return err
	}
	interrupted := pause(ctx, howLong)
	f.crew.check()
	if err := broker.Again(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	return interrupted
}
