package logfile

import (
	"path/filepath"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/system"
)

// rotateAgain is how long the file grows on after a rotation has failed: a
// folder in which nothing can be renamed must not keep records waiting.
const rotateAgain = time.Minute

// rotateByTime rotates a file that was written last in an earlier period.
func (w *Writer) rotateByTime(link *pipeline.Link) error {
	now := w.now()
	if !w.stuck.IsZero() && now.Sub(w.stuck) >= rotateAgain {
		w.stuck = time.Time{}
	}
	period := periodOf(&w.settings, now)
	due := period > w.out.period && w.out.size > 0 && !w.out.stream && !w.lines.Open()
	if due && w.stuck.IsZero() {
		if err := w.rotate(link, w.saved.batch, w.saved.piece); err != nil {
			return err
		}
	}
	if w.stuck.IsZero() && !w.lines.Open() {
		w.out.period = period
	}
	return nil
}

// rotate gives the file its name for good and opens a new one, which begins with
// a piece of a batch. Everything before that is written, and no line is open.
func (w *Writer) rotate(link *pipeline.Link, batch, piece int) error {
	if w.settings.Fsync != fsyncNever {
		if err := w.failure("sync", w.sync()); err != nil {
			return err
		}
	}
	w.save(batch, piece)
	if !movesOpenFiles {
		w.out.f.Close()
	}
	path := w.out.path
	if err := moveAway(path, w.now()); err != nil {
		w.stuck = w.now()
		link.Log.Warn("the file cannot be rotated and grows on", "error", w.failure("rotate", err))
		if movesOpenFiles {
			return nil
		}
	}
	w.out.f.Close()
	w.out, w.dirty = nil, false
	if w.settings.Fsync != fsyncNever {
		if err := system.SyncFolder(filepath.Dir(path)); err != nil {
			return w.failure("rotate", err)
		}
	}
	return w.open(link)
}
