package main

import (
	"os"

	"golang.org/x/term"

	"scrim/sinks/report/terminal"
)

// colourWanted tells whether what people read is painted on standard output.
func colourWanted() bool { return terminal.Wanted(term.IsTerminal(int(os.Stdout.Fd())), os.Getenv) }
