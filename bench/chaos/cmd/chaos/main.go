package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"scrim/bench/chaos/scenario"
)

const (
	statusBroken = 1
	statusFailed = 2
	statusUsage  = 64
)

type options struct {
	scenario.Options
	names string
	keep  bool
}

func main() {
	var o options
	flag.StringVar(&o.names, "scenario", "kill", "what is done, or several with commas between: "+scenario.Names())
	flag.StringVar(&o.Scrim, "scrim", filepath.Join("bin", "scrim"), "the program under test")
	flag.StringVar(&o.Copy, "copy", filepath.Join("bin", "chaos", "copy"), "the bare copy that a cost is compared with")
	flag.StringVar(&o.Broker, "broker", os.Getenv("SCRIM_KAFKA"), "address of a broker without credentials")
	flag.StringVar(&o.BrokerFolder, "broker-dir", os.Getenv("SCRIM_KAFKA_DIR"), "folder in which kafka.sh keeps it, for outages")
	flag.StringVar(&o.BrokerScript, "broker-script", filepath.Join("bench", "broker", "kafka.sh"), "what ends and starts it")
	flag.StringVar(&o.Folder, "dir", "", "folder for configurations, logs and state; a new one if empty")
	flag.Int64Var(&o.Records, "records", 20000, "records to send, of 300 bytes on average")
	flag.Uint64Var(&o.Seed, "seed", 1, "which records")
	flag.DurationVar(&o.Outage, "outage", time.Minute, "how long the broker is gone")
	flag.DurationVar(&o.Patience, "patience", 2*time.Minute, "for how long nothing may come before the rest counts as lost")
	flag.IntVar(&o.Rounds, "rounds", 3, "how often a cost is measured")
	flag.BoolVar(&o.keep, "keep", false, "leave the folder, for a look at it")
	flag.Parse()
	if flag.NArg() > 0 || o.Records < 1 || o.Rounds < 1 {
		flag.Usage()
		os.Exit(statusUsage)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, o)
	stop()
	os.Exit(status)
}

// run runs the scenarios one after the other and returns the exit status.
func run(ctx context.Context, o options) int {
	o.Progress = func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
	var all []scenario.Scenario
	for name := range strings.SplitSeq(o.names, ",") {
		s, err := scenario.Find(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, "chaos:", err)
			return statusUsage
		}
		all = append(all, s)
	}
	dir, err := o.folder()
	if err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		return statusFailed
	}
	status := 0
	for _, s := range all {
		status = max(status, o.one(ctx, s, dir))
	}
	// What a broken promise left behind is worth a look.
	if status != 0 || o.keep {
		fmt.Fprintln(os.Stderr, "chaos: what was run is in", dir)
	} else if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, "chaos: cannot remove the folder:", err)
	}
	return status
}

func (o options) one(ctx context.Context, s scenario.Scenario, dir string) int {
	o.Folder = filepath.Join(dir, s.Name)
	ledger, err := s.Run(ctx, o.Options)
	if ledger != nil {
		ledger.Write(os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		return statusFailed
	}
	if len(ledger.Broken()) > 0 {
		return statusBroken
	}
	return 0
}

// folder is where a run takes place: given and not there yet, or a new one.
func (o options) folder() (string, error) {
	if o.Folder == "" {
		return os.MkdirTemp("", "scrim-chaos-")
	}
	if err := os.Mkdir(o.Folder, 0o700); err != nil {
		return "", fmt.Errorf("cannot make the folder of this run: %w", err)
	}
	return filepath.Abs(o.Folder)
}
