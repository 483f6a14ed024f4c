package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scrim/sinks/stdout"
)

// newRoot is the command line: the filter, and the verbs below it.
func newRoot(con *console, out *stdout.Writer) *cobra.Command {
	var s settings
	root := &cobra.Command{
		Use:     "scrim [flags] [FILE|DIR ...]",
		Short:   "keep credentials and personal data out of logs",
		Long:    about,
		Example: filterExamples,
		Version: versionText(),
		Args:    cobra.ArbitraryArgs,
		// Errors are printed and turned into an exit status by console.end.
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.check(cmd.Flags()); err != nil {
				return err
			}
			con.quiet, con.verbose = s.quiet, s.verbose
			return runFilter(context.Background(), con, out, &s, args)
		},
	}
	s.define(root.Flags())
	root.SetVersionTemplate("{{.Version}}")
	root.SetOut(out)
	root.SetErr(con.w)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(printHelp)
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		printHelp(cmd, nil)
		return nil
	})
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(newRun(con), newScan(con, out), newAudit(con, out), newValidate(con), newTest(con), newExplain(con), newToken(con), newList(), newCompletion(), newMan(), newVersion())
	root.SetHelpCommand(newHelp())
	offerHelp(root)
	root.Flags().Bool("version", false, "print the version")
	complete(root)
	return root
}

// noArgs is for verbs that take none.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError("see scrim --help", "%s takes no arguments", cmd.CommandPath())
	}
	return nil
}

// flagError words what pflag says about flags.
func flagError(_ *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return usageError("see scrim --help", "--%s: %s", invalid.GetFlag().Name, cause(invalid))
	}
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && strings.IndexAny(unknown.GetSpecifiedShortnames(), ".~=") == 0 {
		return usageError("a suffix is written -i=.bak", "%w", err)
	}
	return usageError("see scrim --help", "%w", err)
}

// cause is what the flag itself says of its value; that of a boolean flag
// speaks of strconv.
func cause(invalid *pflag.InvalidValueError) string {
	if invalid.GetFlag().Value.Type() == "bool" {
		return fmt.Sprintf("%q is neither true nor false", invalid.GetValue())
	}
	return errors.Unwrap(invalid).Error()
}
