package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Compression names how a source is stored.
type Compression string

const (
	// Plain is stored as it is.
	Plain Compression = ""
	// Gzip is one or more gzip members.
	Gzip Compression = "gzip"
	// Zstd is one or more Zstandard frames.
	Zstd Compression = "zstd"
)

// maxWindow, in bytes, is the largest Zstandard window that is accepted: what
// the zstd tool accepts as well. It bounds the memory that a hostile file can
// ask for; a file that needs more fails to read.
const maxWindow = 128 << 20

// magics are the first bytes that tell the compression, under a mask: sixteen
// skippable Zstandard frames differ in four bits.
var magics = []struct {
	compression Compression
	magic, mask []byte
}{
	{Gzip, []byte{0x1f, 0x8b, 0x08}, []byte{0xff, 0xff, 0xff}},
	{Zstd, []byte{0x28, 0xb5, 0x2f, 0xfd}, []byte{0xff, 0xff, 0xff, 0xff}},
	{Zstd, []byte{0x50, 0x2a, 0x4d, 0x18}, []byte{0xf0, 0xff, 0xff, 0xff}},
}

// longestMagic is the number of bytes that always suffice to decide.
const longestMagic = 4

// Recognise tells the compression from the first bytes; undecided says that
// more of them are needed.
func Recognise(head []byte) (c Compression, undecided bool) {
	for _, m := range magics {
		n := min(len(head), len(m.magic))
		if !matches(head[:n], m.magic, m.mask) {
			continue
		}
		if n == len(m.magic) {
			return m.compression, false
		}
		undecided = true
	}
	return Plain, undecided
}

func matches(head, magic, mask []byte) bool {
	for i, b := range head {
		if b&mask[i] != magic[i] {
			return false
		}
	}
	return true
}

// sniff reads as little as decides what r holds, so that a first line that is
// shorter than a magic is not held back on a live pipe.
func sniff(r io.Reader) (Compression, []byte, error) {
	head := make([]byte, 0, longestMagic)
	for {
		c, undecided := Recognise(head)
		if !undecided {
			return c, head, nil
		}
		n, err := r.Read(head[len(head):cap(head)])
		head = head[:len(head)+n]
		if err != nil {
			c, _ := Recognise(head)
			return c, head, keepEOF(err)
		}
	}
}

// keepEOF drops io.EOF: the next Read reports it again.
func keepEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// decoder returns the plain bytes of r. It starts no goroutines, so that a
// Source whose Read hangs can be closed and forgotten.
func decoder(c Compression, r io.Reader) (io.Reader, error) {
	switch c {
	case Gzip:
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, damage(c, err)
		}
		return z, nil
	case Zstd:
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, damage(c, err)
		}
		return z, nil
	}
	return r, nil
}

// ErrTruncated is the cause of a read error when compressed data end early.
var ErrTruncated = errors.New("compressed data end early")

// ErrDamaged is the cause of a read error when compressed data are corrupt.
var ErrDamaged = errors.New("compressed data are damaged")

// damage words a decoder's error for people and for errors.Is. What the disk
// or the pipe below it reports stays.
func damage(c Compression, err error) error {
	var disk *fs.PathError
	switch {
	case errors.As(err, &disk):
		return err
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%s: %w", c, ErrTruncated)
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return fmt.Errorf("%s: window larger than %d MiB", c, maxWindow>>20)
	case errors.Is(err, zstd.ErrUnknownDictionary):
		return fmt.Errorf("%s: compressed with a dictionary", c)
	}
	return fmt.Errorf("%s: %w", c, ErrDamaged)
}
