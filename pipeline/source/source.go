package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync/atomic"
	"syscall"

	"github.com/klauspost/compress/gzip"

	"scrim/pipeline/system"
)

// Source is an opened input; reading it yields plain bytes.
type Source struct {
	// Name is the path it was opened by.
	Name string
	// Info was taken when it was opened.
	Info fs.FileInfo
	// Compression is how it is stored. For what is not a regular file it is
	// known only after the first Read.
	Compression Compression

	file     *os.File
	start    int64 // where file stood when it was opened, or unknown
	sideways bool  // it is read through At
	consumed atomic.Int64
	stored   *stored   // nil unless the source is hashed
	plain    io.Reader // nil until the compression is known
	ahead    []byte    // plain bytes that were looked at, but not yet read
	failed   error     // met while looking ahead, reported after ahead
}

// Open opens the file at path.
func Open(path string) (*Source, error) { return open(path, New) }

func open(path string, from func(*os.File, string) (*Source, error)) (*Source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	s, err := from(f, path)
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return s, nil
}

// New reads from an open file, which Close closes. It does not wait for a pipe
// that is still empty.
func New(f *os.File, name string) (*Source, error) { return newSource(f, name, nil) }

func newSource(f *os.File, name string, sum *stored) (*Source, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, failure("open", name, err)
	}
	if info.IsDir() {
		return nil, failure("open", name, syscall.EISDIR)
	}
	s := &Source{Name: name, Info: info, file: f, stored: sum}
	if info.Mode().IsRegular() {
		if s.start, err = f.Seek(0, io.SeekCurrent); err != nil {
			s.start = unknown
		}
		if err := s.decode(); err != nil {
			return nil, failure("read", name, err)
		}
	}
	return s, nil
}

// decode finds out how the file is stored and sets the plain reader.
func (s *Source) decode() error {
	raw := s.raw()
	c, head, err := sniff(raw)
	if err != nil {
		return err
	}
	s.Compression = c
	s.plain, err = decoder(c, &rejoined{head: head, r: raw})
	return err
}

// raw reads the file as it is stored.
func (s *Source) raw() io.Reader {
	counted := &counter{r: s.file, n: &s.consumed}
	if s.stored == nil {
		return counted
	}
	return &hashing{r: counted, to: s.stored}
}

// Read reads plain bytes.
func (s *Source) Read(p []byte) (int, error) {
	if len(s.ahead) > 0 {
		n := copy(p, s.ahead)
		s.ahead = s.ahead[n:]
		return n, nil
	}
	if s.failed != nil {
		return 0, s.failed
	}
	if s.plain == nil {
		if err := s.decode(); err != nil {
			s.failed = failure("read", s.Name, err)
			return 0, s.failed
		}
	}
	n, err := s.plain.Read(p)
	return n, s.named(err)
}

// Prompt tells whether no Read waits for somebody who writes.
func (s *Source) Prompt() bool { return s.Info.Mode().IsRegular() }

// unknown is the start of a file that cannot tell where it stands.
const unknown = -1

// minAt is from how many bytes on it is worth to read a file at several places
// at once.
const minAt = 1 << 20

// At returns a reader of the same bytes that any number of goroutines may use at
// once, instead of Read, or nil if there is none: what is compressed, or comes
// from a pipe, can be read in its order only.
func (s *Source) At() io.ReaderAt {
	if s.Compression != Plain || !s.Prompt() || s.start == unknown || s.Info.Size()-s.start < minAt {
		return nil
	}
	s.sideways = true
	s.consumed.Store(0)
	if s.stored != nil {
		s.stored.restart()
	}
	return at{s}
}

type at struct{ *Source }

// ReadAt reads from an offset after the start.
func (a at) ReadAt(p []byte, off int64) (int, error) {
	n, err := a.file.ReadAt(p, a.start+off)
	a.consumed.Add(int64(n))
	if err == io.EOF && a.stored != nil {
		a.stored.endsAt(off + int64(n))
	}
	return n, a.named(err)
}

// named says in a read error which source failed.
func (s *Source) named(err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	if s.Compression != Plain {
		err = damage(s.Compression, err)
	}
	return failure("read", s.Name, err)
}

// sampleSize, in bytes, is how much of a file LooksBinary judges: enough to
// reach the payload behind the text header of an image or a document.
const sampleSize = 8 << 10

// LooksBinary reports whether the plain bytes look like anything but text. It
// waits for some of them and is meant for regular files.
func (s *Source) LooksBinary() bool {
	sample := make([]byte, sampleSize)
	n, err := io.ReadFull(struct{ io.Reader }{s}, sample)
	s.ahead = sample[:n]
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		s.failed = err
	}
	return LooksBinary(s.ahead)
}

// Consumed is the number of stored bytes read so far, for comparison with
// Info.Size.
func (s *Source) Consumed() int64 { return s.consumed.Load() }

// GzipHeader is the header of the first gzip member, and nil for anything but
// gzip.
func (s *Source) GzipHeader() *gzip.Header {
	z, ok := s.plain.(*gzip.Reader)
	if !ok {
		return nil
	}
	h := z.Header
	return &h
}

// Close closes the file. Who has it open too, as standard input, goes on after
// what was read.
func (s *Source) Close() error {
	if s.sideways {
		if _, err := s.file.Seek(s.start+s.Consumed(), io.SeekStart); err != nil {
			return failure("read", s.Name, err)
		}
	}
	return s.file.Close()
}

// failure names the path once, whatever err names already.
func failure(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: name, Err: system.Cause(err)}
}

// counter counts the bytes that pass.
type counter struct {
	r io.Reader
	n *atomic.Int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// rejoined puts head in front of r again.
type rejoined struct {
	head []byte
	r    io.Reader
}

func (j *rejoined) Read(p []byte) (int, error) {
	if len(j.head) > 0 {
		n := copy(p, j.head)
		j.head = j.head[n:]
		return n, nil
	}
	return j.r.Read(p)
}
