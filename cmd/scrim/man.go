package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newMan is scrim man. The page is made here, of the same flags as the help:
// cobra's own generator would add a Markdown and a YAML parser to the program.
func newMan() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "print the manual page: scrim man | man -l -",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(cmd.OutOrStdout(), manPage(cmd.Root()))
			return err
		},
	}
}

// manPage is the page in roff, for section 1.
func manPage(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString(".TH SCRIM 1\n.SH NAME\nscrim \\- " + roff(root.Short) + "\n")
	section(&b, "SYNOPSIS", root.Use)
	section(&b, "DESCRIPTION", about)
	b.WriteString(".PP\n" + roff(notes) + "\n.SH OPTIONS\n")
	root.LocalFlags().VisitAll(func(f *pflag.Flag) {
		tagged(&b, strings.TrimSpace(flagNames(f)), f.Usage)
	})
	b.WriteString(".SH COMMANDS\n")
	for _, verb := range root.Commands() {
		if verb.IsAvailableCommand() && verb.Name() != "help" {
			tagged(&b, "scrim "+verb.Use, strings.ToLower(verb.Short))
		}
	}
	b.WriteString(".SH EXPLAIN\n" + strings.ReplaceAll(roff(aboutExplain), "\n\n", "\n.PP\n") + "\n")
	b.WriteString(".SH TEST\n" + strings.ReplaceAll(roff(aboutTest), "\n\n", "\n.PP\n") + "\n")
	b.WriteString(".SH EXAMPLES\n")
	for _, e := range examples {
		tagged(&b, e.command, e.what)
	}
	section(&b, "EXIT STATUS", strings.TrimPrefix(exitStatuses, "exit status: "))
	return b.String()
}

func section(b *strings.Builder, title, text string) {
	fmt.Fprintf(b, ".SH %s\n%s\n", title, roff(text))
}

// tagged is a paragraph with a hanging tag.
func tagged(b *strings.Builder, tag, text string) {
	fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(tag), roff(text))
}

// roff escapes text: backslashes, hyphens that must stay ASCII, and lines that
// would read as requests.
var roffEscapes = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n.", "\n\\&.", "\n'", "\n\\&'")

func roff(text string) string { return roffEscapes.Replace(text) }
