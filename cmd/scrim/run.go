package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/config"
	"scrim/pipeline/source/all"
	"scrim/sinks"
	"scrim/sinks/stdout"
)

// types are the sources and sinks that a configuration may name.
var types = config.Types{Sources: all.Types, Sinks: sinks.Types, DeadLetters: sinks.DeadLetters}

// newRun is scrim run.
func newRun(con *console) *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "run -c FILE",
		Short: "run the pipeline of a configuration: sources, detectors, sinks",
		Args:  noArgs,
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

// service is a pipeline with the configuration that it runs.
type service struct {
	path     string
	running  *config.Config
	pipeline *pipeline.Pipeline
	log      *slog.Logger
}

func runPipeline(ctx context.Context, con *console, path string) error {
	s, err := newService(path, con.w)
	if err != nil {
		return err
	}
	ctx, stop := s.onSignals(ctx)
	defer stop()
	s.log.Info("started", "config", path, "sha256", s.running.SHA256(), "version", versionName())
	began := time.Now()
	if err := s.pipeline.Run(ctx); err != nil {
		return s.failed(err)
	}
	s.log.Info("ended: everything is acknowledged", "after", time.Since(began).Round(time.Millisecond).String())
	return nil
}

// failed says why the pipeline has ended, in the form of its log.
func (s *service) failed(err error) error {
	if errors.Is(err, stdout.ErrClosed) {
		return err
	}
	s.log.Error("ended", "error", err)
	return errReported
}

// newService reads the configuration and opens what it names.
func newService(path string, stderr io.Writer) (*service, error) {
	c, engines, err := loadRun(path)
	if err != nil {
		return nil, err
	}
	run := c.Run()
	if len(run.Sources) == 0 {
		return nil, &failure{statusConfig, fmt.Errorf("%s: there is no [[source]]", path), "scrim -c FILE without run filters standard input and files"}
	}
	log := newLog(stderr, run.Pipeline.LogFormat)
	o, err := openAll(run)
	if err != nil {
		return nil, err
	}
	o.Engines, o.Log = engines, log
	return &service{path: path, running: c, pipeline: pipeline.New(o), log: log}, nil
}

// newLog is scrim's own log, which never holds a byte of a record.
func newLog(w io.Writer, format string) *slog.Logger {
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

// loadRun reads a configuration and compiles what it detects.
func loadRun(path string) (*config.Config, pipeline.Engines, error) {
	var e pipeline.Engines
	if err := config.Check(path, types); err != nil {
		return nil, e, &failure{status: statusConfig, err: err}
	}
	c, err := config.Load(path, types)
	if err != nil {
		return nil, e, &failure{status: statusConfig, err: err}
	}
	o, err := c.DetectorOptions()
	if err != nil {
		return nil, e, &failure{status: statusConfig, err: err}
	}
	if e.Text, err = detectors.New(o); err != nil {
		return nil, e, &failure{status: statusConfig, err: fmt.Errorf("%s: %w", path, err)}
	}
	if keys, ok := c.KeyOptions(o); ok {
		if e.Keys, err = detectors.New(keys); err != nil {
			return nil, e, &failure{status: statusConfig, err: fmt.Errorf("%s: %w", path, err)}
		}
	}
	return c, e, nil
}

// openAll opens the sources and sinks.
func openAll(run config.Run) (o pipeline.Settings, err error) {
	p := run.Pipeline
	o = pipeline.Settings{
		Workers: p.Workers, MaxBatch: int(p.MaxBatch), OnError: pipeline.OnError(p.OnError), ShutdownTimeout: time.Duration(p.ShutdownTimeout),
	}
	env := pipeline.Environment{StateDir: string(p.StateDir), Version: versionName()}
	for _, s := range run.Sources {
		env.Name = s.Name
		it, err := s.Settings.Open(env)
		if err != nil {
			return o, fmt.Errorf("source %s: %w", s.Name, err)
		}
		o.Sources = append(o.Sources, pipeline.Named[pipeline.Source]{Name: s.Name, It: it})
	}
	for _, s := range run.Sinks {
		env.Name = s.Name
		it, err := s.Settings.Open(env)
		if err != nil {
			return o, fmt.Errorf("sink %s: %w", s.Name, err)
		}
		o.Sinks = append(o.Sinks, pipeline.Named[pipeline.Sink]{Name: s.Name, It: it})
	}
	if run.DeadLetter != nil {
		env.Name = "dead_letter"
		if o.DeadLetter, err = run.DeadLetter.Open(env); err != nil {
			return o, fmt.Errorf("dead letter: %w", err)
		}
	}
	return o, nil
}

// onSignals returns a context that the first INT or TERM ends; the second one
// ends the program. A hangup reloads.
func (s *service) onSignals(ctx context.Context) (context.Context, func()) {
	return onSignals(ctx, s.reload, func() {})
}

// reload puts what the configuration says now in the place of what runs, if it
// is right, and opens files again.
func (s *service) reload() {
	if err := s.pipeline.Reopen(); err != nil {
		s.log.Error("cannot open a file again", "error", err)
	}
	c, engines, err := loadRun(s.path)
	if err != nil {
		s.log.Error("the configuration was not reloaded: it is wrong, and the old one goes on", "error", err)
		return
	}
	s.pipeline.Reload(engines)
	if sections := c.NeedsRestart(s.running); len(sections) > 0 {
		s.log.Warn("these sections have changed and need a restart", "sections", sections)
	}
	s.log.Info("reloaded: rules, dictionaries, kinds and masks", "sha256", c.SHA256())
}

