package follow

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"scrim/pipeline/checkpoint"
)

// at is a listing of paths with the inodes that they lead to.
func at(pairs ...any) *listing {
	l := &listing{paths: make(map[string]checkpoint.File)}
	known := make(map[checkpoint.File]bool)
	l.folders = make(map[string]bool)
	for i := 0; i < len(pairs); i += 2 {
		l.add(sighting{path: pairs[i].(string), file: inode(pairs[i+1].(int))}, known)
	}
	return l
}

func inode(n int) checkpoint.File { return checkpoint.File{Device: 1, Inode: uint64(n)} }

func TestCompare(t *testing.T) {
	type change struct {
		Arrived []string
		After   []uint64
		Moved   map[uint64]string
		Gone    []uint64
	}
	for name, c := range map[string]struct {
		known map[checkpoint.File]string
		now   *listing
		want  change
	}{
		"nothing known":       {nil, at("a", 1, "b", 2), change{Arrived: []string{"a", "b"}, After: []uint64{0, 0}}},
		"nothing new":         {map[checkpoint.File]string{inode(1): "a"}, at("a", 1), change{}},
		"deleted":             {map[checkpoint.File]string{inode(1): "a"}, at(), change{Gone: []uint64{1}}},
		"renamed, new file":   {map[checkpoint.File]string{inode(1): "a"}, at("a", 2, "a.1", 1), change{Arrived: []string{"a"}, After: []uint64{1}, Moved: map[uint64]string{1: "a.1"}}},
		"renamed away":        {map[checkpoint.File]string{inode(1): "a"}, at("a", 2), change{Arrived: []string{"a"}, After: []uint64{1}, Gone: []uint64{1}}},
		"all renamed":         {map[checkpoint.File]string{inode(1): "a", inode(2): "a.1"}, at("a", 3, "a.1", 1, "a.2", 2), change{Arrived: []string{"a"}, After: []uint64{1}, Moved: map[uint64]string{1: "a.1", 2: "a.2"}}},
		"a second name":       {map[checkpoint.File]string{inode(1): "b"}, at("a", 1, "b", 1), change{}},
		"the second name":     {map[checkpoint.File]string{inode(1): "b"}, at("a", 1), change{Moved: map[uint64]string{1: "a"}}},
		"swapped":             {map[checkpoint.File]string{inode(1): "a", inode(2): "b"}, at("a", 2, "b", 1), change{Moved: map[uint64]string{1: "b", 2: "a"}}},
		"replaced by a known": {map[checkpoint.File]string{inode(1): "a", inode(2): "b"}, at("a", 2), change{Moved: map[uint64]string{2: "a"}, Gone: []uint64{1}}},
	} {
		d := compare(c.known, c.now)
		var got change
		for _, a := range d.arrived {
			got.Arrived = append(got.Arrived, a.path)
			var after uint64
			if a.after != nil {
				after = a.after.Inode
			}
			got.After = append(got.After, after)
		}
		for file, path := range d.moved {
			if got.Moved == nil {
				got.Moved = make(map[uint64]string)
			}
			got.Moved[file.Inode] = path
		}
		for _, file := range d.gone {
			got.Gone = append(got.Gone, file.Inode)
		}
		slices.SortFunc(got.Gone, cmp.Compare)
		if diff := gocmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRelatedNames(t *testing.T) {
	for _, c := range []struct {
		original, copied string
		want             bool
	}{
		{"/a/app.log", "/a/app.log.1", true},
		{"/a/app.log", "/old/app.log-20260101.gz", true},
		{"/a/app.log", "/a/app-20260101.log", true},
		{"/a/app.log.1", "/a/app.log.2.gz", true},
		{"/a/syslog", "/a/syslog.1", true},
		{"/a/app.log", "/a/other.log", false},
		{"/a/app.log", "/app/x.log", false},
	} {
		if got := related(c.original, c.copied); got != c.want {
			t.Errorf("%s and %s: %v", c.original, c.copied, got)
		}
	}
}
