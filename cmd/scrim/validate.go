package main

import (
	"context"

	"github.com/spf13/cobra"
)

const aboutValidate = `scrim validate reports everything that is wrong with a configuration, as
file:line:column with a hint, and warns of what is right and slow. Nothing is
read or moved. With --network, every source and sink is opened and asked whether
its other end is there.`

// newValidate is scrim validate.
func newValidate(con *console) *cobra.Command {
	var path string
	var network bool
	cmd := &cobra.Command{
		Use:   "validate -c FILE",
		Short: "check a configuration: all errors at once, with line and hint",
		Long:  aboutValidate,
		Example: `
scrim validate -c scrim.toml # all errors at once
scrim validate -c scrim.toml --network # and whether brokers, topics and sinks are there`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if path == "" {
				return usageError("scrim validate -c FILE", "validate needs a configuration")
			}
			c, engines, err := loadRun(path)
			if err != nil {
				return err
			}
			for _, w := range c.Warnings() {
				con.note("warning: %v", w)
			}
			con.note("%q is valid", path)
			if network {
				return reach(context.Background(), con, path, c.Run(), engines)
			}
			return nil
		},
	}
	cmd.Flags().VarP(&text{&path, "FILE"}, "config", "c", "the configuration")
	cmd.Flags().BoolVar(&network, "network", false, "also ask brokers, receivers and files whether they let scrim in")
	cmd.Flags().BoolVarP(&con.quiet, "quiet", "q", false, "print errors only")
	return cmd
}
