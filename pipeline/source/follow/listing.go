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

func (p *patterns) excludes(path string) bool {
	path = filepath.ToSlash(path)
	for _, pattern := range p.exclude {
		if doublestar.MatchUnvalidated(pattern, path) {
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
		if !l.enter(base, rest) {
			continue
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
		if err := doublestar.GlobWalk(os.DirFS(base), rest, visit); err != nil {
			l.problems = append(l.problems, fmt.Errorf("cannot list %q: %w", pattern, err))
		}
	}
	return l
}

// enter notes the folder that a pattern begins in, if it can be looked at.
func (l *listing) enter(base, rest string) bool {
	folder, err := os.Open(base)
	if err == nil {
		_ = folder.Close()
	}
	literal := !strings.ContainsAny(rest, `*?[{\`)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false // it may come later
	case err != nil && !literal:
		l.problems = append(l.problems, fmt.Errorf("cannot list: %w", err))
		return false
	}
	l.folders[base] = true
	return true
}

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
