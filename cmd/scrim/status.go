package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"scrim/pipeline/setting"
	"scrim/pipeline/source"
	"scrim/sinks/file"
	"scrim/sinks/stdout"
)

// status is the exit status; scripts depend on the numbers.
type status int

const (
	statusDone   status = 0
	statusFound  status = 1   // findings, or a failed test
	statusFailed status = 2   // input, output or the run itself
	statusUsage  status = 64  // EX_USAGE of sysexits.h
	statusConfig status = 78  // EX_CONFIG of sysexits.h
	statusSignal status = 128 // and the number of the signal, as shells do
)

// failure is an error with an exit status and perhaps a hint.
type failure struct {
	status status
	err    error
	hint   string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// usageError is a mistake on the command line.
func usageError(hint, format string, args ...any) error {
	return &failure{statusUsage, fmt.Errorf(format, args...), hint}
}

// errReported ends the program with statusFailed when everything that is to
// be said of it was said before.
var errReported = errors.New("failed")

// errFound ends the program with statusFound: what there is to say of what was
// found is in the report.
var errFound = errors.New("found")

// statusOf maps an error to the exit status, in this one place.
func statusOf(err error) status {
	var f *failure
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, stdout.ErrClosed):
		// The reader has seen enough, as with scrim | head.
		return statusDone
	case errors.Is(err, errFound):
		return statusFound
	case errors.As(err, &f):
		return f.status
	}
	return statusFailed
}

// describe words an error: cannot <verb> <thing>: <cause> (hint: …).
func describe(err error) string {
	text := err.Error()
	var path *fs.PathError
	if errors.As(err, &path) {
		text = fmt.Sprintf("cannot %s %s: %v", path.Op, shown(path.Path), path.Err)
	}
	if h := hintFor(err); h != "" {
		text += " (hint: " + h + ")"
	}
	return text
}

// shown quotes a path, but not the name of a standard stream.
func shown(path string) string {
	if path == stdinName || path == stdout.Name {
		return path
	}
	return fmt.Sprintf("%q", path)
}

// causeHints say what to do about a cause, the more specific ones first.
var causeHints = []struct {
	cause error
	hint  string
}{
	{source.ErrTruncated, "the file is incomplete; copy it again, or unpack what is left with zcat or zstdcat"},
	{source.ErrDamaged, "the file is damaged; copy it again"},
	{file.ErrChanged, "left as it was; let its writer stop or rotate it first"},
	{file.ErrNotRegular, "-i rewrites regular files only"},
	{syscall.ENOSPC, "free some space and run it again"},
	{syscall.EROFS, "write elsewhere with -o"},
	{fs.ErrPermission, "run it as the owner, or ask for access"},
	{fs.ErrNotExist, "check the path"},
	{syscall.ECONNREFUSED, "nothing listens there: check the address, and that the other end runs"},
	{context.DeadlineExceeded, "nothing answers there: check the address and what is in between"},
}

func hintFor(err error) string {
	var f *failure
	if errors.As(err, &f) && f.hint != "" {
		return f.hint
	}
	if hint := setting.HintOf(err); hint != "" {
		return hint
	}
	var path *fs.PathError
	if errors.Is(err, fs.ErrExist) && errors.As(err, &path) && strings.HasPrefix(path.Op, "back up") {
		return "move it away, or choose another suffix"
	}
	var name *net.DNSError
	if errors.As(err, &name) {
		return "check the name of the host"
	}
	for _, c := range causeHints {
		if errors.Is(err, c.cause) {
			return c.hint
		}
	}
	return ""
}
