package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/evidence"
	"scrim/pipeline/source"
	"scrim/sinks/stdout"
)

// filter redacts inputs one after the other.
type filter struct {
	*settings
	*inputs
	out    *stdout.Writer
	engine *detectors.Engine
	total  tally
	unfinished
}

// runFilter is scrim without a verb.
func runFilter(ctx context.Context, con *console, out *stdout.Writer, s *settings, args []string) error {
	engine, err := s.newEngine()
	if err != nil {
		return err
	}
	p, err := newPlan(s, args)
	if err != nil {
		return err
	}
	f := &filter{settings: s, inputs: &inputs{con: con, plan: p}, out: out, engine: engine}
	f.fatal = f.outputFailed
	if s.summary.value == summaryJSON {
		head := s.evidenceHead()
		head.Keys = engine.KeyIDs()
		f.evidence = evidence.NewCollector(head, engine)
		out.Hash()
	}
	ctx, stop := drainOnSignal(ctx, f.abandon)
	defer stop()
	return f.run(ctx)
}

func (f *filter) run(ctx context.Context) error {
	f.total.began = time.Now()
	for _, err := range f.plan.errs {
		f.fail(err)
	}
	f.bar = f.newProgress(f.settings.progress.value, f.plan.to == toStdout)
	err := f.write(ctx)
	f.bar.clear()
	f.sayPassedOver()
	err = f.outcome(err)
	f.total.printAs(f.summary.value, f.con, f.engine, f.evidence)
	return err
}

// write sends the inputs to where they go.
func (f *filter) write(ctx context.Context) error {
	switch f.plan.to {
	case toFile:
		return f.toFile(ctx)
	case toFolder:
		return f.each(ctx, f.toFolder)
	case inPlaceOf:
		return f.each(ctx, f.rewrite)
	}
	return f.toStdout(ctx)
}

// outcome is the error that the run ends with.
func (f *filter) outcome(err error) error {
	if n := f.total.report.Withheld; n > 0 {
		f.fail(fmt.Errorf("withheld %s that could not be checked", plural(n, "record")))
	}
	// That the reader went away excuses nothing that failed before.
	if f.failed && (err == nil || errors.Is(err, stdout.ErrClosed)) {
		return errReported
	}
	return err
}

// outputFailed reports whether err leaves the other inputs nowhere to go.
func (f *filter) outputFailed(err error) bool {
	var write *pipeline.WriteError
	return (f.plan.to == toStdout || f.plan.to == toFile) && errors.As(err, &write)
}

// redact copies src to dst, masked, and counts.
func (f *filter) redact(ctx context.Context, dst io.Writer, src *source.Source) (pipeline.Report, error) {
	r, err := pipeline.Redact(ctx, f.engine, dst, src, f.stream(src, f.jobs))
	f.total.add(r)
	if f.evidence != nil {
		f.evidence.Input(src, r, cmp.Or(err, ctx.Err()))
	}
	if err == nil {
		f.con.detail("%s: %s masked in %s", shown(src.Name), plural(masked(r), "value"), plural(r.Lines, "line"))
	}
	return r, err
}
