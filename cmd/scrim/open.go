package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/config"
)

// openAll opens the sources and sinks. Nothing is read or written by that; failed
// are those that cannot be opened.
func openAll(run config.Run) (o pipeline.Settings, failed []pipeline.Checked) {
	p := run.Pipeline
	o = pipeline.Settings{
		Workers: p.Workers, MaxBatch: int(p.MaxBatch), OnError: pipeline.OnError(p.OnError), ShutdownTimeout: time.Duration(p.ShutdownTimeout),
	}
	env := pipeline.Environment{StateDir: string(p.StateDir), Version: versionName()}
	fail := func(role, name string, err error) {
		c := pipeline.Checked{Role: role, Name: name}
		c.Err = fmt.Errorf("%s: %w", c.Title(), err)
		failed = append(failed, c)
	}
	for _, s := range run.Sources {
		env.Name = s.Name
		it, err := s.Settings.Open(env)
		if err != nil {
			fail("source", s.Name, err)
			continue
		}
		o.Sources = append(o.Sources, pipeline.Named[pipeline.Source]{Name: s.Name, It: it})
	}
	for _, s := range run.Sinks {
		env.Name = s.Name
		it, err := s.Settings.Open(env)
		if err != nil {
			fail("sink", s.Name, err)
			continue
		}
		o.Sinks = append(o.Sinks, pipeline.Named[pipeline.Sink]{Name: s.Name, It: it})
	}
	if run.DeadLetter != nil {
		env.Name = "dead_letter"
		it, err := run.DeadLetter.Open(env)
		if err != nil {
			fail("dead_letter", env.Name, err)
			return o, failed
		}
		o.DeadLetter = it
	}
	return o, failed
}

// reach asks every source and sink of a configuration whether its other end is
// there, and prints what each has answered. Nothing is moved, created or joined.
func reach(ctx context.Context, con *console, path string) error {
	c, engines, err := loadRun(path)
	if err != nil {
		return err
	}
	run := c.Run()
	if len(run.Sources) == 0 {
		con.note("%q has neither sources nor sinks to ask", path)
		return nil
	}
	o, failed := openAll(run)
	for _, one := range failed {
		con.report(one.Err)
	}
	defer closeAll(o)
	o.Engines, o.Log = engines, slog.New(slog.DiscardHandler)
	for _, one := range pipeline.New(o).Check(ctx) {
		if one.Err != nil {
			failed = append(failed, one)
			con.report(fmt.Errorf("%s: %w", one.Title(), one.Err))
			continue
		}
		con.note("%s: ok", one.Title())
	}
	if len(failed) > 0 {
		return errReported
	}
	return nil
}

// closeAll closes sinks that have written nothing.
func closeAll(o pipeline.Settings) {
	for _, s := range o.Sinks {
		s.It.Close()
	}
	if o.DeadLetter != nil {
		o.DeadLetter.Close()
	}
}
