package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/leaks"
	"scrim/pipeline/source"
	"scrim/sinks/report"
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

// scan is one run of scrim scan.
type scan struct {
	reporting
	baseline string // the file
	known    *leaks.Baseline
	search   *leaks.Search
}

// newScan is scrim scan.
func newScan(con *console, out *stdout.Writer) *cobra.Command {
	var formats []string
	for _, f := range report.Formats {
		formats = append(formats, f.Name)
	}
	s := &scan{reporting: newReporting(con, out, formats)}
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
			if s.baseline != "" && s.fingerprintKey == "" {
				return usageError("--key-file F, the key of the baseline's fingerprints", "--baseline needs the key")
			}
			return s.run(context.Background(), args)
		},
	}
	set := cmd.Flags()
	s.defineReport(set, func() {
		set.Var(&text{&s.baseline, "FILE"}, "baseline", "accept what this report of an earlier scan lists")
	}, []string{"output", "config", "jobs", "only", "skip", "summary", "progress", "quiet", "verbose"})
	return cmd
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
	if err := s.open(args, engine, key); err != nil {
		return err
	}
	s.fatal = func(err error) bool {
		var write *pipeline.WriteError
		return errors.As(err, &write)
	}
	ctx, stop := drainOnSignal(ctx, s.abandon)
	defer stop()
	return s.report(ctx, engine, leaks.Options{Key: key, Accepts: s.known.Knows})
}

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

// report searches the inputs and writes the report.
func (s *scan) report(ctx context.Context, engine *detectors.Engine, o leaks.Options) error {
	dst, commit, err := s.destination()
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(dst, reportBuffer)
	choice := report.Named(s.format.value)
	format := choice.New(w, report.Options{Colour: s.colour(), KeyID: s.keyID(o.Key), Kinds: engine.Kinds()})
	if !choice.Fingerprints && s.known == nil && s.fingerprintKey == "" {
		o.Key = nil // fast path: nobody sees them, and no other run has to come to the same estimates
	}
	if format.NeedsEach() {
		o.Each = format.Add
	}
	s.search = leaks.NewSearch(engine, o)
	err = s.read(ctx, func(ctx context.Context, src *source.Source, o pipeline.Options) (pipeline.Report, error) {
		return s.search.Input(ctx, src.Name, src, o)
	})
	if err == nil {
		err = s.write(format, w, commit)
	}
	worst, found := s.search.Worst()
	err = s.end(err, worst, found)
	s.total.printAs(s.summary.value, s.con, engine, s.evidence)
	return err
}

// write writes what there is to say of all inputs.
func (s *scan) write(format report.Format, w *bufio.Writer, commit func() error) error {
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
	if err := commit(); err != nil {
		return err
	}
	s.noteReport()
	return nil
}
