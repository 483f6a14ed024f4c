package file

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Compression names how a file is stored.
type Compression string

const (
	// Plain is stored as it is.
	Plain Compression = ""
	// Gzip is one gzip member.
	Gzip Compression = "gzip"
	// Zstd is one Zstandard frame.
	Zstd Compression = "zstd"
)

// CompressionOf tells from a path's suffix how the file is to be stored.
func CompressionOf(path string) Compression {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".gz":
		return Gzip
	case ".zst", ".zstd":
		return Zstd
	}
	return Plain
}

// zstdWindow, in bytes, is what the zstd tool takes by default; a larger one would
// cost twice of it in memory for output that is a few per cent smaller.
const zstdWindow = 2 << 20

// compressor writes to w what it is given, compressed; Close ends the data,
// not w. It is nil for Plain. It starts no
// goroutine, which for zstd would allocate for every block.
func compressor(w io.Writer, o Options) (io.WriteCloser, error) {
	switch o.Compression {
	case Gzip:
		z := gzip.NewWriter(w)
		if o.GzipHeader != nil {
			z.Header = *o.GzipHeader
		}
		return z, nil
	case Zstd:
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(zstdWindow))
	}
	return nil, nil
}
