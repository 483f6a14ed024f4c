package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/config"
	"scrim/pipeline/evidence"
	"scrim/pipeline/source"
	"scrim/sinks/file"
	"scrim/sinks/stdout"
)

// reporting is what scan and audit have in common: they read inputs as the filter
// does, and write one report.
type reporting struct {
	settings
	*inputs
	format, failOn choice
	fingerprintKey string // the file

	out   *stdout.Writer
	total tally
	unfinished
}

func newReporting(con *console, out *stdout.Writer, formats []string) reporting {
	return reporting{
		inputs: &inputs{con: con}, out: out,
		format: choice{arg: "FORMAT", value: formats[0], of: formats}, failOn: choice{arg: "SEVERITY", of: severityNames},
	}
}

// defineReport adds the flags of a verb that reports: its own ones, and some of the
// filter's.
func (r *reporting) defineReport(set *pflag.FlagSet, own func(), filters []string) {
	set.SortFlags = false
	set.Var(&r.format, "format", "how to report: "+strings.Join(r.format.of, ", "))
	set.Var(&r.failOn, "fail-on", "end with 1 from this severity on: "+strings.Join(severityNames, ", "))
	own()
	set.Var(&text{&r.fingerprintKey, "FILE"}, "key-file", "the key of the fingerprints")
	r.defineSome(set, filters)
	set.Lookup("output").Usage = "write the report to a file"
}

// check finds flags that do not go together.
func (r *reporting) check(set *pflag.FlagSet) error {
	if err := r.settings.check(set); err != nil {
		return err
	}
	r.con.quiet, r.con.verbose = r.quiet, r.verbose
	return nil
}

// open plans what is to be read, and begins the evidence.
func (r *reporting) open(args []string, engine *detectors.Engine, key []byte) (err error) {
	if r.plan, err = newPlan(&settings{}, args); err != nil {
		return err
	}
	if err := r.leaveOutReport(); err != nil {
		return err
	}
	head := r.evidenceHead()
	if id := r.keyID(key); id != "" {
		head.Keys = append(head.Keys, id)
	} else {
		head.Ephemeral = true
	}
	r.evidence = evidence.NewCollector(head, engine)
	return nil
}

// read reads every input by look, which is given the options that all have.
func (r *reporting) read(ctx context.Context, look func(context.Context, *source.Source, pipeline.Options) (pipeline.Report, error)) error {
	for _, err := range r.plan.errs {
		r.fail(err)
	}
	r.total.began, r.total.looks = time.Now(), true
	r.bar = r.newProgress(r.settings.progress.value, r.toStdout())
	err := r.each(ctx, func(ctx context.Context, in input, src *source.Source) error {
		found, err := look(ctx, src, r.stream(src, r.jobs))
		r.evidence.Input(src, found, cmp.Or(err, ctx.Err()))
		r.total.add(found)
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil && !in.isStdin():
			return errInterrupted
		}
		r.con.detail("%s: %s in %s", shown(src.Name), plural(masked(found), "finding"), plural(found.Lines, "line"))
		return nil
	})
	r.bar.clear()
	r.sayPassedOver()
	if n := r.total.report.Withheld; n > 0 {
		r.fail(fmt.Errorf("could not check %s", plural(n, "record")))
	}
	return err
}

// end is the error that the run ends with: errors count more than what was found,
// of which worst is the worst.
func (r *reporting) end(err error, worst detectors.Severity, found bool) error {
	r.abandon()
	switch {
	case err != nil && !errors.Is(err, stdout.ErrClosed):
		return err
	case r.failed:
		return errReported
	case err != nil, !found, !r.fails(worst):
		return err
	}
	return errFound
}

// failNever never fails because of what is found.
const failNever = "never"

// severityNames are what to fail on, in rising order.
var severityNames = []string{
	detectors.SeverityLow.String(), detectors.SeverityMedium.String(), detectors.SeverityHigh.String(), detectors.SeverityCritical.String(), failNever,
}

// reportBuffer is how much of a report is written at once, in bytes.
const reportBuffer = 64 << 10

// key is that of the fingerprints: from the file, or made up.
func (r *reporting) key() ([]byte, error) {
	if r.fingerprintKey != "" {
		key, err := config.ReadKey(r.fingerprintKey)
		if err != nil {
			return nil, &failure{statusConfig, err, keyHint(err)}
		}
		return key, nil
	}
	key := make([]byte, 2*detectors.MinKeyBytes)
	_, _ = rand.Read(key) // never fails
	return key, nil
}

// leaveOutReport leaves the report of an earlier scan in the same folder alone, and
// refuses to write over an input that the user named.
func (r *reporting) leaveOutReport() error {
	out, err := os.Stdout.Stat()
	if !r.toStdout() {
		out, err = os.Stat(r.output)
	}
	if err != nil || !out.Mode().IsRegular() {
		return nil // nothing to lose, or creating it reports the error
	}
	all := r.plan.inputs[:0]
	for _, in := range r.plan.inputs {
		switch {
		case !in.is(out):
			all = append(all, in)
		case !in.walked:
			return &failure{statusFailed, fmt.Errorf("%s is input and report at once", shown(in.path)), "write the report to another file"}
		}
	}
	r.plan.inputs = all
	return nil
}

func (r *reporting) toStdout() bool { return r.output == "" || r.output == stdinArg }

// destination is where the report goes, and what puts it in place.
func (r *reporting) destination() (io.Writer, func() error, error) {
	if r.toStdout() {
		r.out.Hash()
		return r.out, r.out.Commit, nil
	}
	w, err := file.Create(r.output, file.Options{Compression: file.CompressionOf(r.output), Hash: true})
	if err != nil {
		return nil, nil, err
	}
	r.writing.Store(w)
	return w, w.Commit, nil
}

func (r *reporting) colour() bool {
	return r.toStdout() && colourWanted()
}

// keyID is empty for a key that nobody can have again.
func (r *reporting) keyID(key []byte) string {
	if r.fingerprintKey == "" {
		return ""
	}
	return detectors.KeyID(key)
}

// noteReport adds the report to the evidence.
func (r *reporting) noteReport() {
	out := evidence.File{Name: stdout.Name}
	if w := r.writing.Load(); w != nil {
		out.Name = r.output
		out.SHA256, out.Bytes = w.Sum()
	} else {
		out.SHA256, out.Bytes = r.out.Sum()
	}
	r.total.report.BytesWritten = out.Bytes
	r.evidence.Output(out)
}

// fails tells whether a severity is one to fail on.
func (r *reporting) fails(worst detectors.Severity) bool {
	return r.failOn.value == "" || int(worst) >= slices.Index(severityNames, r.failOn.value)
}
