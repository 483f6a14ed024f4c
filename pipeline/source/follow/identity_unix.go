//go:build unix

package follow

import (
	"io/fs"
	"os"
	"syscall"

	"scrim/pipeline/checkpoint"
)

// identify tells which file a path led to when info was asked for.
func identify(_ string, info fs.FileInfo) (checkpoint.File, error) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return checkpoint.File{}, &fs.PathError{Op: "identify", Path: info.Name(), Err: syscall.ENOTSUP}
	}
	return checkpoint.File{Device: uint64(s.Dev), Inode: uint64(s.Ino)}, nil
}

// identifyOpen tells which file is open.
func identifyOpen(f *os.File) (checkpoint.File, error) {
	info, err := f.Stat()
	if err != nil {
		return checkpoint.File{}, err
	}
	return identify(f.Name(), info)
}

// open opens a file for reading.
func open(path string) (*os.File, error) { return os.Open(path) }
