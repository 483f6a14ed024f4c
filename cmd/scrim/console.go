package main

import (
	"errors"
	"fmt"
	"io"

	"scrim/pipeline/config"
	"scrim/sinks/stdout"
)

// The voice of scrim: everything but data goes to standard error with the
// prefix "scrim: ", in lower case, without a full stop, and never quotes what
// was read. Only the lines of a faulty configuration start with file:line:col,
// where editors look for it.

const prefix = "scrim: "

// console speaks to the user on standard error.
type console struct {
	w              io.Writer
	quiet, verbose bool
	clear          func() // wipes the progress bar off the line
}

func newConsole(w io.Writer) *console {
	return &console{w: w, clear: func() {}}
}

// say prints one line.
func (c *console) say(format string, args ...any) {
	c.clear()
	fmt.Fprintf(c.w, prefix+format+"\n", args...)
}

// note prints what is good to know; -q silences it.
func (c *console) note(format string, args ...any) {
	if !c.quiet {
		c.say(format, args...)
	}
}

// detail prints what -v asks for.
func (c *console) detail(format string, args ...any) {
	if c.verbose {
		c.say(format, args...)
	}
}

// report prints an error.
func (c *console) report(err error) {
	var faults config.Errors
	if !errors.As(err, &faults) {
		c.say("%s", describe(err))
		return
	}
	c.clear()
	fmt.Fprintln(c.w, faults.Error())
	c.say("%s in the configuration", plural(int64(len(faults)), "error"))
}

// end prints the error that ends the program and returns its exit status.
func (c *console) end(err error) status {
	if err != nil && !errors.Is(err, errReported) && !errors.Is(err, errFound) && !errors.Is(err, stdout.ErrClosed) {
		c.report(err)
	}
	return statusOf(err)
}

// plural counts things: 1 file, 2 files.
func plural(n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
