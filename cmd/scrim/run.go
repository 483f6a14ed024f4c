package main

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"scrim/pipeline/config"
	"scrim/pipeline/source/all"
	"scrim/sinks"
	"scrim/sinks/stdout"
)

// types are the sources and sinks that a configuration may name.
var types = config.Types{Sources: all.Types, Sinks: sinks.Types, DeadLetters: sinks.DeadLetters}

const aboutRun = `scrim run moves records (lines of files, messages of topics) from the sources of
a configuration through the detectors to its sinks, until TERM or INT. Each
reaches every sink at least once, in order, or is in the dead letter.

TERM and INT stop reading, deliver what was read, commit and end; a second one
quits. HUP opens output files again and reloads what is masked. scrim's own log
goes to standard error.`

// newRun is scrim run.
func newRun(con *console) *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "run -c FILE",
		Short: "run the pipeline of a configuration: sources, detectors, sinks",
		Long:  aboutRun,
		Example: `
scrim validate -c scrim.toml --network && scrim run -c scrim.toml # check it, then run it`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if path == "" {
				return usageError("scrim run -c FILE", "run needs a configuration")
			}
			return runPipeline(context.Background(), con, path)
		},
	}
	cmd.Flags().VarP(&text{&path, "FILE"}, "config", "c", "the configuration")
	return cmd
}

// memoryLimit is what the runtime tries to stay below, by collecting more often:
// records in flight take a third of it, and containers are often given 256 MiB.
// GOMEMLIMIT in the environment overrides it.
const memoryLimit = 192 << 20

func runPipeline(ctx context.Context, con *console, path string) error {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	var signals signalled
	ctx, stop := onSignals(ctx, signals.hangup, signals.quit)
	defer stop()
	s, err := newService(con, path)
	if err != nil {
		return err
	}
	signals.started(s)
	if s.server != nil {
		s.server.Serve(s.metrics, s.pipeline.Stats, s.log)
		defer s.server.Close()
	}
	s.started()
	began := time.Now()
	err = s.pipeline.Run(ctx)
	return s.ended(err, time.Since(began))
}

// ended logs how the pipeline has ended, with its counts. The error is what is
// left to be said.
func (s *service) ended(err error, after time.Duration) error {
	counts := s.counts("after", after.Round(time.Millisecond).String())
	switch {
	case err == nil:
		s.log.Info("ended: everything is acknowledged", counts...)
		return nil
	case errors.Is(err, stdout.ErrClosed):
		s.log.Info("ended: standard output is closed", counts...)
		return err
	}
	counts = append(counts, "error", err)
	if hint := hintFor(err); hint != "" {
		counts = append(counts, "hint", hint)
	}
	s.log.Error("ended", counts...)
	return errReported
}
