package pipeline

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/detectors"
)

// unnoticing is an Inspector, and its own worker, that takes note of nothing.
type unnoticing struct{}

func (u unnoticing) Worker() Worker                                       { return u }
func (unnoticing) Note(*detectors.Scanner, *Passage, []detectors.Finding) {}
func (unnoticing) Settle(*Passage) error                                  { return nil }
func (unnoticing) Aside(*detectors.Scanner, *Passage, detectors.Aside, []detectors.Finding) {
}

// TestDigestGetsTheInput: whatever becomes of a stream, its digest gets what was
// read, byte for byte, also of records that a container runtime cut.
func TestDigestGetsTheInput(t *testing.T) {
	e := newEngine(t)
	rapid.Check(t, func(t *rapid.T) {
		x := newTexts(rapid.Uint64().Draw(t, "seed"))
		var text []byte
		switch rapid.IntRange(0, 3).Draw(t, "text") {
		case 0:
			text = x.text(100)
		case 1:
			text = x.container(60)
		case 2:
			text = x.longRecord(rapid.Bool().Draw(t, "docker"), 20, 4<<10)
		case 3:
			text = append(x.text(50), x.container(20)...)
		}
		var digest bytes.Buffer
		o := Options{
			Jobs: rapid.IntRange(1, 3).Draw(t, "jobs"), Digest: &digest,
			owned: rapid.SampledFrom([]int{0, 20 << 10, 32 << 10}).Draw(t, "owned"),
		}
		if rapid.Bool().Draw(t, "file") {
			o.At = bytes.NewReader(text)
		}
		if rapid.Bool().Draw(t, "fails") {
			o.scanner = func() scanner { return picky{e.NewScanner()} }
		}
		var err error
		if rapid.Bool().Draw(t, "inspected") {
			o.scanner = nil
			_, err = Inspect(context.Background(), e, bytes.NewReader(text), unnoticing{}, o)
		} else {
			_, err = Redact(context.Background(), e, io.Discard, bytes.NewReader(text), o)
		}
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(digest.Bytes(), text) {
			t.Fatalf("the digest of %d bytes got %d others", len(text), digest.Len())
		}
	})
}

// picky is a scanner that fails on about every second batch.
type picky struct{ *detectors.Scanner }

func (p picky) Scan(in detectors.Carry, w detectors.Window) ([]detectors.Finding, detectors.Carry) {
	if strings.Count(string(w.Data[w.Lo:w.Hi]), "e")%2 == 1 {
		panic("picky")
	}
	return p.Scanner.Scan(in, w)
}
