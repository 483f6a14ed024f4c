package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/misuse"
	"scrim/pipeline/setting"
	"scrim/pipeline/source"
	misusereport "scrim/sinks/report/misuse"
	"scrim/sinks/stdout"
)

const aboutAudit = `scrim audit says what goes wrong with tokens in the requests that FILEs, the files
below a DIR, or standard input log: tokens that should have been refused, tokens in
the wrong hands, tokens where they can be overheard, and endpoints that answer
without one. Inputs are read as one log, in the order in which they are named; what
is usual is learnt from it, or said in [audit] of a configuration.

Tokens and subjects have fingerprints, under the key of --key-file, or under one
that is made up for this run and forgotten. No token and no claim is shown; lines
are shown as the filter would write them. The exit status is 1 if there is a signal,
or, with --fail-on, one as severe as that; "never" leaves it at 0.

A request is a line, or a record of several lines, with its method, path and status, and
the better the more it has of time, address, host, Authorization, Cookie and Set-Cookie.
Of files in which none is found a note says so.

--denylist takes a fingerprint a line, as reports and --mask hash write it, and
perhaps when its token expires; --openapi a file of OpenAPI 3, JSON or YAML.`

const auditExamples = `
scrim audit app.log # misuse of tokens
scrim audit --format jsonl --fail-on high logs/ # to stop a build
scrim audit --key-file scrim.key -o report.json --format json logs/ # to compare reports`

// audit is one run of scrim audit.
type audit struct {
	reporting
	denylist, openapi string // the files
	auditor           *misuse.Auditor
}

// newAudit is scrim audit.
func newAudit(con *console, out *stdout.Writer) *cobra.Command {
	var formats []string
	for _, f := range misusereport.Formats {
		formats = append(formats, f.Name)
	}
	s := &audit{reporting: newReporting(con, out, formats)}
	cmd := &cobra.Command{
		Use:     "audit [flags] [FILE|DIR ...]",
		Short:   "report misuse of tokens that the log shows",
		Long:    aboutAudit,
		Example: auditExamples,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.check(cmd.Flags()); err != nil {
				return err
			}
			if s.denylist != "" && s.fingerprintKey == "" {
				return usageError("--key-file F, the key of its fingerprints", "--denylist needs the key")
			}
			return s.run(context.Background(), args)
		},
	}
	set := cmd.Flags()
	s.defineReport(set, func() {
		set.Var(&text{&s.denylist, "FILE"}, "denylist", "fingerprints of tokens that must not be accepted any more")
		set.Var(&text{&s.openapi, "FILE"}, "openapi", "what the API says of itself: which operations need credentials")
	}, []string{"output", "config", "jobs", "summary", "progress", "quiet", "verbose"})
	return cmd
}

func (s *audit) run(ctx context.Context, args []string) error {
	engine, err := s.newEngine()
	if err != nil {
		return err
	}
	key, err := s.key()
	if err != nil {
		return err
	}
	o := misuse.Options{Settings: misuse.DefaultSettings(), Key: key}
	if s.loaded != nil {
		o.Settings = s.loaded.Audit()
	}
	if o.Denylist, err = readBeside(s.denylist, "denylist", func(r io.Reader) (*misuse.Denylist, error) {
		return misuse.ReadDenylist(r, detectors.KeyID(key))
	}); err != nil {
		return err
	}
	if o.OpenAPI, err = readBeside(s.openapi, "OpenAPI file", misuse.ReadOpenAPI); err != nil {
		return err
	}
	if err := s.open(args, engine, key); err != nil {
		return err
	}
	s.fatal = func(error) bool { return false }
	s.auditor = misuse.New(o)
	debug.SetMemoryLimit(auditMemory)
	ctx, stop := drainOnSignal(ctx, s.abandon)
	defer stop()
	return s.report(ctx, engine, key)
}

// auditMemory is where the collector begins to work harder: full tables take half of it.
const auditMemory = 64 << 20

// readBeside reads a file that says what to look for; without a path there is none.
func readBeside[T any](path, what string, read func(io.Reader) (*T, error)) (*T, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	it, err := read(f)
	if err != nil {
		return nil, &failure{status: statusConfig, err: fmt.Errorf("cannot read %s %s: %w", what, shown(path), setting.WithoutPath(err))}
	}
	return it, nil
}

// report looks at the inputs and writes the report.
func (s *audit) report(ctx context.Context, engine *detectors.Engine, key []byte) error {
	dst, commit, err := s.destination()
	if err != nil {
		return err
	}
	err = s.read(ctx, func(ctx context.Context, src *source.Source, o pipeline.Options) (pipeline.Report, error) {
		by := s.auditor.Inspect(src.Name, engine, key)
		defer by.Close()
		return pipeline.Inspect(ctx, engine, src, by, o)
	})
	var worst detectors.Severity
	var found bool
	if err == nil {
		r := s.auditor.Report()
		worst, found = worstOf(r.Signals)
		err = s.write(dst, commit, r, key)
	}
	err = s.end(err, worst, found)
	s.total.printAs(s.summary.value, s.con, engine, s.evidence)
	return err
}

// worstOf is the highest severity of signals, and false if there is none.
func worstOf(all []misuse.Signal) (worst detectors.Severity, found bool) {
	for i := range all {
		worst = max(worst, all[i].Severity)
	}
	return worst, len(all) > 0
}

// write writes the report and puts it in place.
func (s *audit) write(dst io.Writer, commit func() error, of misuse.Report, key []byte) error {
	r := misusereport.Report{
		Report: of, Evidence: s.evidence.Evidence(), KeyID: s.keyID(key), Binary: int64(s.binary), Colour: s.colour(),
	}
	s.sayUnread(&r.Unread)
	w := bufio.NewWriterSize(dst, reportBuffer)
	if err := misusereport.Write(w, s.format.value, &r); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := commit(); err != nil {
		return err
	}
	s.noteReport()
	return nil
}

// sayUnread says that files look clean only because they could not be read.
func (s *audit) sayUnread(u *misuse.Unread) {
	if u.WithoutRequests > 0 {
		s.con.note("no requests were read in %d of %s; audit needs lines, or records, that name the method, path and status of a request (hint: scrim audit --help)", u.WithoutRequests, plural(u.Files, "file"))
	}
	if u.WithoutTokens > 0 {
		s.con.note("in %d of %s hardly any request has a token, but there are tokens elsewhere (%s); audit needs the Authorization header or the cookies beside the request that they came with", u.WithoutTokens, plural(u.Files, "file"), plural(u.Lines, "line"))
	}
}
