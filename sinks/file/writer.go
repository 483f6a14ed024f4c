package file

import (
	"bufio"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"

	"scrim/pipeline/system"
)

// Options say how a file is written.
type Options struct {
	// Compression of the file.
	Compression Compression
	// GzipHeader, if set, is written with Gzip.
	GzipHeader *gzip.Header
	// Mode holds the permissions of a file that does not exist yet, less the
	// umask; 0 means DefaultMode. A file that exists keeps its own.
	Mode fs.FileMode
	// Backup, for Replace, is the suffix under which the old file stays; empty
	// means that it does not. Commit fails if a file has that name already.
	Backup string
	// Hash makes the Writer tell Sum.
	Hash bool
}

// DefaultMode are the permissions of a new file, less the umask.
const DefaultMode fs.FileMode = 0o666

// ErrChanged is the cause of an error when the file to replace is no longer
// what it was when it was read.
var ErrChanged = errors.New("changed while it was rewritten")

// ErrAborted is the cause of an error when Commit comes after Abort.
var ErrAborted = errors.New("aborted")

// ErrNotRegular is the cause of an error when Replace meets anything but a
// regular file.
var ErrNotRegular = errors.New("not a regular file")

// Writer writes one file. Abort alone may be called from another goroutine,
// and at any time.
type Writer struct {
	path     string
	opts     Options
	original fs.FileInfo // the file at path, if there is one
	strict   bool        // refuse when original changes
	temp     *os.File    // or, if direct, the file itself
	direct   bool
	hashed   *hashing // nil without Options.Hash
	buffer   *bufio.Writer
	squeeze  io.WriteCloser // nil for Plain
	ended    atomic.Bool    // committed or aborted
}

// Create starts to write the file at path. If path is a symbolic link its
// target is written; a device or a pipe is written directly, not atomically.
func Create(path string, o Options) (*Writer, error) {
	path, err := target(path)
	if err != nil {
		return nil, failure("create", path, err)
	}
	w := &Writer{path: path, opts: o}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, failure("create", path, err)
	default:
		w.original = info
		w.direct = !info.Mode().IsRegular()
	}
	return w.open()
}

// Replace starts to rewrite the regular file at path, or the target of a
// symbolic link. Commit fails with
// ErrChanged if the file is then no longer as original, which was taken before
// it was read.
func Replace(path string, original fs.FileInfo, o Options) (*Writer, error) {
	if !original.Mode().IsRegular() {
		return nil, failure("rewrite", path, ErrNotRegular)
	}
	path, err := target(path)
	if err != nil {
		return nil, failure("rewrite", path, err)
	}
	w := &Writer{path: path, opts: o, original: original, strict: true}
	return w.open()
}

// bufferSize, in bytes, keeps a compressor from writing in small pieces.
const bufferSize = 64 << 10

// open opens the temporary file and puts the compressor before it.
func (w *Writer) open() (*Writer, error) {
	if err := w.openTemp(); err != nil {
		return nil, failure("create", w.path, err)
	}
	var to io.Writer = w.temp
	if w.opts.Hash {
		w.hashed = newHashing(to)
		to = w.hashed
	}
	w.buffer = bufio.NewWriterSize(to, bufferSize)
	z, err := compressor(w.buffer, w.opts)
	if err != nil {
		w.Abort()
		return nil, failure("create", w.path, err)
	}
	w.squeeze = z
	return w, nil
}

// tempPrefix starts the name of every temporary file: hidden, and not matched
// by the *.log of a log shipper.
const tempPrefix = ".scrim-"

// privateMode keeps others out until Commit gives the file its own mode.
const privateMode fs.FileMode = 0o600

func (w *Writer) openTemp() (err error) {
	if w.direct {
		w.temp, err = os.OpenFile(w.path, os.O_WRONLY, 0)
		return err
	}
	mode := w.opts.Mode.Perm()
	switch {
	case w.original != nil:
		mode = privateMode
	case mode == 0:
		mode = DefaultMode
	}
	// The random name has 130 bits: a clash is an attack, and O_EXCL fails.
	name := filepath.Join(filepath.Dir(w.path), tempPrefix+rand.Text())
	w.temp, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	return err
}

// target follows path if it is a symbolic link.
func target(path string) (string, error) {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return path, nil // creating it reports what is wrong
	}
	followed, err := filepath.EvalSymlinks(path)
	if err != nil {
		return path, err
	}
	return followed, nil
}

// Write adds to the file.
func (w *Writer) Write(p []byte) (int, error) {
	var to io.Writer = w.buffer
	if w.squeeze != nil {
		to = w.squeeze
	}
	n, err := to.Write(p)
	if err != nil {
		err = failure("write", w.path, err)
	}
	return n, err
}

// Abort leaves the old file as it was. It does nothing after Commit.
func (w *Writer) Abort() {
	if !w.ended.CompareAndSwap(false, true) {
		return
	}
	_ = w.temp.Close()
	w.removeTemp()
}

func (w *Writer) removeTemp() {
	if !w.direct {
		_ = os.Remove(w.temp.Name())
	}
}

// failure names path and the cause alone, without the temporary file's name.
func failure(op, path string, err error) error {
	return &fs.PathError{Op: op, Path: path, Err: system.Cause(err)}
}
