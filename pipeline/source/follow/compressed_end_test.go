package follow

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// packed is a text as gzip stores it.
func packed(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCompressedFilesAreReadOnce(t *testing.T) {
	s := newSite(t, "*.gz", "*.zst")
	text, each := lines(0, 2000)
	s.do(os.WriteFile(s.path("a.gz"), packed(t, text), 0o600))
	z, err := zstd.NewWriter(nil)
	s.do(err)
	s.do(os.WriteFile(s.path("b.zst"), z.EncodeAll([]byte("one\nno line end"), nil), 0o600))
	s.start()
	s.want("a.gz", each...)
	s.want("b.zst", "one", "no line end")
	s.do(os.Rename(s.path("a.gz"), s.path("a.1.gz")))
	s.still()
	s.stop()
	s.do(os.Rename(s.path("b.zst"), s.path("b.1.zst")))
	s.start()
	s.still()
	if s.sink.all() != 2002 {
		t.Errorf("%d lines, want 2002", s.sink.all())
	}
}

// TestCompressedAfterRotation: what was followed before it was compressed is not
// read again, and goes on if it was not read to its end.
func TestCompressedAfterRotation(t *testing.T) {
	for _, stopped := range []bool{false, true} {
		s := newSite(t, "app.log", "app.log.*.gz")
		text, each := lines(0, 100)
		s.add("app.log", text)
		s.start()
		s.want("app.log", each...)
		rest := ""
		if stopped {
			s.stop()
			rest = "missed\n"
		}
		s.do(os.WriteFile(s.path("app.log.1.gz"), packed(t, text+rest), 0o600))
		s.do(os.Remove(s.path("app.log")))
		s.add("app.log", "next\n")
		if stopped {
			s.start()
		}
		s.want("app.log", append(each, "next")...)
		s.still()
		s.still()
		if stopped {
			s.want("app.log.1.gz", "missed")
		} else {
			s.want("app.log.1.gz")
		}
	}
}

// TestCompressedBesideTheOriginal: as long as the plain file is there its content
// comes from it.
func TestCompressedBesideTheOriginal(t *testing.T) {
	s := newSite(t, "app.log*")
	text, each := lines(0, 100)
	s.add("app.log", text)
	s.start()
	s.want("app.log", each...)
	s.do(os.WriteFile(s.path("app.log.gz"), packed(t, text+"missed\n"), 0o600))
	s.still()
	if s.sink.all() != len(each) {
		t.Errorf("it was read twice: %s", s.sink.lasts())
	}
	s.do(os.Remove(s.path("app.log")))
	s.want("app.log.gz", "missed")
}

// TestCompressedWhileBeingWritten: the end of what is not whole is waited for.
func TestCompressedWhileBeingWritten(t *testing.T) {
	s := newSite(t, "a.gz")
	text, each := lines(0, 5000)
	whole := packed(t, text)
	s.add("a.gz", string(whole[:2]))
	s.start()
	s.still()
	s.add("a.gz", string(whole[2:len(whole)/2]))
	s.until("the first half", func() bool { return s.sink.all() > 1000 })
	s.still()
	s.add("a.gz", string(whole[len(whole)/2:len(whole)-2]))
	s.still()
	s.add("a.gz", string(whole[len(whole)-2:]))
	s.want("a.gz", each...)
	s.add("a.gz", string(packed(t, "another member\n")))
	s.want("a.gz", append(each, "another member")...)
}

// TestDamagedFilesDoNotStopOthers: what cannot be read is said once.
func TestDamagedFilesDoNotStopOthers(t *testing.T) {
	s := newSite(t, "*")
	var said lockedBuffer
	s.log = &said
	text, _ := lines(0, 3000)
	broken := packed(t, text)
	copy(broken[len(broken)/2:], make([]byte, 64))
	s.do(os.WriteFile(s.path("a.gz"), broken, 0o600))
	s.add("b.log", "one\n")
	s.start()
	s.want("b.log", "one")
	s.until("the complaint", func() bool { return bytes.Contains(said.bytes(), []byte("damaged")) })
	s.still()
	if n := bytes.Count(said.bytes(), []byte("damaged")); n != 1 {
		t.Errorf("it was said %d times: %s", n, said.bytes())
	}
	s.add("b.log", "two\n")
	s.want("b.log", "one", "two")
	s.do(os.Remove(s.path("a.gz")))
	time.Sleep(time.Duration(s.settings.RotateWait))
}
