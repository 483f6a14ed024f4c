package main

import (
	"context"

	"github.com/spf13/cobra"

	"scrim/pipeline/config"
)

// newValidate is scrim validate.
func newValidate(con *console) *cobra.Command {
	var path string
	var network bool
	cmd := &cobra.Command{
		Use:   "validate -c FILE",
		Short: "check a configuration: all errors at once, with line and hint",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			if path == "" {
				return usageError("scrim validate -c FILE", "validate needs a configuration")
			}
			warnings, err := validate(path)
			if err != nil {
				return &failure{status: statusConfig, err: err}
			}
			for _, w := range warnings {
				con.note("warning: %v", w)
			}
			con.note("%q is valid", path)
			if network {
				return reach(context.Background(), con, path)
			}
			return nil
		},
	}
	cmd.Flags().VarP(&text{&path, "FILE"}, "config", "c", "the configuration")
	cmd.Flags().BoolVar(&network, "network", false, "also ask brokers, receivers and files whether they let scrim in")
	cmd.Flags().BoolVarP(&con.quiet, "quiet", "q", false, "print errors only")
	return cmd
}

// validate checks the configuration and then builds what it describes.
func validate(path string) (warnings []*config.Error, err error) {
	if err := config.Check(path, types); err != nil {
		return nil, err
	}
	if _, err := (&settings{config: path}).newEngine(); err != nil {
		return nil, err
	}
	c, err := config.Load(path, types)
	if err != nil {
		return nil, err
	}
	return c.Warnings(), nil
}
