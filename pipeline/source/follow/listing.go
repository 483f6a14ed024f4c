package follow

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"scrim/pipeline/checkpoint"
	"scrim/pipeline/setting"
	"scrim/pipeline/system"
)

// patterns say which files are followed.
type patterns struct {
	include []string // absolute, with the separators of the system
	exclude []string // with slashes
}

func newPatterns(include []setting.Path, exclude []string) (*patterns, error) {
	p := new(patterns)
	for _, one := range include {
		path, err := filepath.Abs(string(one))
		if err != nil {
			return nil, fmt.Errorf("cannot tell where %q is: %w", one, err)
		}
		p.include = append(p.include, path)
	}
	for _, one := range exclude {
		one = filepath.ToSlash(one)
		if !strings.HasPrefix(one, "/") && filepath.VolumeName(one) == "" {
			// A name, or the end of a path, in whatever folder it is.
			one = "**/" + one
		}
		p.exclude = append(p.exclude, one)
	}
	return p, nil
}

func (p *patterns) includes(path string) bool { return matchesAny(p.include, path) }

func (p *patterns) excludes(path string) bool { return matchesAny(p.exclude, path) }

// matchesAny says whether a path matches one of some globs. Each may have the
// separators of the system, or slashes.
func matchesAny(globs []string, path string) bool {
	path = filepath.ToSlash(path)
	for _, glob := range globs {
		if doublestar.MatchUnvalidated(filepath.ToSlash(glob), path) {
			return true
		}
	}
	return false
}

// sighting is a path that leads to a file.
type sighting struct {
	path     string
	file     checkpoint.File
	size     int64
	modified time.Time
	link     bool // path is a symbolic link
	pattern  int  // of include, the first that matches
}

// listing is what matches the patterns at one time.
type listing struct {
	// seen has every file once: with the path that comes first in the order of
	// the patterns and of the names.
	seen []sighting
	// paths has every path, with the file that it leads to.
	paths map[string]checkpoint.File
	// folders hold matches, or may.
	folders map[string]bool
	// problems are what could not be looked at.
	problems []error
}

// list looks at the file system. Symbolic links to files are followed, and so
// are those to folders, except by **. What is not a regular file is left out.
func (p *patterns) list() *listing {
	l := &listing{paths: make(map[string]checkpoint.File), folders: make(map[string]bool)}
	known := make(map[checkpoint.File]bool)
	for i, pattern := range p.include {
		base, rest := doublestar.SplitPattern(filepath.ToSlash(pattern))
		base = filepath.FromSlash(base)
		if _, err := os.Stat(base); err == nil { // else it may come later
			l.folders[base] = true
		}
		visit := func(rel string, entry fs.DirEntry) error {
			path := filepath.Join(base, filepath.FromSlash(rel))
			if _, listed := l.paths[path]; listed || entry.IsDir() || p.excludes(path) {
				return nil
			}
			if s, ok := l.look(path, entry); ok {
				s.pattern = i
				l.add(s, known)
			}
			return nil
		}
		if err := doublestar.GlobWalk(&folderTree{l, base, os.DirFS(base)}, rest, visit); err != nil {
			l.problems = append(l.problems, fmt.Errorf("cannot list %q: %w", pattern, err))
		}
	}
	return l
}

// folderTree is the folders below base. It notes those that cannot be read, which
// a walk passes over.
type folderTree struct {
	list *listing
	base string
	fs.FS
}

// ReadDir implements fs.ReadDirFS.
func (t *folderTree) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(t.FS, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.list.problems = append(t.list.problems, fmt.Errorf("cannot list %q: %w", filepath.Join(t.base, name), system.Cause(err)))
	}
	return entries, err
}

// Stat implements fs.StatFS.
func (t *folderTree) Stat(name string) (fs.FileInfo, error) { return fs.Stat(t.FS, name) }

func (l *listing) add(s sighting, known map[checkpoint.File]bool) {
	l.paths[s.path] = s.file
	l.folders[filepath.Dir(s.path)] = true
	if !known[s.file] {
		known[s.file] = true
		l.seen = append(l.seen, s)
	}
}

// look follows a path to its file.
func (l *listing) look(path string, entry fs.DirEntry) (s sighting, regular bool) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, false // deleted meanwhile, or a link that leads nowhere
	}
	if err == nil && !info.Mode().IsRegular() {
		return s, false
	}
	s = sighting{path: path, link: entry.Type()&fs.ModeSymlink != 0}
	if err == nil {
		s.size, s.modified = info.Size(), info.ModTime()
		s.file, err = identify(path, info)
	}
	if err != nil {
		l.problems = append(l.problems, fmt.Errorf("cannot look at a file: %w", err))
		return s, false
	}
	return s, true
}
