package file

import (
	"os"
	"path/filepath"

	"scrim/pipeline/system"
)

// Commit puts the new file in place, on disk and not just in memory. If it
// fails, the old file is as it was; only a folder whose fsync fails leaves the
// new one in place, until a crash perhaps.
func (w *Writer) Commit() error {
	if err := w.finish(); err != nil {
		w.Abort()
		return err
	}
	if !w.ended.CompareAndSwap(false, true) {
		return failure("write", w.path, ErrAborted)
	}
	if w.direct {
		return nil
	}
	if err := w.swap(); err != nil {
		w.removeTemp()
		return err
	}
	return nil
}

// finish writes what is held back and closes the temporary file.
func (w *Writer) finish() error {
	if w.squeeze != nil {
		if err := w.squeeze.Close(); err != nil {
			return failure("write", w.path, err)
		}
	}
	if err := w.buffer.Flush(); err != nil {
		return failure("write", w.path, err)
	}
	if !w.direct {
		if err := w.keepAttributes(); err != nil {
			return err
		}
		if err := w.temp.Sync(); err != nil {
			return failure("write", w.path, err)
		}
	}
	if err := w.temp.Close(); err != nil {
		return failure("write", w.path, err)
	}
	return nil
}

// keepAttributes gives the temporary file the owner and the mode of the file
// that it replaces. The owner comes first: changing it clears mode bits.
func (w *Writer) keepAttributes() error {
	if w.original == nil {
		return nil
	}
	if err := keepOwner(w.temp, w.original); err != nil {
		return failure("keep the owner of", w.path, err)
	}
	if err := w.temp.Chmod(w.original.Mode()); err != nil {
		return failure("keep the mode of", w.path, err)
	}
	return nil
}

// swap renames the temporary file over the old one.
func (w *Writer) swap() error {
	if w.strict {
		if err := w.unchanged(); err != nil {
			return err
		}
	}
	backup, err := w.makeBackup()
	if err != nil {
		return err
	}
	if err := os.Rename(w.temp.Name(), w.path); err != nil {
		if backup != "" {
			_ = os.Remove(backup)
		}
		return failure("rewrite", w.path, err)
	}
	if err := system.SyncFolder(filepath.Dir(w.path)); err != nil {
		return failure("write", w.path, err)
	}
	return nil
}

// unchanged compares the file with what it was when it was read.
func (w *Writer) unchanged() error {
	now, err := os.Lstat(w.path)
	if err != nil {
		return failure("rewrite", w.path, err)
	}
	same := os.SameFile(now, w.original) &&
		now.Size() == w.original.Size() &&
		now.ModTime().Equal(w.original.ModTime())
	if !same {
		return failure("rewrite", w.path, ErrChanged)
	}
	return nil
}
