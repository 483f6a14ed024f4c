package stdout

import (
	"crypto/sha256"
	"encoding/hex"
)

// Hash makes the Writer hash what it writes from now on, for Sum.
func (w *Writer) Hash() { w.hash = sha256.New() }

// Sum is the SHA-256 of what was written since Hash, in hexadecimal, and how many
// bytes that were.
func (w *Writer) Sum() (sha256 string, bytes int64) {
	return hex.EncodeToString(w.hash.Sum(nil)), w.hashed
}
