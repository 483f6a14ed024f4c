package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// ignoreBrokenPipes makes a write to a closed pipe an error instead of a
// signal that kills.
func ignoreBrokenPipes() { signal.Ignore(syscall.SIGPIPE) }

// drainSignals end the input at first and the program when repeated.
var drainSignals = []os.Signal{os.Interrupt, syscall.SIGTERM}

// repeatAfter is how long after the first signal another one is a second one. The
// timeout command, and others like it, signal a process and then its group. On a
// busy machine the two are not handled as close together as they came: so what
// counts is when they came.
const repeatAfter = 100 * time.Millisecond

// drainOnSignal returns a context that the first INT or TERM ends. The second
// one, or a hangup, exits at once after cleanup. Signals that are ignored from
// outside, by nohup say, stay ignored.
func drainOnSignal(ctx context.Context, cleanup func()) (context.Context, func()) {
	return onSignals(ctx, nil, cleanup)
}

// onSignals is drainOnSignal for somebody whom a hangup tells something else, if
// hangup is not nil.
func onSignals(ctx context.Context, hangup, cleanup func()) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	received := make(chan os.Signal, len(drainSignals)+1)
	for _, s := range append(drainSignals, syscall.SIGHUP) {
		if !signal.Ignored(s) {
			signal.Notify(received, s)
		}
	}
	go func() {
		withFirst := 0 // how many of the next ones came with the first one
		for s := range received {
			same := withFirst > 0
			withFirst = max(0, withFirst-1)
			switch {
			case s == syscall.SIGHUP && hangup != nil:
				hangup()
				continue
			case s != syscall.SIGHUP && ctx.Err() == nil:
				cancel()
				time.Sleep(repeatAfter)
				withFirst = len(received)
				continue
			case s != syscall.SIGHUP && same:
				continue
			}
			cleanup()
			os.Exit(int(exitAfter(s)))
		}
	}()
	return ctx, func() {
		signal.Stop(received)
		cancel()
	}
}

// exitAfter is the exit status that a shell shows for a signal.
func exitAfter(s os.Signal) status {
	if n, ok := s.(syscall.Signal); ok {
		return statusSignal + status(n)
	}
	return statusFailed
}
