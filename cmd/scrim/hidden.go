package main

import (
	"io/fs"
	"os"
	"os/signal"

	"golang.org/x/term"

	"scrim/pipeline/system"
)

// readHidden reads a line from the terminal without showing it. A signal that
// ends the program meanwhile does not leave the terminal mute.
func readHidden() ([]byte, error) {
	fd := int(os.Stdin.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: stdinName, Err: system.Cause(err)}
	}
	received := make(chan os.Signal, 1)
	signal.Notify(received, drainSignals...)
	defer signal.Stop(received)
	go func() {
		s := <-received
		_ = term.Restore(fd, before)
		os.Exit(int(exitAfter(s)))
	}()
	line, err := term.ReadPassword(fd)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: stdinName, Err: system.Cause(err)}
	}
	return line, nil
}
