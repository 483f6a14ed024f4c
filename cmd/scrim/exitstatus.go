package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// exitStatus is one row of the contract that scripts depend on.
type exitStatus struct {
	code string
	what string // in a few words; empty if only the pages say it
	more string // what it means for the filter, in the pages
	of   func(*cobra.Command) bool
}

// exitStatuses are what the help, the pages and the README say. A verb gets the
// rows that are its own without being asked.
func exitStatuses() []exitStatus {
	return []exitStatus{
		{"0", "done", "also when the reader of standard output went away, or TERM or INT ended standard input", anyCommand},
		{"1", "findings (scan, audit) or a failed test", "never of the filter", only("scrim")},
		{"1", "findings", "", only("scan", "audit")},
		{"1", "a failed test", "", only("test")},
		{"2", "input, output or runtime error", "a file that failed, a line withheld, files left unfinished by a signal", anyCommand},
		{"64", "usage", "an unknown flag, kind or mask", anyCommand},
		{"78", "configuration", "an error in it, or a key that cannot be read", isConfigured},
		{"129, 130, 143", "", "ended at once by HUP, or by a second INT or TERM", only("scrim")},
	}
}

func anyCommand(*cobra.Command) bool { return true }

// isConfigured tells commands that read a configuration or a key.
func isConfigured(cmd *cobra.Command) bool {
	return cmd.Flags().Lookup("config") != nil || cmd.Flags().Lookup("key-file") != nil
}

func only(names ...string) func(*cobra.Command) bool {
	return func(cmd *cobra.Command) bool { return slices.Contains(names, cmd.Name()) }
}

// statusesOf are the exit statuses that a command may end with.
func statusesOf(cmd *cobra.Command) (own []exitStatus) {
	for _, s := range exitStatuses() {
		if s.of(cmd) {
			own = append(own, s)
		}
	}
	return own
}

// meaning is all that is said of a status in the page of a command; the filter's
// own cases are no verb's.
func (s exitStatus) meaning(cmd *cobra.Command) string {
	switch {
	case cmd.HasParent() || s.more == "":
		return s.what
	case s.what == "":
		return s.more
	}
	return s.what + ": " + s.more
}

// statusLine lists the exit statuses of a command for its help.
func statusLine(cmd *cobra.Command) string {
	var parts []string
	for _, s := range statusesOf(cmd) {
		if s.what != "" {
			parts = append(parts, s.code+" "+s.what)
		}
	}
	return wrapped("exit status: " + strings.Join(parts, ", "))
}

// helpWidth, in columns, is where the help breaks its own lines, as terminals do.
const helpWidth = 80

// wrapped breaks a text between words.
func wrapped(text string) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case column+1+len(word) > helpWidth:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}
