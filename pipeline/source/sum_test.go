package source_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"scrim/pipeline/source"
)

func sumOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// hashed is a file with that content, opened to be hashed.
func hashed(t *testing.T, content []byte) *source.Source {
	t.Helper()
	path := filepath.Join(t.TempDir(), "app.log")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := source.OpenHashed(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// stored are contents as files hold them.
func stored(t *testing.T) map[string][]byte {
	long := random(3 << 20)
	return map[string][]byte{
		"empty":            nil,
		"a byte":           []byte("("),
		"a line":           []byte("a line\n"),
		"long":             []byte(long),
		"gzip":             packed(t, source.Gzip, long),
		"empty gzip":       packed(t, source.Gzip, ""),
		"two gzip members": slices.Concat(packed(t, source.Gzip, long), packed(t, source.Gzip, "a line\n")),
		"zstd":             packed(t, source.Zstd, long),
		"two zstd frames":  slices.Concat(packed(t, source.Zstd, long), packed(t, source.Zstd, "a line\n")),
		"a skippable frame at the end": slices.Concat(packed(t, source.Zstd, "a line\n"),
			[]byte{0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3}),
	}
}

// TestSumIsThatOfTheStoredFile: compressed or not, and however it is read.
func TestSumIsThatOfTheStoredFile(t *testing.T) {
	for name, content := range stored(t) {
		check := func(how string, s *source.Source) {
			t.Helper()
			sum, n, whole := s.Sum()
			if !whole || sum != sumOf(content) || n != int64(len(content)) {
				t.Errorf("%s, %s: got %s of %d bytes, whole %v; want %s of %d", name, how, sum, n, whole, sumOf(content), len(content))
			}
		}
		drain := func(s *source.Source) {
			t.Helper()
			if _, err := io.Copy(io.Discard, struct{ io.Reader }{s}); err != nil {
				t.Fatal(name, err)
			}
		}
		s := hashed(t, content)
		if s.Digest() != nil {
			t.Errorf("%s: hashed twice", name)
		}
		drain(s)
		check("read", s)

		s = hashed(t, content)
		s.LooksBinary()
		drain(s)
		check("looked at before", s)

		if s = hashed(t, content); s.At() != nil {
			s.LooksBinary()
			readAt(t, s.At(), s.Digest())
			check("read at offsets", s)
		}

		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			_, _ = w.Write(content)
			w.Close()
		}()
		if s, err = source.NewHashed(r, "pipe"); err != nil {
			t.Fatal(err)
		}
		drain(s)
		check("from a pipe", s)
		s.Close()
	}
}

// readAt reads every second block first, and hands all of them on in order.
func readAt(t *testing.T, r io.ReaderAt, to io.Writer) {
	t.Helper()
	const block = 100_000
	var blocks [][]byte
	for i := 0; len(blocks) <= i; i++ {
		two := make([]byte, 2*block)
		after, err := r.ReadAt(two[block:], int64((2*i+1)*block))
		before, _ := r.ReadAt(two[:block], int64(2*i*block))
		if blocks = append(blocks, two[:before+after]); err == io.EOF {
			break
		}
	}
	for _, b := range blocks {
		if _, err := to.Write(b); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSumOfAPartIsNone: a hash of what was read would be one of no file.
func TestSumOfAPartIsNone(t *testing.T) {
	for name, content := range stored(t) {
		if len(content) < 1<<20 {
			continue
		}
		s := hashed(t, content)
		if _, err := io.ReadFull(s, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		if sum, _, whole := s.Sum(); whole || sum != "" {
			t.Errorf("%s: the sum of a part is %s", name, sum)
		}
	}
	s := hashed(t, []byte(random(2<<20)))
	at := s.At()
	if _, err := at.ReadAt(make([]byte, 3<<20), 0); err != io.EOF {
		t.Fatal(err)
	}
	if _, _, whole := s.Sum(); whole {
		t.Error("there is a sum of what was not hashed")
	}
	s = opened(t, []byte("a line\n"))
	if _, err := io.ReadAll(s); err != nil {
		t.Fatal(err)
	}
	if _, n, whole := s.Sum(); whole || n != 7 {
		t.Errorf("a source that is not hashed has a sum, of %d bytes", n)
	}
}
