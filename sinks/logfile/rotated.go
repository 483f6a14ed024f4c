package logfile

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"scrim/sinks/file"
)

// stampLayout is the time of the rotation in names, UTC. Names sort by time,
// hold no character that a shell or another system minds, and do not end in
// .log, by which sources and shippers choose what they follow.
const stampLayout = "20060102T150405Z"

// rotated is a file that was rotated.
type rotated struct {
	name  string // without its folder
	stamp string
	count int // 0, or which one of its second it is, from 2 on
}

// suffixes are what the name of a rotated file may end with.
var suffixes = [...]string{"", ".gz", ".zst"}

func (r rotated) compressed() bool { return file.CompressionOf(r.name) != file.Plain }

// parseRotated reads the name of a file that base was rotated to.
func parseRotated(base, name string) (rotated, bool) {
	rest, ok := strings.CutPrefix(name, base+"-")
	if !ok {
		return rotated{}, false
	}
	rest = strings.TrimSuffix(strings.TrimSuffix(rest, ".gz"), ".zst")
	stamp, count, counted := strings.Cut(rest, "-")
	r := rotated{name: name, stamp: stamp}
	if counted {
		n, err := strconv.Atoi(count)
		if err != nil || n < 2 || strconv.Itoa(n) != count {
			return rotated{}, false
		}
		r.count = n
	}
	_, err := time.Parse(stampLayout, stamp)
	return r, err == nil
}

// allRotated lists what base was rotated to, the oldest first.
func allRotated(folder, base string) ([]rotated, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var all []rotated
	for _, e := range entries {
		if r, ok := parseRotated(base, e.Name()); ok && e.Type().IsRegular() {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b rotated) int {
		return cmp.Or(cmp.Compare(a.stamp, b.stamp), cmp.Compare(a.count, b.count), cmp.Compare(a.name, b.name))
	})
	return all, nil
}

// moveAway gives the file at path a name for the time. It is behind those that
// are there, also if lower ones have become free, since what is first is removed
// first.
func moveAway(path string, now time.Time) error {
	folder, base := filepath.Split(path)
	stamp := now.UTC().Format(stampLayout)
	n, err := countOf(filepath.Clean(folder), base, stamp)
	if err != nil {
		return err
	}
	for n++; ; n++ {
		name := path + "-" + stamp
		if n > 1 {
			name += "-" + strconv.Itoa(n)
		}
		if taken(name) {
			continue
		}
		if err := move(path, name); !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
}

// countOf is the highest count of the files that were rotated in a second, 0 if
// there are none.
func countOf(folder, base, stamp string) (n int, err error) {
	all, err := allRotated(folder, base)
	for _, r := range all {
		if r.stamp == stamp {
			n = max(n, r.count, 1)
		}
	}
	return n, err
}

// taken tells whether a rotated file has the name, compressed or not.
func taken(name string) bool {
	for _, suffix := range suffixes {
		if _, err := os.Lstat(name + suffix); err == nil {
			return true
		}
	}
	return false
}

// moveIfFree is move for systems that cannot look and rename in one step.
func moveIfFree(from, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	}
	return os.Rename(from, to)
}
