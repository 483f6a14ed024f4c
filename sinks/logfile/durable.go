package logfile

import (
	"errors"
	"os"
	"syscall"
	"time"

	"scrim/pipeline"
)

// settle makes what is written as durable as the settings say.
func (w *Writer) settle(link *pipeline.Link) error {
	if w.out == nil || w.out.stream {
		return nil
	}
	switch w.settings.Fsync {
	case fsyncAlways:
		return w.failure("sync", w.sync())
	case fsyncInterval:
		w.syncLater(link)
	}
	return nil
}

// sync waits until everything that is written is on disk. After a failure the
// system may have forgotten what it could not write, so it has to be written
// again.
func (w *Writer) sync() error {
	if !w.dirty || w.out.stream {
		return nil
	}
	if err := syncFile(w.out.f); err != nil {
		return err
	}
	w.dirty = false
	return nil
}

// syncLater makes sure that a sync follows within the interval.
func (w *Writer) syncLater(link *pipeline.Link) {
	if w.armed.Swap(true) {
		return
	}
	f := w.out.f
	time.AfterFunc(time.Duration(w.settings.FsyncInterval), func() {
		w.armed.Store(false)
		// A file that was closed was synced before.
		if err := syncFile(f); err != nil && !errors.Is(err, os.ErrClosed) {
			link.Log.Warn("what was written last may not be on disk", "error", w.failure("sync", err))
		}
	})
}

func syncFile(f *os.File) error {
	err := f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // some file systems have nothing to sync
	}
	return err
}
