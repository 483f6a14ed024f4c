package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"scrim/pipeline/cases"
	"scrim/pipeline/cases/report"
	"scrim/pipeline/config"
	"scrim/sinks/report/terminal"
	"scrim/sinks/stdout"
)

const aboutTest = `scrim test runs the [[test]] cases of a configuration. Each input, one line or
several, is redacted as scrim -c FILE does, and compared with what the case says:

  masked = ["token"]   these kinds are masked in it, no more and no fewer
  want = "..."         this is the output, byte for byte
  unchanged = true     the output is the input

It also says which rules and dictionaries lack a case that must mask them, or one
that comes near them, with a keyword or a word of a term, and must not. With
--require-coverage that fails; kinds that are built in need no case.

What it prints holds no text of an input, a want or an output, since a secret is
in there if it was not found: of a line that differs only masks, brackets, quotes
and words such as Authorization are shown. An ellipsis stands for any other text,
"hidden" for what only one side has. Names of cases are shown redacted.

The formats json and junit are for programs; "go doc scrim/pipeline/cases/report"
names their members. The exit status is 1 if a case failed, 2 if detection did.`

// The values of --format of scrim test.
var testFormats = []string{"text", "json", "junit"}

// tester is one run of scrim test.
type tester struct {
	con    *console
	path   string
	format choice
	o      report.Options
}

// newTest is scrim test.
func newTest(con *console) *cobra.Command {
	t := tester{con: con, format: choice{arg: "FORMAT", value: testFormats[0], of: testFormats}}
	cmd := &cobra.Command{
		Use:   "test -c FILE",
		Short: "run the test cases of a configuration",
		Long:  aboutTest,
		Example: `
scrim test -c scrim.toml # before a configuration is deployed
scrim test -c scrim.toml --format junit >report.xml # for CI servers`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if t.path == "" {
				return usageError("scrim test -c FILE", "test needs a configuration")
			}
			return t.run(context.Background(), cmd.OutOrStdout())
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().VarP(&text{&t.path, "FILE"}, "config", "c", "the configuration")
	cmd.Flags().Var(&t.format, "format", "how to print it: text, json, junit")
	cmd.Flags().BoolVar(&t.o.RequireCoverage, "require-coverage", false, "fail if a rule or dictionary lacks a case of either sort")
	cmd.Flags().BoolVarP(&con.quiet, "quiet", "q", false, "print failures only")
	return cmd
}

// run runs the cases, prints what came of them and returns it as an error unless
// all is well.
func (t *tester) run(ctx context.Context, out io.Writer) error {
	c, o, err := config.LoadWithOptions(t.path, types)
	if err != nil {
		return &failure{status: statusConfig, err: err}
	}
	all := c.Cases()
	if len(all) == 0 {
		t.con.note("%q has no [[test]] cases", t.path)
	}
	r, err := cases.Run(ctx, all, o)
	if err != nil {
		return &failure{status: statusConfig, err: fmt.Errorf("%s: %w", t.path, err)}
	}
	// Whoever has seen enough, as with scrim test | head, gets the status too.
	if err := t.write(out, r); err != nil && !errors.Is(err, stdout.ErrClosed) {
		return err
	}
	return outcome(r, t.o.RequireCoverage)
}

// write prints the report.
func (t *tester) write(out io.Writer, r *cases.Report) error {
	o := t.o
	o.Config, o.Quiet = t.path, t.con.quiet
	switch t.format.value {
	case "json":
		return report.JSON(out, r, o)
	case "junit":
		return report.JUnit(out, r, o)
	}
	brush := terminal.NewBrush(colourWanted())
	o.Good = func(word string) string { return brush(terminal.Green, word) }
	o.Bad = func(word string) string { return brush(terminal.Red, word) }
	return report.Text(out, r, o)
}

// outcome is the error that a report stands for.
func outcome(r *cases.Report, requireCoverage bool) error {
	total := plural(int64(len(r.Cases)), "case")
	if n := r.Count(cases.Broken); n > 0 {
		return &failure{statusFailed, fmt.Errorf("detection failed on %d of %s", n, total), "this is a bug of scrim"}
	}
	if n := r.Count(cases.Failed); n > 0 {
		return &failure{status: statusFound, err: fmt.Errorf("%d of %s failed", n, total)}
	}
	if n := len(r.Uncovered()); requireCoverage && n > 0 {
		return &failure{statusFound, fmt.Errorf("%d rules and dictionaries lack a case", n), "each needs one that must mask it and one that must not"}
	}
	return nil
}
