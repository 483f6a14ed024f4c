package logfile

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"scrim/pipeline/system"
)

// output is the file while it is open.
type output struct {
	f      *os.File
	path   string      // where it is, symbolic links followed
	info   fs.FileInfo // which file it is
	size   int64       // in bytes; all of them are whole pieces
	period int64       // of the rotation, in which it was written last
	stream bool        // what is written cannot be taken back
	torn   int64       // how many bytes of a torn line were cut off
}

const (
	// maxMoves is how often another file may take the place of one that is
	// being opened. More than one is a mistake of somebody.
	maxMoves = 5
	// folderMode lets the group that reads log files into new folders.
	folderMode fs.FileMode = 0o750
)

// open opens the file for appending, locked, and with a whole line at its end.
func open(s *Settings) (*output, error) {
	path := string(s.Path)
	if isDevice(path) {
		return openStream(path)
	}
	path, err := follow(path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return nil, err
	}
	for range maxMoves {
		o, err := openOnce(s, path)
		if !errors.Is(err, errMoved) {
			return o, err
		}
	}
	return nil, errMoved
}

func openOnce(s *Settings, path string) (*output, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return create(s, path)
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, syscall.EISDIR
	case info.Mode()&fs.ModeSocket != 0:
		return nil, errSocket
	case !info.Mode().IsRegular():
		return openStream(path)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errMoved
	}
	if err != nil {
		return nil, err
	}
	return take(s, path, f)
}

// create makes the file. It has the mode of the settings before anybody else
// can see more of it than its name.
func create(s *Settings, path string) (*output, error) {
	mode, err := s.mode()
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return nil, errMoved
	}
	if err != nil {
		return nil, err
	}
	// The umask has taken permissions away. Where they cannot be changed there
	// are none.
	_ = f.Chmod(mode)
	if s.Fsync != fsyncNever {
		if err := system.SyncFolder(filepath.Dir(path)); err != nil {
			f.Close()
			return nil, err
		}
	}
	return take(s, path, f)
}

// take locks the file and mends its end, if it still is the one at the path.
func take(s *Settings, path string, f *os.File) (o *output, err error) {
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if err := lock(f); err != nil {
		return nil, err
	}
	o = &output{f: f, path: path}
	if o.info, err = f.Stat(); err != nil {
		return nil, err
	}
	if now, err := os.Stat(path); err != nil || !os.SameFile(now, o.info) {
		return nil, errMoved
	}
	o.size = o.info.Size()
	o.period = periodOf(s, o.info.ModTime())
	return o, o.cutTorn()
}

// openStream opens what is not a regular file. A pipe without a reader fails
// instead of waiting for one, which nothing could end.
func openStream(path string) (*output, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &output{f: f, path: path, info: info, stream: true}, nil
}

// periodOf numbers the periods of the rotation.
func periodOf(s *Settings, t time.Time) int64 {
	if s.RotateEvery == 0 {
		return 0
	}
	return t.UnixNano() / int64(s.RotateEvery)
}

// moved tells whether another file, or none, is at the path by now. If it is
// the same one, its size is what it is: others may have cut it.
func (o *output) moved(path string) (bool, error) {
	if o.stream && isDevice(path) {
		return false, nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if !os.SameFile(info, o.info) {
		return true, nil
	}
	if !o.stream {
		o.size = info.Size()
	}
	return false, nil
}

// cutTo takes back what was written after size.
func (o *output) cutTo(size int64) error {
	info, err := o.f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < size { // others have cut it meanwhile
		o.size = info.Size()
		return o.cutTorn()
	}
	o.size = size
	if info.Size() == size {
		return nil
	}
	return o.f.Truncate(size)
}

// write writes p. What a pipe's reader does not take is given up when ctx ends.
func (o *output) write(ctx context.Context, p []byte) (int, error) {
	if !o.stream {
		n, err := o.f.Write(p)
		if err == nil {
			o.size += int64(n)
		}
		return n, err
	}
	stop := context.AfterFunc(ctx, func() { _ = o.f.SetWriteDeadline(time.Unix(1, 0)) })
	defer stop()
	n, err := o.f.Write(p)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = ctx.Err()
	}
	return n, err
}
