package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/term"

	"scrim/pipeline"
	"scrim/pipeline/evidence"
	"scrim/pipeline/source"
)

// inputs goes through what a plan says is to be read, one input after the other.
type inputs struct {
	con  *console
	plan *plan
	bar  *progress
	// fatal tells whether an error leaves nothing to do for the other inputs.
	fatal func(error) bool
	// evidence, if it is asked for, gets every input: then they are hashed.
	evidence *evidence.Collector
	binary   int  // files passed over
	failed   bool // something was reported
}

// errInterrupted ends a file that a signal cut short.
var errInterrupted = errors.New("interrupted")

// fail reports what is wrong with one input; the others go on.
func (all *inputs) fail(err error) {
	all.failed = true
	all.con.report(err)
}

// work is what is done with each input.
type work func(context.Context, input, *source.Source) error

// each does the work on every input, also after one that failed. The error is
// one that ends the run.
func (all *inputs) each(ctx context.Context, do work) error {
	for i, in := range all.plan.inputs {
		err := all.one(ctx, in, do)
		switch {
		case all.fatal(err):
			return err
		case errors.Is(err, errInterrupted):
			return fmt.Errorf("interrupted: %d of %s not finished", len(all.plan.inputs)-i, plural(int64(len(all.plan.inputs)), "file"))
		case err != nil:
			all.fail(err)
		}
	}
	return nil
}

func (all *inputs) one(ctx context.Context, in input, do work) error {
	if ctx.Err() != nil && !in.isStdin() {
		return errInterrupted
	}
	src, err := all.open(in)
	if err != nil {
		return err
	}
	defer src.Close()
	if in.walked && src.LooksBinary() {
		all.binary++
		all.con.detail("%s: binary, passed over", shown(in.path))
		return nil
	}
	all.bar.next(src)
	return do(ctx, in, src)
}

func (all *inputs) open(in input) (*source.Source, error) {
	open, from := source.Open, source.New
	if all.evidence != nil {
		open, from = source.OpenHashed, source.NewHashed
	}
	if !in.isStdin() {
		return open(in.path)
	}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		all.con.note("reading from the terminal; end with Ctrl-D, or see scrim --help")
	}
	return from(os.Stdin, stdinName)
}

// stream is how one of the inputs goes through the pipeline.
func (all *inputs) stream(src *source.Source, jobs jobCount) pipeline.Options {
	return pipeline.Options{Jobs: int(jobs), At: src.At(), Digest: src.Digest(), Prompt: src.Prompt(), Progress: all.bar.callback()}
}

// sayPassedOver says what a walk left out, since it may still hold secrets.
func (all *inputs) sayPassedOver() {
	for _, s := range []struct {
		n     int
		thing string
	}{
		{all.binary, "binary file"},
		{all.plan.links, "symbolic link"},
		{all.plan.special, "special file"},
		{all.plan.backups, "backup"},
	} {
		if s.n > 0 {
			all.con.note("passed over %s", plural(int64(s.n), s.thing))
		}
	}
}
