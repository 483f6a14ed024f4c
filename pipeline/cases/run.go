package cases

import (
	"bytes"
	"context"
	"errors"
	"time"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/config"
)

// Run runs all cases on an engine of these options. The error is that of the
// options, or of ctx.
func Run(ctx context.Context, all []config.Case, o detectors.Options) (*Report, error) {
	r, err := newRunner(o)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	report := &Report{Cases: make([]Result, 0, len(all))}
	trials := make([]trial, 0, len(all))
	for _, c := range all {
		t, result := r.run(ctx, c)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		trials = append(trials, t)
		report.Cases = append(report.Cases, result)
	}
	report.Coverage = r.coverage(trials)
	report.Elapsed = time.Since(began)
	return report, nil
}

// runner runs one case after the other.
type runner struct {
	options detectors.Options
	engine  *detectors.Engine
	kinds   []detectors.KindInfo
	// rules and dictionaries are those of the options, by kind.
	rules        map[string]*detectors.Rule
	dictionaries map[string]*detectors.Dictionary
	// configured and whole redact names: the engine of the options, and one that
	// looks for all kinds.
	configured, whole *detectors.Scanner
}

func newRunner(o detectors.Options) (*runner, error) {
	engine, err := detectors.New(o)
	if err != nil {
		return nil, err
	}
	whole, err := detectors.New(detectors.Options{Only: []string{detectors.AllKinds}})
	if err != nil {
		return nil, err
	}
	r := &runner{
		options: o, engine: engine, kinds: engine.Kinds(), configured: engine.NewScanner(), whole: whole.NewScanner(),
		rules: map[string]*detectors.Rule{}, dictionaries: map[string]*detectors.Dictionary{},
	}
	for i := range o.Rules {
		r.rules[o.Rules[i].Name] = &o.Rules[i]
	}
	for i := range o.Dictionaries {
		r.dictionaries[o.Dictionaries[i].Name] = &o.Dictionaries[i]
	}
	return r, nil
}

// trial is a case with what came of it.
type trial struct {
	config.Case
	output    []byte
	masked    map[string]bool // the kinds that are masked
	explained []detectors.Explanation
	passed    bool
}

// errDetection stands in for a panic, whose text may quote the input.
var errDetection = errors.New("detection failed on it")

// run runs one case.
func (r *runner) run(ctx context.Context, c config.Case) (trial, Result) {
	began := time.Now()
	t := trial{Case: c}
	result := Result{Name: r.shownName(c), Line: c.Line, Expect: c.Expect, Status: Broken}
	if err := r.try(ctx, &t); err != nil {
		result.Reason = err.Error()
	} else {
		r.judge(&t, &result)
	}
	result.Elapsed = time.Since(began)
	t.passed = result.Status == Passed
	return t, result
}

// try does what the filter does with the input, and asks for the reasons.
func (r *runner) try(ctx context.Context, t *trial) (err error) {
	var out bytes.Buffer
	report, err := pipeline.Redact(ctx, r.engine, &out, bytes.NewReader([]byte(t.Input)), pipeline.Options{Jobs: 1})
	if err != nil || report.Withheld > 0 {
		return errDetection
	}
	t.output, t.masked = out.Bytes(), map[string]bool{}
	for id, k := range r.kinds {
		if report.Findings[id] > 0 {
			t.masked[k.Name] = true
		}
	}
	return guarded(func() { t.explained = r.configured.Explain([]byte(t.Input)) })
}

// guarded runs what asks a scanner, and makes an error of its panic.
func guarded(ask func()) (err error) {
	defer func() {
		if recover() != nil {
			err = errDetection
		}
	}()
	ask()
	return nil
}
