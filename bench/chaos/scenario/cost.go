package scenario

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"scrim/bench/chaos/cluster"
	"scrim/bench/chaos/load"
	"scrim/bench/chaos/member"
	"scrim/bench/chaos/promise"
)

// costing is a full topic from which both programs copy.
type costing struct {
	o       Options
	cluster *cluster.Cluster
	raw     string
	records int64
	bytes   int64
}

// cost measures scrim and the bare copy in turn on the same records, of which a
// tenth have a secret.
func cost(ctx context.Context, o Options, ledger *promise.Ledger) error {
	c := &costing{o: o, raw: fmt.Sprintf("chaos.raw.%d", time.Now().UnixNano()), records: max(o.Records/partitions, 1) * partitions}
	var err error
	if c.cluster, err = cluster.Dial(ctx, o.Broker); err != nil {
		return err
	}
	defer c.cluster.Close()
	defer func() { _ = c.cluster.Remove(context.WithoutCancel(ctx), c.raw) }()
	if err := c.fill(ctx); err != nil {
		return err
	}
	var scrim, bare []time.Duration
	for round := range o.Rounds {
		for _, way := range []struct {
			name string
			run  func(context.Context, string, string) (time.Duration, error)
			took *[]time.Duration
		}{{"scrim", c.scrim, &scrim}, {"copy", c.bare, &bare}} {
			took, err := c.measure(ctx, fmt.Sprintf("%s-%d", way.name, round), way.run)
			if err != nil {
				return err
			}
			o.Progress("cost: round %d, %s: %.2f s", round+1, way.name, took.Seconds())
			*way.took = append(*way.took, took)
		}
	}
	c.report(ledger, scrim, bare)
	return nil
}

func (c *costing) fill(ctx context.Context) error {
	l := load.New(load.Options{Seed: c.o.Seed, Partitions: partitions, Secrets: 10}, nil)
	for seq := range min(c.records/partitions, 1000) {
		r := l.Record(0, seq)
		c.bytes += int64(len(r.Value))
	}
	c.bytes /= min(c.records/partitions, 1000)
	if err := c.cluster.Topic(ctx, c.raw, partitions); err != nil {
		return err
	}
	p, err := c.cluster.NewProducer(c.raw, l)
	if err != nil {
		return err
	}
	defer p.Close()
	return p.Send(ctx, c.records)
}

// measure runs one of the programs into a topic of its own.
func (c *costing) measure(ctx context.Context, name string, run func(ctx context.Context, to, name string) (time.Duration, error)) (time.Duration, error) {
	to := fmt.Sprintf("chaos.clean.%d", time.Now().UnixNano())
	if err := c.cluster.Topic(ctx, to, partitions); err != nil {
		return 0, err
	}
	defer func() { _ = c.cluster.Remove(context.WithoutCancel(ctx), to) }()
	return run(ctx, to, name)
}

// full waits until a topic has all records.
func (c *costing) full(ctx context.Context, to string) error {
	held := func() int64 {
		n, err := c.cluster.Held(ctx, to)
		if err != nil {
			return -1
		}
		return n
	}
	if err := c.o.whileMoving(ctx, held, func() bool { return held() >= c.records }); err != nil {
		return err
	}
	if n := held(); n < c.records {
		return fmt.Errorf("only %d of %d records came", n, c.records)
	}
	return nil
}

func (c *costing) scrim(ctx context.Context, to, name string) (time.Duration, error) {
	m, err := member.New(c.o.Scrim, filepath.Join(c.o.Folder, name), member.Configuration{
		Sources: []member.Table{{"type": "kafka", "brokers": []string{c.o.Broker}, "topics": []string{c.raw}, "group": to}},
		Sinks:   []member.Table{{"type": "kafka", "brokers": []string{c.o.Broker}, "topic": to}},
	})
	if err != nil {
		return 0, err
	}
	if err := m.Start(); err != nil {
		return 0, err
	}
	if err := c.full(ctx, to); err != nil {
		return 0, errors.Join(err, m.Kill())
	}
	if status, err := m.Stop(ending); err != nil || status != 0 {
		return 0, fmt.Errorf("scrim did not end well: status %d, %w", status, err)
	}
	return m.CPU(), nil
}

func (c *costing) bare(ctx context.Context, to, _ string) (time.Duration, error) {
	cmd := exec.Command(c.o.Copy, "-brokers", c.o.Broker, "-from", c.raw, "-to", to, "-group", to)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return 0, fmt.Errorf("cannot start the bare copy: %w", err)
	}
	err := c.full(ctx, to)
	err = errors.Join(err, cmd.Process.Signal(syscall.SIGTERM))
	if err = errors.Join(err, cmd.Wait()); err != nil {
		return 0, fmt.Errorf("the bare copy failed: %w", err)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

func (c *costing) report(ledger *promise.Ledger, scrim, bare []time.Duration) {
	perMillion := func(all []time.Duration) float64 { return median(all).Seconds() * 1e6 / float64(c.records) }
	ledger.Note("records", "%d of %d bytes on average, a tenth with a secret, %d partitions, no compression, acks=all", c.records, c.bytes, partitions)
	ledger.Note("the bare copy", "franz-go, idempotent")
	for _, row := range []struct {
		name string
		all  []time.Duration
	}{{"scrim", scrim}, {"copy", bare}} {
		ledger.Note(row.name, "%.2f CPU seconds a million records (median of %d, all: %.2f s)", perMillion(row.all), len(row.all), seconds(row.all))
	}
	ledger.Note("ratio", "%.2f", perMillion(scrim)/perMillion(bare))
}

func seconds(all []time.Duration) (s []float64) {
	for _, d := range all {
		s = append(s, d.Seconds())
	}
	return s
}

// median is the higher one in the middle.
func median(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
