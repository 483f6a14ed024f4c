package main

import (
	"debug/buildinfo"
	"os/exec"
	"regexp"
	"strings"
)

// number is a version as programs print it, ripgrep 13.0.0 or sed (GNU sed) 4.9.
var number = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)+`)

// printed is the version in the first line that a command prints, or none.
func printed(argv ...string) func() string {
	return func() string {
		out, err := exec.Command(argv[0], argv[1:]...).Output()
		if err != nil {
			return ""
		}
		first, _, _ := strings.Cut(string(out), "\n")
		return number.FindString(first)
	}
}

// moduleVersion is the version of a module that a binary was built with, and
// that of Go itself if the path is empty.
func moduleVersion(binary, path string) string {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return ""
	}
	if path == "" {
		return strings.TrimPrefix(info.GoVersion, "go")
	}
	for _, m := range info.Deps {
		if m.Path == path {
			return strings.TrimPrefix(m.Version, "v")
		}
	}
	return ""
}

// commit is that of this folder, with a note if files differ from it.
func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty", "--exclude=*").Output()
	if err != nil {
		return ""
	}
	return strings.Replace(strings.TrimSpace(string(out)), "-dirty", " with changes", 1)
}
