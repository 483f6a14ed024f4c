package file

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// hashing hashes what it writes.
type hashing struct {
	to   io.Writer
	hash hash.Hash
	n    int64
}

func newHashing(to io.Writer) *hashing { return &hashing{to: to, hash: sha256.New()} }

func (h *hashing) Write(p []byte) (int, error) {
	n, err := h.to.Write(p)
	h.hash.Write(p[:n])
	h.n += int64(n)
	return n, err
}

// Sum is the SHA-256 of the file as it is stored, in hexadecimal, and how many
// bytes it has. It is for after Commit, of a Writer with Options.Hash.
func (w *Writer) Sum() (sha256 string, bytes int64) {
	return hex.EncodeToString(w.hashed.hash.Sum(nil)), w.hashed.n
}
