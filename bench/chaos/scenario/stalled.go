package scenario

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/member"
	"scrim/bench/chaos/promise"
	"scrim/bench/chaos/verify"
)

const (
	// stalledFor is how long nothing is accepted.
	stalledFor = 20 * time.Second
	// maxResident is what scrim may take meanwhile, in bytes.
	maxResident = 256 << 20
)

const bounded promise.Promise = "no more than 256 MB are resident while a sink accepts nothing"

// receiver is the other end of a sink that accepts nothing until it is opened.
type receiver interface {
	// sink is the table of the configuration.
	sink() member.Table
	// asked says whether scrim has tried to send.
	asked() bool
	open()
	close()
}

// stalled has files wait for a sink, once for each kind of receiver.
func stalled(ctx context.Context, o Options, ledger *promise.Ledger) error {
	for _, kind := range []struct {
		name string
		make func(*verify.Lines) (receiver, error)
	}{
		{"otlp", func(check *verify.Lines) (receiver, error) { return newCollector(check) }},
		{"syslog", func(check *verify.Lines) (receiver, error) { return newSyslog(check) }},
	} {
		o := o
		o.Folder = filepath.Join(o.Folder, kind.name)
		if err := stalledBy(ctx, o, ledger, kind.name, kind.make); err != nil {
			return err
		}
	}
	return nil
}

func stalledBy(ctx context.Context, o Options, ledger *promise.Ledger, name string, listen func(*verify.Lines) (receiver, error)) error {
	counts := slices.Repeat([]int64{max(o.Records/lanes, 1)}, lanes)
	l := load.New(load.Options{Seed: o.Seed, Partitions: lanes, Secrets: 3}, nil)
	logs := filepath.Join(o.Folder, "logs")
	if err := writeLogs(logs, l, counts); err != nil {
		return err
	}
	ledger.Declare(bounded)
	check := verify.NewLines(ledger, l, counts)
	r, err := listen(check)
	if err != nil {
		return err
	}
	defer r.close()
	c := newCrew(o, ledger, func(int) member.Configuration {
		return member.Configuration{
			Sources: []member.Table{{"type": "file", "include": []string{filepath.Join(logs, "*.log")}, "start": "beginning"}},
			Sinks:   []member.Table{r.sink()},
		}
	})
	defer c.abandon()
	if err := c.resize(1); err != nil {
		return err
	}
	asked, err := until(ctx, patience, func() bool { return r.asked() || !c.alive() })
	if err != nil {
		return err
	}
	if !c.check() {
		return errEnded
	}
	if !asked {
		return fmt.Errorf("scrim did not try to send to the %s sink", name)
	}
	o.Progress("stalled: the %s sink accepts nothing", name)
	if err := pause(ctx, stalledFor); err != nil {
		return err
	}
	c.check()
	waiting := c.members[0].Peak()
	ledger.Checkf(bounded, waiting < maxResident, "%s: %d MB", name, waiting>>20)
	r.open()
	arrived := func() int64 { n, _, _ := check.Arrived(); return n }
	_, expected, _ := check.Arrived()
	if err := o.whileMoving(ctx, arrived, func() bool { return arrived() == expected }); err != nil {
		return err
	}
	ledger.Checkf(bounded, c.members[0].Peak() < maxResident, "%s, afterwards: %d MB", name, c.members[0].Peak()>>20)
	ledger.Note(name, "%d MB waited, %d MB were resident at most while it did, %d MB at the end", logBytes(logs)>>20, waiting>>20, c.members[0].Peak()>>20)
	if err := c.finish(verify.NewLeaks(l, counts)); err != nil {
		return err
	}
	check.Finish()
	n, _, duplicates := check.Arrived()
	ledger.Note(name+", lines", "%d of %d, %d duplicates", n, expected, duplicates)
	return nil
}

func logBytes(dir string) (sum int64) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.log"))
	if err != nil {
		return 0
	}
	for _, path := range paths {
		sum += size(path)
	}
	return sum
}
