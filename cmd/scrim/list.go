package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scrim/detectors"
)

const aboutList = `scrim list prints two tables: the kinds of values that scrim finds, with their
default, label, CWE and severity, and the masks with an example of each.`

// newList is scrim list.
func newList() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "list [-c FILE]",
		Short: "list the kinds of secrets and the masks",
		Long:  aboutList,
		Example: `
scrim list # the kinds and masks that are built in
scrim list -c scrim.toml # and those of a configuration`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := (&settings{config: path}).newEngine()
			if err != nil {
				return err
			}
			if err := writeKinds(cmd.OutOrStdout(), e.Kinds()); err != nil {
				return err
			}
			return writeMasks(cmd.OutOrStdout())
		},
	}
	cmd.Flags().VarP(&text{&path, "FILE"}, "config", "c", "a configuration whose rules and dictionaries to list as well")
	return cmd
}

// columnGap, in spaces, is between two columns.
const columnGap = 2

// writeKinds prints the kinds as a table.
func writeKinds(w io.Writer, kinds []detectors.KindInfo) error {
	t := tabwriter.NewWriter(w, 0, 0, columnGap, ' ', 0)
	fmt.Fprintln(t, "KIND\tDEFAULT\tLABEL\tCWE\tSEVERITY\tWHAT")
	for _, k := range kinds {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", k.Name, onOff(k.Default), k.Label, weaknesses(k.CWE), k.Severity, k.Summary)
	}
	return t.Flush()
}

// writeMasks prints the masks as a table of their own.
func writeMasks(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, columnGap, ' ', 0)
	fmt.Fprintln(t, "\nMASK\tEXAMPLE\tWHAT")
	for _, m := range detectors.Masks() {
		fmt.Fprintf(t, "%s\t%s\t%s\n", m.Mode, m.Example, m.Summary)
	}
	return t.Flush()
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// weaknesses lists CWE numbers: CWE-359,CWE-532.
func weaknesses(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = "CWE-" + strconv.Itoa(n)
	}
	return strings.Join(words, ",")
}
