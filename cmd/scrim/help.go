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

// about is what the help and the page say of the filter.
const about = `scrim keeps credentials and personal data out of logs. It filters standard
input, or FILEs, to standard output; a "-" is standard input, a DIR stands for
the files below it. Nothing needs to be configured.

gzip and zstd are read by content and written by the suffix of -o; a file that
is rewritten, or copied into a folder, stays as it is compressed. With -o DIR,
the tree below a folder is recreated there. Flags override the configuration.
A KIND is a name that scrim list shows. --only also takes "default", the kinds
that are on by default, and "all"; terms and rules of a configuration are kinds.`

const filterExamples = `
gunicorn shop.wsgi 2>&1 | scrim | vector # a filter between two programs
scrim prod.log.gz > share.log # a copy to attach to a ticket
scrim -i --summary logs/ # rewrite all files below a folder
scrim -i=.bak app.log # the same for one, with a backup
scrim -o clean/ logs/ # a clean copy of a folder
scrim --only email,phone -o out.log.zst app.log # some kinds only, compressed
scrim --only default,card,iban app.log # more kinds than by default
scrim --mask hash --key-file scrim.key app.log # pseudonyms that stay comparable
head -n 1 app.log | scrim explain # why each value of a line is masked`

// example is one line of the Example of a command, "command # what it is for";
// every one is run by a test.
type example struct{ command, what string }

func examplesOf(cmd *cobra.Command) (all []example) {
	for line := range strings.Lines(strings.TrimSpace(cmd.Example)) {
		line = strings.TrimSpace(line)
		e := example{command: line}
		if at := strings.LastIndex(line, " # "); at >= 0 {
			e = example{strings.TrimSpace(line[:at]), line[at+len(" # "):]}
		}
		all = append(all, e)
	}
	return all
}

// printHelp prints the help of any command.
func printHelp(cmd *cobra.Command, _ []string) {
	writeHelp(cmd.OutOrStdout(), cmd)
}

// writeHelp writes what the README shows as well: what a command is for, how it
// is written, its verbs and flags, remarks, examples and exit statuses.
func writeHelp(out io.Writer, cmd *cobra.Command) {
	what, remarks := opening(cmp.Or(cmd.Long, cmd.Short))
	fmt.Fprintf(out, "%s\n\nusage: %s\n", what, usageLine(cmd))
	writeVerbs(out, cmd)
	fmt.Fprintln(out)
	writeFlags(out, cmd.LocalFlags())
	if remarks != "" {
		fmt.Fprintf(out, "\n%s\n", remarks)
	}
	writeExamples(out, examplesOf(cmd))
	fmt.Fprintf(out, "\n%s\n", statusLine(cmd))
}

// opening cuts off the first paragraph; what follows a colon belongs to it.
func opening(text string) (first, rest string) {
	for at := 0; ; {
		end := strings.Index(text[at:], "\n\n")
		if end < 0 {
			return text, ""
		}
		end += at
		at = end + len("\n\n")
		if !strings.HasSuffix(text[:end], ":") {
			return text[:end], text[at:]
		}
	}
}

// usageLine is how a command is written; it speaks of flags only where there are
// others than those that it names.
func usageLine(cmd *cobra.Command) string {
	line := cmd.Use
	if cmd.HasParent() {
		line = cmd.Parent().CommandPath() + " " + cmd.Use
	}
	unnamed := false
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		named := strings.Contains(line, "--"+f.Name) || f.Shorthand != "" && strings.Contains(line, "-"+f.Shorthand+" ")
		unnamed = unnamed || !named && !f.Hidden && f.Name != "help"
	})
	if unnamed && !strings.Contains(line, "[flags]") {
		line += " [flags]"
	}
	return line
}

// newHelp is scrim help, which does what --help does.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:               "help [VERB]",
		Short:             "print the help of a verb",
		ValidArgsFunction: completeFirst(verbNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			of, err := find(cmd.Root(), args)
			if err != nil {
				return err
			}
			return of.Help()
		},
	}
}

// offerHelp gives every command the flag that cobra adds only to the one it runs.
func offerHelp(cmd *cobra.Command) {
	cmd.Flags().BoolP("help", "h", false, "print this help")
	for _, verb := range cmd.Commands() {
		offerHelp(verb)
	}
}

// find is the command that a verb names; none names the filter.
func find(root *cobra.Command, names []string) (*cobra.Command, error) {
	cmd, rest, err := root.Find(names)
	if err != nil || len(rest) > 0 {
		return nil, usageError("scrim --help shows the verbs", "unknown verb %q", strings.Join(names, " "))
	}
	return cmd, nil
}

// verbsOf are the commands right below cmd that help and pages tell of.
func verbsOf(cmd *cobra.Command) (verbs []*cobra.Command) {
	for _, verb := range cmd.Commands() {
		if verb.IsAvailableCommand() {
			verbs = append(verbs, verb)
		}
	}
	return verbs
}

// indent, in spaces, is before and between the columns of the help.
const indent = 2

// columns aligns what is written to it as tab-separated cells.
func columns(out io.Writer) *tabwriter.Writer {
	return tabwriter.NewWriter(out, 0, 0, indent, ' ', 0)
}

func writeVerbs(out io.Writer, cmd *cobra.Command) {
	t := columns(out)
	for _, verb := range verbsOf(cmd) {
		fmt.Fprintf(t, "       %s %s\t%s\n", cmd.CommandPath(), brief(verb), verb.Short)
	}
	t.Flush()
}

// brief is how a verb is written in a list, where flags go without saying.
func brief(verb *cobra.Command) string { return strings.Replace(verb.Use, " [flags]", "", 1) }

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

func writeExamples(out io.Writer, examples []example) {
	if len(examples) == 0 {
		return
	}
	fmt.Fprint(out, "\nexamples:\n")
	t := columns(out)
	for _, e := range examples {
		fmt.Fprintf(t, "  %s\t# %s\n", e.command, e.what)
	}
	t.Flush()
}
