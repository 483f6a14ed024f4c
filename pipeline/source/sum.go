package source

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"math"
	"os"
	"sync/atomic"
)

// OpenHashed is Open for those who want the SHA-256 of what is stored: Sum tells
// it once everything was read.
func OpenHashed(path string) (*Source, error) { return open(path, NewHashed) }

// NewHashed is New with a Sum, of what is read from where f stands on.
func NewHashed(f *os.File, name string) (*Source, error) {
	sum := &stored{hash: sha256.New()}
	sum.restart()
	return newSource(f, name, sum)
}

// Digest is what has to get the bytes that are read through At, all of them and
// in their order. It is nil for a source that hashes what Read reads by itself,
// or that is not hashed. Call it after At.
func (s *Source) Digest() io.Writer {
	if s.stored == nil || !s.sideways {
		return nil
	}
	return s.stored
}

// Sum is the SHA-256 of the file as it is stored, in hexadecimal, and how many
// bytes it has. It is false if the file was not read to its end, or is not
// hashed. Call it when nobody reads any more.
func (s *Source) Sum() (sha256 string, bytes int64, whole bool) {
	if s.stored == nil || !s.stored.whole() {
		return "", s.Consumed(), false
	}
	return hex.EncodeToString(s.stored.hash.Sum(nil)), s.stored.n.Load(), true
}

// stored is the hash of a file as it is stored. A Read that was left behind may
// still be in it, which whole tells, so nobody looks at the hash then.
type stored struct {
	hash hash.Hash
	n    atomic.Int64 // bytes that were hashed
	end  atomic.Int64 // where the file was seen to end
}

// notSeen is the end of a file that was not seen to end.
const notSeen = math.MaxInt64

func (s *stored) restart() {
	s.hash.Reset()
	s.n.Store(0)
	s.end.Store(notSeen)
}

// Write hashes the next bytes.
func (s *stored) Write(p []byte) (int, error) {
	s.hash.Write(p)
	s.n.Add(int64(len(p)))
	return len(p), nil
}

// endsAt notes an end. Of a file that grows meanwhile the first one counts: there
// whoever reads it in order stops.
func (s *stored) endsAt(offset int64) {
	for seen := s.end.Load(); offset < seen; seen = s.end.Load() {
		if s.end.CompareAndSwap(seen, offset) {
			return
		}
	}
}

// whole tells whether the file was hashed up to its end.
func (s *stored) whole() bool { return s.n.Load() == s.end.Load() }

// hashing hashes the bytes that pass.
type hashing struct {
	r  io.Reader
	to *stored
}

func (h *hashing) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	_, _ = h.to.Write(p[:n])
	if err == io.EOF {
		h.to.end.Store(h.to.n.Load())
	}
	return n, err
}
