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
	for _, s := range run.Sources {
		it, ok := openOne(s.Settings.Open, env, "source", s.Name, &failed)
		if ok {
			o.Sources = append(o.Sources, pipeline.Named[pipeline.Source]{Name: s.Name, It: it})
		}
	}
	for _, s := range run.Sinks {
		it, ok := openOne(s.Settings.Open, env, "sink", s.Name, &failed)
		if ok {
			o.Sinks = append(o.Sinks, pipeline.Named[pipeline.Sink]{Name: s.Name, It: it})
		}
	}
	if run.DeadLetter != nil {
		o.DeadLetter, _ = openOne(run.DeadLetter.Open, env, "dead_letter", "dead_letter", &failed)
	}
	return o, failed
}

// openOne opens a source or a sink, or adds it to those that failed.
func openOne[T any](open func(pipeline.Environment) (T, error), env pipeline.Environment, role, name string, failed *[]pipeline.Checked) (it T, ok bool) {
	env.Name = name
	it, err := open(env)
	if err == nil {
		return it, true
	}
	c := pipeline.Checked{Role: role, Name: name}
	c.Err = fmt.Errorf("%s: %w", c.Title(), err)
	*failed = append(*failed, c)
	var none T
	return none, false
}

// reach asks every source and sink of a configuration whether its other end is
// there, and prints what each has answered. Nothing is moved, created or joined.
func reach(ctx context.Context, con *console, path string, run config.Run, engines pipeline.Engines) error {
	if len(run.Sources) == 0 {
		con.note("%q has neither sources nor sinks to ask", path)
		return nil
	}
	o, failed := openAll(run)
	for _, one := range failed {
		con.report(one.Err)
	}
	o.Engines, o.Log = engines, slog.New(slog.DiscardHandler)
	p := pipeline.New(o)
	defer p.Close()
	for _, one := range p.Check(ctx) {
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
