package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const aboutMan = `scrim man prints a manual page: scrim(1), or that of a verb. With -o it writes
all of them to a folder, scrim.1, scrim-explain.1 and so on, as packages need
them.`

// newMan is scrim man. The pages are made here, of the same commands and flags as
// the help: cobra's own generator would add a Markdown and a YAML parser to the
// program.
func newMan() *cobra.Command {
	var folder string
	cmd := &cobra.Command{
		Use:   "man [VERB]",
		Short: "print the manual page of scrim or of a verb",
		Long:  aboutMan,
		Example: `
scrim man | man -l - # read the page of the filter
scrim man explain | man -l - # read that of a verb
scrim man -o man1 # all pages as files`,
		ValidArgsFunction: completeFirst(verbNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("output") {
				return writeAllPages(cmd.Root(), folder, args)
			}
			of, err := find(cmd.Root(), args)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(manPage(of))
			return err
		},
	}
	cmd.Flags().VarP(&text{&folder, "DIR"}, "output", "o", "write the pages of all verbs to a folder")
	return cmd
}

// writeAllPages makes the folder, if it is missing, and writes every page.
func writeAllPages(root *cobra.Command, folder string, verb []string) error {
	switch {
	case len(verb) > 0:
		return usageError("leave out the verb", "-o writes the pages of all verbs")
	case folder == "":
		return usageError("-o DIR", "-o needs a folder")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return &fs.PathError{Op: "create", Path: folder, Err: errors.Unwrap(err)}
	}
	return writePages(root, folder)
}

// writePages writes the pages of cmd and of all below it.
func writePages(cmd *cobra.Command, folder string) error {
	path := filepath.Join(folder, pageName(cmd)+".1")
	if err := os.WriteFile(path, manPage(cmd), 0o644); err != nil {
		return &fs.PathError{Op: "write", Path: path, Err: errors.Unwrap(err)}
	}
	for _, verb := range verbsOf(cmd) {
		if err := writePages(verb, folder); err != nil {
			return err
		}
	}
	return nil
}

// pageName is what man calls a command: scrim-explain.
func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// manPage is the page of a command in roff, for section 1.
func manPage(cmd *cobra.Command) []byte {
	var b bytes.Buffer
	title := roff(strings.ToUpper(pageName(cmd)))
	fmt.Fprintf(&b, ".TH %s 1 \"%s\" \"scrim %s\" \"User Commands\"\n", title, commitDay(), roff(versionName()))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(pageName(cmd)), roff(cmd.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(usageLine(cmd)))
	b.WriteString(".SH DESCRIPTION\n")
	writeText(&b, cmp.Or(cmd.Long, cmd.Short))
	if verbs := verbsOf(cmd); len(verbs) > 0 {
		b.WriteString(".SH COMMANDS\n")
		for _, verb := range verbs {
			writeTagged(&b, cmd.CommandPath()+" "+brief(verb), verb.Short)
		}
	}
	b.WriteString(".SH OPTIONS\n")
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			writeTagged(&b, strings.TrimSpace(flagNames(f)), f.Usage)
		}
	})
	if examples := examplesOf(cmd); len(examples) > 0 {
		b.WriteString(".SH EXAMPLES\n")
		for _, e := range examples {
			writeTagged(&b, e.command, e.what)
		}
	}
	b.WriteString(".SH EXIT STATUS\n")
	for _, s := range statusesOf(cmd) {
		writeTagged(&b, s.code, s.meaning(cmd))
	}
	writeSeeAlso(&b, cmd)
	return b.Bytes()
}

// writeSeeAlso lists the pages of all other commands.
func writeSeeAlso(b *bytes.Buffer, cmd *cobra.Command) {
	var others []string
	for _, other := range append([]*cobra.Command{cmd.Root()}, verbsOf(cmd.Root())...) {
		if other != cmd {
			others = append(others, ".BR "+roff(pageName(other))+" (1)")
		}
	}
	fmt.Fprintf(b, ".SH SEE ALSO\n%s\n", strings.Join(others, ",\n"))
}

// writeTagged writes a paragraph with a hanging tag.
func writeTagged(b *bytes.Buffer, tag, text string) {
	fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(tag), roff(text))
}

// writeText writes paragraphs; lines that are indented stay as they are.
func writeText(b *bytes.Buffer, text string) {
	literal, apart := false, false
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			apart = true
			continue
		}
		indented := strings.HasPrefix(line, " ")
		if literal && !indented {
			b.WriteString(".fi\n")
		}
		if apart {
			b.WriteString(".PP\n")
		}
		if indented && !literal {
			b.WriteString(".nf\n")
		}
		literal, apart = indented, false
		b.WriteString(roff(line) + "\n")
	}
	if literal {
		b.WriteString(".fi\n")
	}
}

// roffEscapes keep what would be a request, and signs that a terminal would get
// as typographic ones: a command has to come out as it is typed.
var roffEscapes = strings.NewReplacer(
	`\`, `\e`, "-", `\-`, `"`, `\(dq`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`, "\n.", "\n\\&.")

// roff escapes a text; a sign that is not ASCII goes by its number.
func roff(text string) string {
	var b strings.Builder
	for _, r := range roffEscapes.Replace("\n" + text)[1:] {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\[u%04X]`, r)
		}
	}
	return b.String()
}
