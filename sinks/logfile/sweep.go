package logfile

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"

	"scrim/sinks/file"
)

// sweeper compresses rotated files and removes those that are too many, one
// after another and while records go on. What it leaves unfinished, because it
// was stopped or killed, it does the next time that the file is opened.
type sweeper struct {
	keep        int
	compression file.Compression
	suffix      string // of files so compressed

	start   sync.Once
	due     chan sweep
	ctx     context.Context
	cancel  context.CancelFunc
	working sync.WaitGroup
}

// sweep is an order to look after the rotated files of path.
type sweep struct {
	log  *slog.Logger
	path string
}

func (s *sweeper) init(o *Settings) {
	s.keep = o.Keep
	switch o.Compress {
	case string(file.Gzip):
		s.compression, s.suffix = file.Gzip, ".gz"
	case string(file.Zstd):
		s.compression, s.suffix = file.Zstd, ".zst"
	}
	s.due = make(chan sweep, 1)
	s.ctx, s.cancel = context.WithCancel(context.Background())
}

// sweep has the rotated files of path looked after soon.
func (s *sweeper) sweep(log *slog.Logger, path string) {
	if s.keep == 0 && s.compression == file.Plain {
		return
	}
	s.start.Do(func() { s.working.Go(s.work) })
	select {
	case s.due <- sweep{log, path}:
	default: // it will look at all of them anyway
	}
}

// stop waits until nothing is done any more.
func (s *sweeper) stop() {
	s.cancel()
	s.working.Wait()
}

func (s *sweeper) work() {
	for {
		select {
		case <-s.ctx.Done():
			return
		case o := <-s.due:
			if err := s.tidy(filepath.Dir(o.path), filepath.Base(o.path)); err != nil && s.ctx.Err() == nil {
				o.log.Warn("rotated files are left as they are", "error", failure("look after the rotated files of", o.path, err))
			}
		}
	}
}

// staleAfter is how long nobody has written to a temporary file whose process is
// gone. No compression stands still for so long.
const staleAfter = 24 * time.Hour

// tidy removes what is too much and compresses the rest.
func (s *sweeper) tidy(folder, base string) error {
	if err := file.RemoveStale(folder, time.Now().Add(-staleAfter)); err != nil {
		return err
	}
	all, err := allRotated(folder, base)
	if err != nil {
		return err
	}
	if all, err = removeTwins(folder, all); err != nil {
		return err
	}
	for s.keep > 0 && len(all) > s.keep {
		if err := remove(folder, all[0].name); err != nil {
			return err
		}
		all = all[1:]
	}
	for _, r := range all {
		if r.compressed() || s.compression == file.Plain {
			continue
		}
		if err := s.compress(filepath.Join(folder, r.name)); err != nil {
			return err
		}
	}
	return nil
}

// removeTwins removes files that were compressed when the process was killed:
// what is compressed has its name only once it is complete.
func removeTwins(folder string, all []rotated) ([]rotated, error) {
	kept := all[:0]
	for i, r := range all {
		twin := i+1 < len(all) && all[i+1].stamp == r.stamp && all[i+1].count == r.count
		if twin && !r.compressed() {
			if err := remove(folder, r.name); err != nil {
				return nil, err
			}
			continue
		}
		kept = append(kept, r)
	}
	return kept, nil
}

func remove(folder, name string) error {
	err := os.Remove(filepath.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// compress replaces a file by a compressed one.
func (s *sweeper) compress(path string) error {
	in, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // somebody else has tidied up
	}
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	to := path + s.suffix
	out, err := file.Create(to, file.Options{
		Compression: s.compression, Mode: privateMode,
		GzipHeader: &gzip.Header{Name: filepath.Base(path), ModTime: info.ModTime()},
	})
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, stoppable{s.ctx, in}); err != nil {
		out.Abort()
		return err
	}
	if err := out.Commit(); err != nil {
		return err
	}
	if err := errors.Join(os.Chmod(to, info.Mode().Perm()), os.Chtimes(to, info.ModTime(), info.ModTime())); err != nil {
		return err
	}
	return remove(filepath.Dir(path), filepath.Base(path))
}

// privateMode keeps others out until the file has the mode of the original.
const privateMode fs.FileMode = 0o600

// stoppable is a reader that fails when ctx ends.
type stoppable struct {
	ctx context.Context
	io.Reader
}

func (r stoppable) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
