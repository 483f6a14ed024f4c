package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"scrim/pipeline/source"
	"scrim/sinks/file"
)

// stdinArg stands for standard input among the FILEs.
const stdinArg = "-"

// stdinName is what messages call it.
const stdinName = "standard input"

// destination is where the redacted inputs go.
type destination int

const (
	toStdout destination = iota
	toFile
	toFolder
	inPlaceOf // each input itself
)

// input is one file, or standard input, to be redacted.
type input struct {
	path   string
	rel    string // its path below an output folder
	size   int64  // bytes, as stored; -1 if unknown
	walked bool   // found in a folder, not named by the user
}

func (in input) isStdin() bool { return in.path == stdinArg }

// is tells whether the input is that file.
func (in input) is(file fs.FileInfo) bool {
	if in.isStdin() {
		info, err := os.Stdin.Stat()
		return err == nil && os.SameFile(info, file)
	}
	return isSame(in.path, []fs.FileInfo{file})
}

// plan is what there is to do.
type plan struct {
	to      destination
	output  string
	inputs  []input
	errs    []error         // arguments that cannot be used
	links   int             // symbolic links passed over
	special int             // sockets, pipes and devices passed over
	backups int             // backups of an earlier run passed over
	taken   map[string]bool // rels that have an input
}

// newPlan turns the arguments into inputs; folders are walked.
func newPlan(s *settings, args []string) (*plan, error) {
	if len(args) == 0 {
		args = []string{stdinArg}
	}
	p := &plan{output: s.output, taken: map[string]bool{}}
	p.to = place(s, args)
	for _, arg := range args {
		if arg == stdinArg && (p.to == inPlaceOf || p.to == toFolder) {
			return nil, usageError("name a FILE", "%s cannot be written in place or into a folder", stdinName)
		}
		p.add(s, arg, len(args) == 1)
	}
	return p, nil
}

// place decides where the output goes. A PATH is a folder if it is one, if it
// ends like one or if a folder is to be put there.
func place(s *settings, args []string) destination {
	switch {
	case s.inPlace.on:
		return inPlaceOf
	case s.output == "" || s.output == stdinArg:
		return toStdout
	case isFolder(s.output) || os.IsPathSeparator(s.output[len(s.output)-1]):
		return toFolder
	}
	for _, arg := range args {
		if arg != stdinArg && isFolder(arg) {
			return toFolder
		}
	}
	return toFile
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// add adds the input or inputs that arg names; sole says that it is the only
// argument.
func (p *plan) add(s *settings, arg string, sole bool) {
	if arg == stdinArg {
		p.inputs = append(p.inputs, input{path: arg, size: sizeOf(os.Stdin.Stat())})
		return
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		p.errs = append(p.errs, asOpen(err))
	case info.IsDir():
		p.addFolder(s, arg, sole)
	case p.to == inPlaceOf && !info.Mode().IsRegular():
		p.errs = append(p.errs, &fs.PathError{Op: "rewrite", Path: arg, Err: file.ErrNotRegular})
	default:
		p.addFile(input{path: arg, rel: filepath.Base(arg), size: sizeOf(info, nil)})
	}
}

// asOpen words the error of a stat the way the user thinks of it.
func asOpen(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return &fs.PathError{Op: "open", Path: path.Path, Err: path.Err}
	}
	return err
}

func sizeOf(info fs.FileInfo, err error) int64 {
	if err != nil || !info.Mode().IsRegular() {
		return -1
	}
	return info.Size()
}

// addFolder adds the files below dir. Below the output folder, the content of
// a sole folder comes first hand; one of several keeps its name.
func (p *plan) addFolder(s *settings, dir string, sole bool) {
	below := ""
	if !sole {
		below = nameOf(dir)
	}
	out := p.outputFolder()
	if isSame(dir, out) {
		p.errs = append(p.errs, inputIsOutput(dir))
		return
	}
	w := source.Walk(dir, out...)
	p.links += w.Links
	p.special += w.Special
	p.errs = append(p.errs, w.Errs...)
	for _, f := range w.Files {
		if s.inPlace.suffix != "" && strings.HasSuffix(f.Path, s.inPlace.suffix) {
			p.backups++
			continue
		}
		rel := filepath.Join(below, f.Rel)
		p.addFile(input{path: f.Path, rel: rel, size: f.Size, walked: true})
	}
}

// errTaken refuses the second of two inputs that would be written to one file.
var errTaken = errors.New("another input has the same name there")

func (p *plan) addFile(in input) {
	if p.to == toFolder {
		if p.taken[in.rel] {
			p.errs = append(p.errs, &fs.PathError{Op: "create", Path: filepath.Join(p.output, in.rel), Err: errTaken})
			return
		}
		p.taken[in.rel] = true
	}
	p.inputs = append(p.inputs, in)
}

// nameOf is the last element of a folder's path, also for "." and "..".
func nameOf(dir string) string {
	if whole, err := filepath.Abs(dir); err == nil {
		dir = whole
	}
	return filepath.Base(dir)
}

// outputFolder keeps a walk out of what it writes.
func (p *plan) outputFolder() []fs.FileInfo {
	if p.to != toFolder {
		return nil
	}
	info, err := os.Stat(p.output)
	if err != nil {
		return nil
	}
	return []fs.FileInfo{info}
}

func isSame(path string, out []fs.FileInfo) bool {
	info, err := os.Stat(path)
	return err == nil && len(out) > 0 && os.SameFile(info, out[0])
}

// inputIsOutput refuses to read what is being written.
func inputIsOutput(path string) error {
	err := fmt.Errorf("%s is input and output at once", shown(path))
	return &failure{statusFailed, err, "use -i to rewrite in place"}
}

// size is that of all inputs as stored, and false if it is not known.
func (p *plan) size() (total int64, known bool) {
	for _, in := range p.inputs {
		if in.size < 0 {
			return 0, false
		}
		total += in.size
	}
	return total, true
}
