package follow

import (
	"os"

	"golang.org/x/sys/unix"
)

// born is when the file was made, in nanoseconds since 1970, or zero if the file
// system does not know: a deleted file's inode is soon another one's.
func born(f *os.File) int64 {
	var s unix.Statx_t
	err := unix.Statx(int(f.Fd()), "", unix.AT_EMPTY_PATH, unix.STATX_BTIME, &s)
	if err != nil || s.Mask&unix.STATX_BTIME == 0 {
		return 0
	}
	return s.Btime.Sec*1e9 + int64(s.Btime.Nsec)
}
