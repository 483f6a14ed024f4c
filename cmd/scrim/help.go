package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// about is the first paragraph of the help and of the man page.
const about = `scrim keeps credentials and personal data out of logs. It filters standard
input, or FILEs, to standard output; a "-" is standard input, a DIR stands for
the files below it. Nothing needs to be configured.`

// notes are what the help says besides the flags.
const notes = `gzip and zstd are read by content and written by the suffix of -o; a file that
is rewritten, or copied into a folder, stays as it is compressed. With -o DIR,
the tree below a folder is recreated there. Flags override the configuration.
A KIND is a name that scrim list shows. --only also takes "default", the kinds
that are on by default, and "all"; terms and rules of a configuration are kinds.`

// exitStatuses are a contract that scripts depend on.
const exitStatuses = `exit status: 0 done, 1 a failed test, 2 input, output or runtime error,
64 usage, 78 configuration`

// example is one line of the help; every one is run by a test.
type example struct{ command, what string }

var examples = []example{
	{"gunicorn shop.wsgi 2>&1 | scrim | vector", "a filter between two programs"},
	{"scrim prod.log.gz > share.log", "a copy to attach to a ticket"},
	{"scrim -i --summary logs/", "rewrite all files below a folder"},
	{"scrim -i=.bak app.log", "the same for one, with a backup"},
	{"scrim -o clean/ logs/", "a clean copy of a folder"},
	{"scrim --only email,phone -o out.log.zst app.log", "some kinds only, compressed"},
	{"scrim --only default,card,iban app.log", "more kinds than by default"},
	{"scrim --mask hash --key-file scrim.key app.log", "pseudonyms that stay comparable"},
	{"head -n 1 app.log | scrim explain", "why each value of a line is masked"},
}

// printHelp prints the help of any command.
func printHelp(cmd *cobra.Command, _ []string) {
	out := cmd.OutOrStdout()
	if cmd.HasParent() {
		writeVerbHelp(out, cmd)
		return
	}
	fmt.Fprintf(out, "%s\n\nusage: %s\n", about, cmd.Use)
	writeVerbs(out, cmd)
	fmt.Fprintln(out)
	writeFlags(out, cmd.LocalFlags())
	fmt.Fprintf(out, "\n%s\n\nexamples:\n", notes)
	writeExamples(out)
	fmt.Fprintf(out, "\n%s\n", exitStatuses)
}

func writeVerbHelp(out io.Writer, cmd *cobra.Command) {
	fmt.Fprintf(out, "%s\n\nusage: %s\n", cmp.Or(cmd.Long, cmd.Short), cmd.UseLine())
	if cmd.HasAvailableSubCommands() {
		writeVerbs(out, cmd)
	}
	fmt.Fprintln(out)
	writeFlags(out, cmd.LocalFlags())
}

// indent, in spaces, is before and between the columns of the help.
const indent = 2

// columns aligns what is written to it as tab-separated cells.
func columns(out io.Writer) *tabwriter.Writer {
	return tabwriter.NewWriter(out, 0, 0, indent, ' ', 0)
}

func writeVerbs(out io.Writer, cmd *cobra.Command) {
	t := columns(out)
	for _, verb := range cmd.Commands() {
		if verb.IsAvailableCommand() && verb.Name() != "help" {
			fmt.Fprintf(t, "       %s %s\t%s\n", cmd.CommandPath(), verb.Use, strings.ToLower(verb.Short))
		}
	}
	t.Flush()
}

func writeFlags(out io.Writer, set *pflag.FlagSet) {
	t := columns(out)
	set.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			fmt.Fprintf(t, "  %s\t%s\n", flagNames(f), f.Usage)
		}
	})
	t.Flush()
}

// flagNames is how a flag is written: -o, --output PATH.
func flagNames(f *pflag.Flag) string {
	names := "    --" + f.Name
	if f.Shorthand != "" {
		names = "-" + f.Shorthand + ", --" + f.Name
	}
	switch arg := f.Value.Type(); {
	case arg == "bool":
		return names
	case f.NoOptDefVal != "":
		return names + "[=" + arg + "]"
	default:
		return names + " " + arg
	}
}

func writeExamples(out io.Writer) {
	t := columns(out)
	for _, e := range examples {
		fmt.Fprintf(t, "  %s\t# %s\n", e.command, e.what)
	}
	t.Flush()
}
