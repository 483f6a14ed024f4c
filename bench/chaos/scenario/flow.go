package scenario

import (
	"context"
	"fmt"
	"slices"
	"time"

	"scrim/bench/chaos/cluster"
	"scrim/bench/chaos/load"
	"scrim/bench/chaos/member"
	"scrim/bench/chaos/promise"
	"scrim/bench/chaos/verify"
)

const (
	partitions = 12
	// commitInterval is how often scrim commits by default.
	commitInterval = time.Second
)

// committed is that a group that ended in peace has nothing left to read.
const committed promise.Promise = "what was delivered is committed when scrim ends"

// flow is a topic that is filled, scrim between it and another one, and the check
// of that one.
type flow struct {
	ledger            *promise.Ledger
	cluster           *cluster.Cluster
	load              *load.Load
	counts            []int64
	raw, clean, group string
	producer          *cluster.Producer
	topic             *verify.Topic
	tail              *cluster.Tail
	arrivals          arrivals
	crew              *crew
}

// newFlow makes topics for so many records, a multiple of partitions.
func newFlow(ctx context.Context, o Options, ledger *promise.Ledger, records int64) (_ *flow, err error) {
	murmur := cluster.Murmur2(partitions)
	// A topic that is made again under its name can still be read as it was for
	// a moment, and a group of an earlier run would go on in it.
	run := time.Now().UnixNano()
	f := &flow{
		ledger: ledger,
		raw:    fmt.Sprintf("chaos.raw.%d", run), clean: fmt.Sprintf("chaos.clean.%d", run), group: fmt.Sprintf("chaos.%d", run),
		counts: slices.Repeat([]int64{records / partitions}, partitions),
		load: load.New(load.Options{
			Seed: o.Seed, Partitions: partitions, Secrets: 3, Keys: 2, Tombstones: 50, Headers: true, Blocks: true,
		}, murmur),
	}
	ledger.Declare(committed)
	if f.cluster, err = cluster.Dial(ctx, o.Broker); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			f.close()
		}
	}()
	for _, topic := range []string{f.raw, f.clean} {
		if err := f.cluster.Topic(ctx, topic, partitions); err != nil {
			return nil, err
		}
	}
	if f.producer, err = f.cluster.NewProducer(f.raw, f.load); err != nil {
		return nil, err
	}
	f.topic = verify.NewTopic(ledger, f.load, f.raw, f.counts, murmur)
	if f.tail, err = f.cluster.Tail(f.clean, func(out verify.Output) { f.topic.Add(out); f.arrivals.add() }); err != nil {
		return nil, err
	}
	f.crew = newCrew(o, ledger, func(int) member.Configuration { return f.configuration(o.Broker) })
	return f, nil
}

func (f *flow) configuration(broker string) member.Configuration {
	return member.Configuration{
		Sources: []member.Table{{"type": "kafka", "brokers": []string{broker}, "topics": []string{f.raw}, "group": f.group, "start": "earliest", "key": "hash",
			// What a broker allows at least: a dead member is missed for that long.
			"session_timeout": "6s"}},
		Sinks: []member.Table{{"type": "kafka", "brokers": []string{broker}, "topic": f.clean}},
	}
}

func (f *flow) complete() bool {
	arrived, expected, _ := f.topic.Arrived()
	return arrived == expected
}

// settle waits until all has come, ends scrim and checks the rest.
func (f *flow) settle(ctx context.Context) error {
	if err := f.crew.o.whileMoving(ctx, f.tail.Count, func() bool { return f.complete() || !f.crew.alive() }); err != nil {
		return err
	}
	if err := f.crew.finish(verify.NewLeaks(f.load, f.counts)); err != nil {
		return err
	}
	// What was written while scrim ended is checked, too.
	held, err := f.cluster.Held(ctx, f.clean)
	if err != nil {
		return err
	}
	if err := f.crew.o.whileMoving(ctx, f.tail.Count, func() bool { return f.tail.Count() >= held }); err != nil {
		return err
	}
	f.tail.Close()
	f.topic.Finish()
	arrived, expected, duplicates := f.topic.Arrived()
	sum, err := f.cluster.Committed(ctx, f.group, f.raw)
	if err != nil {
		return err
	}
	f.ledger.Checkf(committed, sum == expected, "%d of %d records", sum, expected)
	f.ledger.Note("records", "%d of %d, %d duplicates (%.2f %%)", arrived, expected, duplicates, 100*float64(duplicates)/float64(expected))
	f.ledger.Note("most records in a second", "%d", f.tail.Peak())
	return nil
}

func (f *flow) close() {
	if f.crew != nil {
		f.crew.abandon()
	}
	if f.tail != nil {
		f.tail.Close()
	}
	if f.producer != nil {
		f.producer.Close()
	}
	// Topics that stay behind only take room.
	_ = f.cluster.Remove(context.Background(), f.raw, f.clean)
	f.cluster.Close()
}

// sendOver sends n records in steady steps over a time.
func (f *flow) sendOver(ctx context.Context, n int64, over time.Duration) error {
	const step = 50 * time.Millisecond
	steps := max(int64(over/step), 1)
	begin, sent := time.Now(), int64(0)
	for i := range steps {
		upTo := n * (i + 1) / steps
		if err := f.producer.Send(ctx, upTo-sent); err != nil {
			return err
		}
		sent = upTo
		if err := pause(ctx, time.Until(begin.Add(time.Duration(i+1)*step))); err != nil {
			return err
		}
	}
	return nil
}
