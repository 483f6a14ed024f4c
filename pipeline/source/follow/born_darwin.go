package follow

import (
	"os"
	"syscall"
)

// born is when the file was made, in nanoseconds since 1970, or zero if the file
// system does not know: a deleted file's inode is soon another one's.
func born(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0
	}
	return s.Birthtimespec.Nano()
}
