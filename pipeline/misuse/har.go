package misuse

import (
	"io"

	"scrim/pipeline"
	"scrim/pipeline/logline"
)

// archiveReader reads a HAR, an archive of HTTP exchanges in JSON, which is no log of
// lines: the file's bytes go through a pipe to the reader of such archives. Between
// two passages that reader runs on its own, so nobody else uses the Auditor then.
type archiveReader struct {
	to    *io.PipeWriter
	ended chan struct{}
}

// isArchive tells whether the file is one, which its first passage shows.
func (i *Inspector) isArchive(p *pipeline.Passage) bool {
	if i.archive.to != nil {
		return true
	}
	w := &p.Window
	if i.line > 0 || p.Begun || w.Lo > 0 || !logline.IsHAR(w.Data[w.Lo:w.Hi]) {
		return false
	}
	from, to := io.Pipe()
	i.archive = archiveReader{to: to, ended: make(chan struct{})}
	go func() {
		defer close(i.archive.ended)
		// A pipe has no errors but those that its other end makes.
		_ = logline.ReadHAR(from, i.Request)
		_ = from.Close()
	}()
	return true
}

func (r *archiveReader) feed(p *pipeline.Passage) error {
	w := &p.Window
	_, err := r.to.Write(w.Data[w.Lo:w.Hi])
	return err
}

// close waits until all of it is read.
func (r *archiveReader) close() {
	if r.to == nil {
		return
	}
	_ = r.to.Close()
	<-r.ended
}
