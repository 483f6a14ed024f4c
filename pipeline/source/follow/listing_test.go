package follow

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"scrim/pipeline/setting"
)

// tree makes files, and folders for names that end with a slash.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		path := filepath.Join(dir, name)
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		if name[len(name)-1] == '/' {
			err = errors.Join(err, os.MkdirAll(path, 0o700))
		} else {
			err = errors.Join(err, os.WriteFile(path, []byte("x"), 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestPatterns(t *testing.T) {
	dir := tree(t, "a.log", "b.log", "b.log.1", "deep/er/c.log", "deep/d.txt", ".hidden.log", "folder.log/", "x[1].log")
	for _, c := range []struct {
		include, exclude, want []string
	}{
		{[]string{"*.log"}, nil, []string{".hidden.log", "a.log", "b.log", "x[1].log"}},
		{[]string{"**/*.log"}, nil, []string{".hidden.log", "a.log", "b.log", "deep/er/c.log", "x[1].log"}},
		{[]string{"**"}, []string{"*.log", "**/er/*"}, []string{"b.log.1", "deep/d.txt"}},
		{[]string{"*.log*", "a.log"}, []string{"deep/*.txt", ".*", "x*"}, []string{"a.log", "b.log", "b.log.1"}},
		{[]string{"{a,b}.log"}, nil, []string{"a.log", "b.log"}},
		{[]string{`x\[1\].log`}, nil, []string{"x[1].log"}},
		{[]string{"none/*.log", "deep/*/c.log"}, nil, []string{"deep/er/c.log"}},
		{[]string{"**/*"}, []string{"er/c.log", filepath.ToSlash(dir) + "/[ab.x]*"}, []string{"deep/d.txt"}},
		{[]string{"folder.log"}, nil, nil},
	} {
		if runtime.GOOS == "windows" && slices.Contains(c.include, `x\[1\].log`) {
			continue // the backslash is a separator there
		}
		var include []setting.Path
		for _, one := range c.include {
			include = append(include, setting.Path(filepath.Join(dir, one)))
		}
		p, err := newPatterns(include, c.exclude)
		if err != nil {
			t.Fatal(err)
		}
		l := p.list()
		var got []string
		for _, s := range l.seen {
			rel, _ := filepath.Rel(dir, s.path)
			got = append(got, filepath.ToSlash(rel))
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) || len(l.problems) > 0 {
			t.Errorf("%q but %q: got %q, %v; want %q", c.include, c.exclude, got, l.problems, c.want)
		}
	}
}

// TestUnreadableFoldersAreProblems: they are not taken for empty ones. A file in
// the place of a folder stands for one without permission, as root may do all.
func TestUnreadableFoldersAreProblems(t *testing.T) {
	dir := tree(t, "file", "folder/a.log")
	f := func(pattern string, problems int) {
		t.Helper()
		p, err := newPatterns([]setting.Path{setting.Path(filepath.Join(dir, pattern))}, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := make(map[string]bool) // a walk may come by twice
		for _, problem := range p.list().problems {
			said[problem.Error()] = true
		}
		if len(said) != problems {
			t.Errorf("%s: %v", pattern, said)
		}
	}
	f("file/*.log", 1)
	f("none/*.log", 0)
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		return
	}
	if err := os.Chmod(filepath.Join(dir, "folder"), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "folder"), 0o700) })
	f("folder/*.log", 1)
	f("**/*.log", 1)
}
