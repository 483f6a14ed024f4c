package source_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"scrim/pipeline/source"
)

// packed is text, compressed.
func packed(t *testing.T, c source.Compression, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch c {
	case source.Gzip:
		w = gzip.NewWriter(&b)
	case source.Zstd:
		w, _ = zstd.NewWriter(&b)
	default:
		return []byte(text)
	}
	_, err := io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// opened is a file with that content, opened.
func opened(t *testing.T, content []byte) *source.Source {
	t.Helper()
	path := filepath.Join(t.TempDir(), "app.log")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := source.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestRead(t *testing.T) {
	f := func(c source.Compression, text string) {
		t.Helper()
		content := packed(t, c, text)
		s := opened(t, content)
		if s.Compression != c {
			t.Errorf("%q: recognised as %q", text, s.Compression)
		}
		if s.LooksBinary() {
			t.Errorf("%q looks binary", text)
		}
		got, err := io.ReadAll(iotest.OneByteReader(s))
		if err != nil || string(got) != text {
			t.Errorf("got %q, %v; want %q", got, err, text)
		}
		if s.Consumed() != int64(len(content)) {
			t.Errorf("consumed %d of %d", s.Consumed(), len(content))
		}
	}
	long := string(bytes.Repeat([]byte("a line\n"), 10_000))
	for _, c := range []source.Compression{source.Plain, source.Gzip, source.Zstd} {
		f(c, "")
		f(c, "a line\n")
		f(c, long)
	}
	f(source.Plain, "(")  // the first byte of a Zstandard frame
	f(source.Plain, "P*") // of a skippable one
}

// TestOnlyPlainFilesAreReadAt: what is compressed, short or a pipe has one order.
func TestOnlyPlainFilesAreReadAt(t *testing.T) {
	long := strings.Repeat("a line\n", 1<<18)
	if opened(t, []byte(long)).At() == nil {
		t.Error("a plain file is not read at offsets")
	}
	for _, content := range [][]byte{nil, []byte("short\n"), packed(t, source.Gzip, random(2<<20)), packed(t, source.Zstd, random(2<<20))} {
		if opened(t, content).At() != nil {
			t.Errorf("%d bytes that begin with %.4q are read at offsets", len(content), content)
		}
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	s, err := source.New(r, "pipe")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.At() != nil || s.Prompt() {
		t.Error("a pipe is read as a file")
	}
}

// random is text that does not become short when it is compressed.
func random(n int) string {
	x := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('!' + x.IntN(90))
	}
	return string(b)
}

func TestUnfinishedMagicIsText(t *testing.T) {
	got, err := io.ReadAll(opened(t, []byte("\x1f\x8b")))
	if err != nil || string(got) != "\x1f\x8b" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestReadsAllMembers(t *testing.T) {
	f := func(c source.Compression) {
		t.Helper()
		one := packed(t, c, "one\n")
		got, err := io.ReadAll(opened(t, append(one, packed(t, c, "two\n")...)))
		if err != nil || string(got) != "one\ntwo\n" {
			t.Errorf("%s: %q, %v", c, got, err)
		}
	}
	f(source.Gzip)
	f(source.Zstd)
}

func TestSkippableFrameIsZstd(t *testing.T) {
	skippable := []byte{0x5a, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 'x', 'x'}
	got, err := io.ReadAll(opened(t, append(skippable, packed(t, source.Zstd, "text")...)))
	if err != nil || string(got) != "text" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestDamage(t *testing.T) {
	f := func(content []byte, want error) {
		t.Helper()
		s := opened(t, content)
		s.LooksBinary() // looking ahead loses no error
		_, err := io.ReadAll(s)
		var path *fs.PathError
		if !errors.Is(err, want) || !errors.As(err, &path) || path.Path != s.Name || path.Op != "read" {
			t.Errorf("got %v, want %v", err, want)
		}
	}
	for _, c := range []source.Compression{source.Gzip, source.Zstd} {
		whole := packed(t, c, "a line that is long enough to be cut\n")
		f(whole[:len(whole)-3], source.ErrTruncated)
		flipped := bytes.Clone(whole)
		flipped[len(flipped)-1] ^= 0xff
		f(flipped, source.ErrDamaged)
	}
}

// TestOpenDoesNotWait: a pipe may stay empty, and its first line may be short.
func TestOpenDoesNotWait(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	s, err := source.New(r, "pipe")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Skip("pipes know no deadlines here")
	}
	io.WriteString(w, "a\n")
	b := make([]byte, 10)
	if n, err := s.Read(b); string(b[:n]) != "a\n" || err != nil {
		t.Errorf("read %q, %v", b[:n], err)
	}
}

func TestOpenRefusesFolders(t *testing.T) {
	dir := t.TempDir()
	_, err := source.Open(dir)
	var path *fs.PathError
	if !errors.As(err, &path) || path.Op != "open" || path.Path != dir {
		t.Errorf("Open: %v", err)
	}
}

func TestLooksBinary(t *testing.T) {
	f := func(want bool, content []byte) {
		t.Helper()
		if got := opened(t, content).LooksBinary(); got != want {
			t.Errorf("%.40q: %v", content, got)
		}
	}
	f(false, nil)
	f(false, []byte("plain text\r\n\twith \x1b[31mcolour\x1b[0m and \xff\xfe bytes\n"))
	f(false, append(bytes.Repeat([]byte("a line\n"), 100), 0))
	f(true, []byte("\x7fELF\x02\x01\x01\x00\x00\x00"))
	f(true, make([]byte, 100))
	f(true, packed(t, source.Gzip, string(packed(t, source.Zstd, "archive\x00\x00"))))
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.log", "a/z.log", ".hidden", "out/x.log"} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte("12"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(dir, filepath.Join(dir, "loop")); err != nil {
		t.Skip("no symbolic links here")
	}
	out, err := os.Stat(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	w := source.Walk(dir, out)
	var got []string
	for _, f := range w.Files {
		got = append(got, filepath.ToSlash(f.Rel))
		if f.Size != 2 || f.Path != filepath.Join(dir, f.Rel) {
			t.Errorf("%+v", f)
		}
	}
	if want := []string{".hidden", "a/z.log", "b.log"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if w.Links != 1 || len(w.Errs) != 0 {
		t.Errorf("links %d, errors %v", w.Links, w.Errs)
	}
	if w := source.Walk(filepath.Join(dir, "missing")); len(w.Errs) != 1 {
		t.Errorf("a missing folder: %v", w.Errs)
	}
}
