package main

import (
	"errors"
	"strings"

	"scrim/pipeline/evidence"
	"scrim/sinks/file"
	"scrim/sinks/stdout"
)

// evidenceHead is what is known of a run before anything is read. Call it after
// newEngine.
func (s *settings) evidenceHead() evidence.Evidence {
	e := evidence.Evidence{Version: strings.TrimSpace(versionText()), Config: evidence.NoConfig, Flags: s.flagsGiven()}
	if s.loaded != nil {
		e.Config = s.loaded.SHA256()
		for _, f := range s.loaded.TermFiles() {
			e.Dictionaries = append(e.Dictionaries, evidence.Dictionary{Name: f.Dictionary, SHA256: f.SHA256})
		}
	}
	return e
}

// flagsGiven are the flags that change what is found or what becomes of it. The
// path of a key stays out: its id is there.
func (s *settings) flagsGiven() (given []string) {
	for _, f := range []struct{ name, value string }{
		{"only", s.only.String()}, {"skip", s.skip.String()}, {"mask", s.mask.value}, {"label", s.label},
	} {
		if f.value != "" {
			given = append(given, "--"+f.name+"="+f.value)
		}
	}
	if s.keyFile != "" {
		given = append(given, "--key-file")
	}
	return given
}

// noteStdout adds standard output to the evidence; err is what ended it.
func (f *filter) noteStdout(err error) {
	if f.evidence == nil {
		return
	}
	out := evidence.File{Name: stdout.Name, Lines: f.total.report.Lines}
	out.SHA256, out.Bytes = f.out.Sum()
	if err = errors.Join(err, f.out.Err()); err != nil {
		out.SHA256, out.Incomplete = "", true
	}
	f.evidence.Output(out)
}

// noteFile adds a file that was written.
func (f *filter) noteFile(path string, w *file.Writer, lines int64) {
	if f.evidence == nil {
		return
	}
	out := evidence.File{Name: path, Lines: lines}
	out.SHA256, out.Bytes = w.Sum()
	f.evidence.Output(out)
}
