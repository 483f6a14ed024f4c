package scenario

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"scrim/bench/chaos/promise"
)

// Options are those of all scenarios.
type Options struct {
	// Scrim and Copy are the programs: the one under test, and the bare copy
	// that it is compared with.
	Scrim, Copy string
	// Broker is an address without credentials; the ports after it are those of
	// bench/broker/kafka.sh. BrokerFolder and BrokerScript are needed to end
	// and start the broker.
	Broker, BrokerFolder, BrokerScript string
	// Folder is for what a run needs and writes.
	Folder  string
	Records int64
	Seed    uint64
	// Outage is how long the broker is away.
	Outage time.Duration
	// Patience is for how long nothing may come before the rest counts as lost:
	// longer than a group takes to notice that a member is dead.
	Patience time.Duration
	// Rounds is how often a cost is measured.
	Rounds int
	// Progress tells what is done now.
	Progress func(format string, args ...any)
}

// Scenario is one of them.
type Scenario struct {
	Name, About string
	run         func(context.Context, Options, *promise.Ledger) error
	// broker says that it needs Options.Broker.
	broker bool
}

// All are the scenarios by name.
var All = []Scenario{
	{"kill", "members are killed, started and ended while records flow from topic to topic", kill, true},
	{"outage", "the broker is gone for a while", outage, true},
	{"fulldisk", "the disk of a file sink is full for a while", fullDisk, false},
	{"rotate", "the files of a file source are rotated while scrim is killed", rotate, false},
	{"stalled", "a sink accepts nothing for a while", stalled, false},
	{"errors", "what cannot work is said at once, what may work later is waited for", failures, true},
	{"cost", "processor time beside a bare copy", cost, true},
}

// Names are those of All.
func Names() string {
	var names []string
	for _, s := range All {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// Find is the scenario with this name.
func Find(name string) (Scenario, error) {
	i := slices.IndexFunc(All, func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return Scenario{}, fmt.Errorf("no scenario is called %q: there are %s", name, Names())
	}
	return All[i], nil
}

// Run runs a scenario and returns what it found, also as far as it came if it
// could not be carried out.
func (s Scenario) Run(ctx context.Context, o Options) (*promise.Ledger, error) {
	ledger := promise.New(s.Name)
	if s.broker && o.Broker == "" {
		ledger.Skip("no broker was given")
		return ledger, nil
	}
	if err := os.MkdirAll(o.Folder, 0o700); err != nil {
		return nil, fmt.Errorf("cannot make a folder: %w", err)
	}
	begin := time.Now()
	if err := s.run(ctx, o, ledger); err != nil {
		return ledger, fmt.Errorf("%s: %w", s.Name, err)
	}
	ledger.Note("took", "%.0f s", time.Since(begin).Seconds())
	return ledger, nil
}
