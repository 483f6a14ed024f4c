package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/evidence"
	"scrim/pipeline/source"
	"scrim/sinks/file"
	"scrim/sinks/stdout"
)

// filter redacts inputs one after the other.
type filter struct {
	*settings
	con      *console
	out      *stdout.Writer
	engine   *detectors.Engine
	plan     *plan
	progress *progress
	total    tally
	evidence *evidence.Collector // nil unless it is asked for
	binary   int                 // files passed over
	failed   bool                // something was reported
	writing  atomic.Pointer[file.Writer]
}

// errInterrupted ends a file that a signal cut short.
var errInterrupted = errors.New("interrupted")

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
	f := &filter{settings: s, con: con, out: out, engine: engine, plan: p}
	if s.summary.value == summaryJSON {
		f.evidence = evidence.NewCollector(s.evidenceHead(), engine)
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
	f.progress = f.newProgress()
	err := f.write(ctx)
	f.progress.clear()
	f.sayPassedOver()
	err = f.outcome(err)
	switch f.summary.value {
	case summaryText:
		f.total.print(f.con, f.engine)
	case summaryJSON:
		f.total.printJSON(f.con, f.engine, f.evidence.Evidence())
	}
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

// fail reports what is wrong with one input; the others go on.
func (f *filter) fail(err error) {
	f.failed = true
	f.con.report(err)
}

// abandon leaves no temporary file behind when the program is ended.
func (f *filter) abandon() {
	if w := f.writing.Load(); w != nil {
		w.Abort()
	}
}

// work is what is done with each input.
type work func(context.Context, input, *source.Source) error

// each does the work on every input, also after one that failed. The error is
// one that ends the run.
func (f *filter) each(ctx context.Context, do work) error {
	for i, in := range f.plan.inputs {
		err := f.one(ctx, in, do)
		switch {
		case f.outputFailed(err):
			return err
		case errors.Is(err, errInterrupted):
			return fmt.Errorf("interrupted: %d of %s not finished", len(f.plan.inputs)-i, plural(int64(len(f.plan.inputs)), "file"))
		case err != nil:
			f.fail(err)
		}
	}
	return nil
}

// outputFailed reports whether err leaves the other inputs nowhere to go.
func (f *filter) outputFailed(err error) bool {
	var write *pipeline.WriteError
	return (f.plan.to == toStdout || f.plan.to == toFile) && errors.As(err, &write)
}

func (f *filter) one(ctx context.Context, in input, do work) error {
	if ctx.Err() != nil && !in.isStdin() {
		return errInterrupted
	}
	src, err := f.open(in)
	if err != nil {
		return err
	}
	defer src.Close()
	if in.walked && src.LooksBinary() {
		f.binary++
		f.con.detail("%s: binary, passed over", shown(in.path))
		return nil
	}
	f.progress.next(src)
	return do(ctx, in, src)
}

func (f *filter) open(in input) (*source.Source, error) {
	open, from := source.Open, source.New
	if f.evidence != nil {
		open, from = source.OpenHashed, source.NewHashed
	}
	if !in.isStdin() {
		return open(in.path)
	}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		f.con.note("reading from the terminal; end with Ctrl-D, or see scrim --help")
	}
	return from(os.Stdin, stdinName)
}

// redact copies src to dst, masked, and counts.
func (f *filter) redact(ctx context.Context, dst io.Writer, src *source.Source) (pipeline.Report, error) {
	r, err := pipeline.Redact(ctx, f.engine, dst, src, pipeline.Options{
		Jobs:     int(f.jobs),
		At:       src.At(),
		Digest:   src.Digest(),
		Prompt:   src.Prompt(),
		Progress: f.progress.callback(),
	})
	f.total.add(r)
	if f.evidence != nil {
		f.evidence.Input(src, r, cmp.Or(err, ctx.Err()))
	}
	if err == nil {
		f.con.detail("%s: %s masked in %s", shown(src.Name), plural(masked(r), "value"), plural(r.Lines, "line"))
	}
	return r, err
}

// sayPassedOver says what a walk left out, since it may still hold secrets.
func (f *filter) sayPassedOver() {
	for _, s := range []struct {
		n     int
		thing string
	}{
		{f.binary, "binary file"},
		{f.plan.links, "symbolic link"},
		{f.plan.special, "special file"},
		{f.plan.backups, "backup"},
	} {
		if s.n > 0 {
			f.con.note("passed over %s", plural(int64(s.n), s.thing))
		}
	}
}
