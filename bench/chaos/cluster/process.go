package cluster

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// Process is the broker's own, as bench/broker/kafka.sh keeps it.
type Process struct {
	// Script is the path of kafka.sh, Folder where it keeps the broker.
	Script, Folder string
}

// Crash ends the broker with kill -9.
func (p Process) Crash(ctx context.Context) error { return p.run(ctx, "crash") }

// Again starts the broker with the data that it had and returns when it listens.
func (p Process) Again(ctx context.Context) error { return p.run(ctx, "again") }

func (p Process) run(ctx context.Context, verb string) error {
	out, err := exec.CommandContext(ctx, p.Script, verb, p.Folder).CombinedOutput()
	if err != nil {
		return fmt.Errorf("cannot %s the broker: %w", verb, errors.Join(err, errors.New(strings.TrimSpace(string(out)))))
	}
	return nil
}
