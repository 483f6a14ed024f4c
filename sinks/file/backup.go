package file

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// makeBackup gives the old file a second name, which is atomic and copies
// nothing. It returns the name, or "" if no backup is asked for.
func (w *Writer) makeBackup() (string, error) {
	if w.opts.Backup == "" {
		return "", nil
	}
	name := w.path + w.opts.Backup
	err := os.Link(w.path, name)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		// Some file systems know no second names.
		err = w.copyTo(name)
	}
	if err != nil {
		return "", failure("back up to", name, err)
	}
	return name, nil
}

// copyTo copies the old file to name, which must not exist.
func (w *Writer) copyTo(name string) error {
	from, err := os.Open(w.path)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, privateMode)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(to, from, w.original), to.Close()); err != nil {
		_ = os.Remove(name)
		return err
	}
	return nil
}

// fill copies the bytes, the owner, the mode and the time.
func fill(to, from *os.File, like fs.FileInfo) error {
	if _, err := io.Copy(to, from); err != nil {
		return err
	}
	if err := keepOwner(to, like); err != nil {
		return err
	}
	if err := to.Chmod(like.Mode()); err != nil {
		return err
	}
	if err := to.Sync(); err != nil {
		return err
	}
	return os.Chtimes(to.Name(), like.ModTime(), like.ModTime())
}
