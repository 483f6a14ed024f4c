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

// compressor writes to w what it is given, compressed; Close ends the data,
// not w. It is nil for Plain.
func compressor(w io.Writer, o Options) (io.WriteCloser, error) {
	switch o.Compression {
	case Gzip:
		z := gzip.NewWriter(w)
		if o.GzipHeader != nil {
			z.Header = *o.GzipHeader
		}
		return z, nil
	case Zstd:
		return zstd.NewWriter(w)
	}
	return nil, nil
}
