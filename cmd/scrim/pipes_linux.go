package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// Sizes of the pipes at both ends, in bytes: the first one that the system
// allows is taken. The default of 64 KiB makes reader, scrim and writer wait for
// each other sixteen times as often as 1 MiB, which is the most that a user may
// ask for.
const (
	widestPipe   = 1 << 20
	narrowedPipe = 128 << 10
)

// widenPipes makes room in standard input and output if they are pipes.
func widenPipes() {
	for _, f := range []*os.File{os.Stdin, os.Stdout} {
		has, err := unix.FcntlInt(f.Fd(), unix.F_GETPIPE_SZ, 0)
		if err != nil {
			continue // not a pipe
		}
		for size := widestPipe; size >= narrowedPipe && size > has; size /= 2 {
			if _, err := unix.FcntlInt(f.Fd(), unix.F_SETPIPE_SZ, size); err == nil {
				break
			}
		}
	}
}
