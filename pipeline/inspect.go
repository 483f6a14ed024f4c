package pipeline

import (
	"bytes"
	"context"
	"io"

	"scrim/detectors"
)

// Inspector looks at what is found in a stream in place of masking it.
type Inspector interface {
	// Worker makes what one worker looks with.
	Worker() Worker
	// Settle gets every passage in the order of the stream, never concurrently. An
	// error ends the run.
	Settle(p *Passage) error
}

// Worker is for one goroutine.
type Worker interface {
	// Note looks at a passage that was scanned, and leaves in p.Notes what Settle
	// has to know. It may be called again for the same passage, if a guess of how
	// its first line begins was wrong: then only the last call counts. found is
	// valid during the call.
	Note(s *detectors.Scanner, p *Passage, found []detectors.Finding)
	// Aside comes after Note for every text that stands between two parts of a record
	// of the passage, in their order, with what was found in it. Both are valid during
	// the call.
	Aside(s *detectors.Scanner, p *Passage, a detectors.Aside, found []detectors.Finding)
}

// Passage is a piece of a stream: whole lines, or a part of one that is longer
// than a batch.
type Passage struct {
	// Window holds the bytes, with the seams that were taken out of them.
	Window detectors.Window
	// Begun says that it begins inside of a line.
	Begun bool
	// Withheld says that detection failed on it: there is nothing to note.
	Withheld bool
	// Notes is what Note left. It is nil at first, and what it was for another
	// passage later on, so that its memory can be used again.
	Notes any
}

// LineEnds is how many line ends the passage holds, those in seams included.
func (p *Passage) LineEnds() int64 {
	w := &p.Window
	return int64(bytes.Count(w.Data[w.Lo:w.Hi], newline) + bytes.Count(w.Seams.Within(w.Lo, w.Hi), newline))
}

// Tail is how many bytes of the lane come after the last line end.
func (p *Passage) Tail() int64 {
	w := &p.Window
	owned := w.Data[w.Lo:w.Hi]
	if len(w.Seams.Within(w.Lo, w.Hi)) > 0 {
		owned = w.Seams.AppendText(nil, w.Data, w.Lo, w.Hi)
	}
	return int64(len(owned) - 1 - bytes.LastIndexByte(owned, '\n'))
}

// Inspect reads src as Redact does, by the same workers and with the same
// engine, and hands what it finds to an Inspector. Nothing is written. A failure
// of the Inspector is a *WriteError.
func Inspect(ctx context.Context, e *detectors.Engine, src io.Reader, by Inspector, o Options) (Report, error) {
	o.prepare(e, func() scanner { return &looker{e.NewScanner(), by.Worker()} })
	st := newStream(o, nil, src)
	st.writer.inspector = by
	st.writer.settler.inspect = st.writer.inspect
	return st.run(ctx)
}

// looker is a scanner that looks in place of masking.
type looker struct {
	*detectors.Scanner
	worker Worker
}

// look scans a batch and lets the worker look at what was found.
func (l *looker) look(b *batch, in detectors.Carry) {
	if len(b.taken()) > 0 {
		b.shown = &b.seams
	}
	found, out := l.Scan(in, b.window())
	b.changed, b.out = false, out
	b.note(found)
	p := b.passage()
	l.worker.Note(l.Scanner, p, found)
	l.ScanSeams(p.Window, func(a detectors.Aside, found []detectors.Finding) {
		b.note(found)
		l.worker.Aside(l.Scanner, p, a, found)
	})
	b.notes = p.Notes
}

// passage is the batch as an Inspector sees it.
func (b *batch) passage() *Passage {
	return &Passage{Window: b.window(), Begun: b.begun, Withheld: b.failed, Notes: b.notes}
}
