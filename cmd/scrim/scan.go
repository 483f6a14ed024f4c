package main

import (
	"bufio"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/config"
	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
	"scrim/pipeline/source"
	"scrim/sinks/file"
	"scrim/sinks/report"
	"scrim/sinks/report/terminal"
	"scrim/sinks/stdout"
)

const aboutScan = `scrim scan says what leaked into FILEs, the files below a DIR, or standard input,
and changes nothing. It finds what the filter would mask, with the same
configuration, and shows no value: equal values have equal fingerprints, under the
key of --key-file, or under one that is made up for this run and forgotten.

A finding has a severity, the highest of the weaknesses (CWE) that it is an
instance of: those depend on what the value is, where it stands and what the file
is. The exit status is 1 if anything is found, or, with --fail-on, anything as
severe as that; "never" leaves it at 0.

A report of an earlier scan with the same key, as json, jsonl or sarif, may be given
as --baseline: what is in it is accepted, wherever it stands, counted, and not
reported again.`

// scanFlags are the flags of the filter that scan has too.
var scanFlags = []string{"output", "config", "jobs", "only", "skip", "summary", "progress", "quiet", "verbose"}

// failNever never fails because of what is found.
const failNever = "never"

var severityNames = []string{"low", "medium", "high", "critical", failNever}

// scan is one run of scrim scan.
type scan struct {
	settings
	*inputs
	format, failOn choice
	baseline       string
	fingerprintKey string // the file

	out     *stdout.Writer
	known   *leaks.Baseline
	search  *leaks.Search
	total   tally
	writing atomic.Pointer[file.Writer]
}

// newScan is scrim scan.
func newScan(con *console, out *stdout.Writer) *cobra.Command {
	s := &scan{inputs: &inputs{con: con}, out: out}
	s.failOn = choice{arg: "SEVERITY", of: severityNames}
	s.format = choice{arg: "FORMAT", value: report.Formats[0].Name}
	for _, f := range report.Formats {
		s.format.of = append(s.format.of, f.Name)
	}
	cmd := &cobra.Command{
		Use:   "scan [flags] [FILE|DIR ...]",
		Short: "report what leaked, where, and how bad it is",
		Long:  aboutScan,
		Example: `
scrim scan logs/ # what leaked below a folder
scrim scan --fail-on high --format sarif -o leaks.sarif logs/ # for programs that read SARIF
scrim scan --format html -o leaks.html prod.log.gz # a page to read`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.check(cmd.Flags()); err != nil {
				return err
			}
			con.quiet, con.verbose = s.quiet, s.verbose
			return s.run(context.Background(), args)
		},
	}
	all := pflag.NewFlagSet("", pflag.ContinueOnError)
	s.define(all)
	set := cmd.Flags()
	set.SortFlags = false
	set.Var(&s.format, "format", "how to report: "+strings.Join(s.format.of, ", "))
	set.Var(&s.failOn, "fail-on", "end with 1 from this severity on: "+strings.Join(severityNames, ", "))
	set.Var(&text{&s.baseline, "FILE"}, "baseline", "accept what this report of an earlier scan lists")
	set.Var(&text{&s.fingerprintKey, "FILE"}, "key-file", "the key of the fingerprints")
	for _, name := range scanFlags {
		f := all.Lookup(name)
		if name == "output" {
			f.Usage = "write the report to a file"
		}
		set.AddFlag(f)
	}
	return cmd
}

// check finds flags that do not go together.
func (s *scan) check(set *pflag.FlagSet) error {
	switch {
	case s.quiet && s.verbose:
		return usageError("choose one", "-q and -v do not go together")
	case set.Changed("output") && s.output == "":
		return usageError("-o PATH", "-o needs a path")
	case s.baseline != "" && s.fingerprintKey == "":
		return usageError("--key-file F, the key of the baseline's fingerprints", "--baseline needs the key")
	}
	return nil
}

// key is that of the fingerprints: from the file, or made up.
func (s *scan) key() ([]byte, error) {
	if s.fingerprintKey != "" {
		key, err := config.ReadKey(s.fingerprintKey)
		if err != nil {
			return nil, &failure{statusConfig, err, keyHint(err)}
		}
		return key, nil
	}
	key := make([]byte, 2*detectors.MinKeyBytes)
	_, _ = rand.Read(key) // never fails
	return key, nil
}

func (s *scan) run(ctx context.Context, args []string) error {
	engine, err := s.newEngine()
	if err != nil {
		return err
	}
	key, err := s.key()
	if err != nil {
		return err
	}
	if s.known, err = s.readBaseline(key); err != nil {
		return err
	}
	if s.plan, err = newPlan(&settings{}, args); err != nil {
		return err
	}
	if err := s.leaveOutReport(); err != nil {
		return err
	}
	head := s.evidenceHead()
	if head.Ephemeral = s.fingerprintKey == ""; !head.Ephemeral {
		head.Keys = append(head.Keys, detectors.KeyID(key))
	}
	s.evidence = evidence.NewCollector(head, engine)
	s.fatal = func(err error) bool {
		var write *pipeline.WriteError
		return errors.As(err, &write)
	}
	ctx, stop := drainOnSignal(ctx, s.abandon)
	defer stop()
	return s.report(ctx, engine, leaks.Options{Key: key, Accepts: s.known.Knows})
}

// leaveOutReport leaves the report of an earlier scan in the same folder alone, and
// refuses to write over an input that the user named.
func (s *scan) leaveOutReport() error {
	out, err := os.Stdout.Stat()
	if !s.toStdout() {
		out, err = os.Stat(s.output)
	}
	if err != nil || !out.Mode().IsRegular() {
		return nil // nothing to lose, or creating it reports the error
	}
	all := s.plan.inputs[:0]
	for _, in := range s.plan.inputs {
		switch {
		case !in.is(out):
			all = append(all, in)
		case !in.walked:
			return &failure{statusFailed, fmt.Errorf("%s is input and report at once", shown(in.path)), "write the report to another file"}
		}
	}
	s.plan.inputs = all
	return nil
}

func (s *scan) toStdout() bool { return s.output == "" || s.output == stdinArg }

// readBaseline reads what is accepted, nil if nothing is.
func (s *scan) readBaseline(key []byte) (*leaks.Baseline, error) {
	if s.baseline == "" {
		return nil, nil
	}
	in, err := os.Open(s.baseline)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	b, err := leaks.ReadBaseline(in, detectors.KeyID(key))
	if err != nil {
		return nil, fmt.Errorf("cannot use %s: %w", shown(s.baseline), err)
	}
	if b.Partial() {
		s.con.note("the baseline lists only the worst secrets of its scan; one of the format json or jsonl lists all")
	}
	return b, nil
}

// abandon leaves no temporary file behind when the program is ended.
func (s *scan) abandon() {
	if w := s.writing.Load(); w != nil {
		w.Abort()
	}
}

// report searches the inputs and writes the report.
func (s *scan) report(ctx context.Context, engine *detectors.Engine, o leaks.Options) error {
	key := o.Key
	dst, commit, err := s.destination()
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(dst, reportBuffer)
	choice := report.Named(s.format.value)
	if !choice.Fingerprints && s.known == nil && s.fingerprintKey == "" {
		o.Key = nil // fast path: nobody sees them, and no other run has to come to the same estimates
	}
	format := choice.New(w, report.Options{Colour: s.colour(), KeyID: s.keyID(key), Kinds: engine.Kinds()})
	if format.NeedsEach() {
		o.Each = format.Add
	}
	s.search = leaks.NewSearch(engine, o)
	for _, err := range s.plan.errs {
		s.fail(err)
	}
	s.total.began, s.total.looks = time.Now(), true
	s.bar = s.newProgress(s.settings.progress.value, s.output == "")
	err = s.each(ctx, s.one)
	s.bar.clear()
	s.sayPassedOver()
	if err == nil {
		err = s.end(format, w, commit)
	}
	err = s.outcome(err)
	s.total.printAs(s.summary.value, s.con, engine, s.evidence)
	return err
}

// reportBuffer is how much of a report is written at once, in bytes.
const reportBuffer = 64 << 10

// destination is where the report goes, and what puts it in place.
func (s *scan) destination() (io.Writer, func() error, error) {
	if s.toStdout() {
		s.out.Hash()
		return s.out, s.out.Commit, nil
	}
	w, err := file.Create(s.output, file.Options{Compression: file.CompressionOf(s.output), Hash: true})
	if err != nil {
		return nil, nil, err
	}
	s.writing.Store(w)
	return w, w.Commit, nil
}

func (s *scan) colour() bool {
	return s.toStdout() && terminal.Wanted(term.IsTerminal(int(os.Stdout.Fd())), os.Getenv)
}

// keyID is empty for a key that nobody can have again.
func (s *scan) keyID(key []byte) string {
	if s.fingerprintKey == "" {
		return ""
	}
	return detectors.KeyID(key)
}

// one searches one input.
func (s *scan) one(ctx context.Context, in input, src *source.Source) error {
	r, err := s.search.Input(ctx, src.Name, src, pipeline.Options{
		Jobs: int(s.jobs), At: src.At(), Digest: src.Digest(), Prompt: src.Prompt(), Progress: s.bar.callback(),
	})
	s.evidence.Input(src, r, cmp.Or(err, ctx.Err()))
	s.total.add(r)
	if err == nil && ctx.Err() != nil && !in.isStdin() {
		return errInterrupted
	}
	if err == nil {
		s.con.detail("%s: %s in %s", shown(src.Name), plural(masked(r), "finding"), plural(r.Lines, "line"))
	}
	return err
}

// end writes what there is to say of all inputs.
func (s *scan) end(format report.Format, w *bufio.Writer, commit func() error) error {
	sum := s.search.Summary()
	sum.Evidence, sum.Binary = s.evidence.Evidence(), int64(s.binary)
	if err := format.End(sum); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if s.known.Len() > 0 && sum.Findings > 0 && sum.Accepted == 0 {
		s.con.note("nothing of the baseline was found")
	}
	if sum.Withheld > 0 {
		s.fail(fmt.Errorf("could not check %s", plural(sum.Withheld, "record")))
	}
	if err := commit(); err != nil {
		return err
	}
	s.noteReport()
	return nil
}

// noteReport adds the report to the evidence.
func (s *scan) noteReport() {
	out := evidence.File{Name: stdout.Name}
	if w := s.writing.Load(); w != nil {
		out.Name = s.output
		out.SHA256, out.Bytes = w.Sum()
	} else {
		out.SHA256, out.Bytes = s.out.Sum()
	}
	s.total.report.BytesWritten = out.Bytes
	s.evidence.Output(out)
}

// outcome is the error that the run ends with: errors count more than findings.
func (s *scan) outcome(err error) error {
	s.abandon()
	switch worst, found := s.search.Worst(); {
	case err != nil && !errors.Is(err, stdout.ErrClosed):
		return err
	case s.failed:
		return errReported
	case err != nil, !found, !s.fails(worst):
		return err
	}
	return errFound
}

// fails tells whether a severity is one to fail on.
func (s *scan) fails(worst detectors.Severity) bool {
	return s.failOn.value == "" || int(worst) >= slices.Index(severityNames, s.failOn.value)
}
