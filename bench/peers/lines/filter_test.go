package lines

import (
	"bytes"
	"strings"
	"testing"
	"testing/iotest"
)

func keep(dst, block []byte) []byte { return append(dst, block...) }

func TestBlocksAreWholeLines(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":               "",
		"one line":              "a\n",
		"no end":                "a\nb",
		"empty lines":           "\n\n",
		"many blocks":           strings.Repeat("one line of some bytes\n", 3*blockBytes/20),
		"a line over two sizes": "a\n" + strings.Repeat("x", 2*blockBytes+1) + "\nb\n",
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			rest := len(in)
			err := Filter(iotest.HalfReader(strings.NewReader(in)), &out, func(dst, block []byte) []byte {
				rest -= len(block)
				if rest > 0 && block[len(block)-1] != '\n' {
					t.Errorf("a block of %d bytes ends within a line", len(block))
				}
				return keep(dst, block)
			})
			if err != nil || out.String() != in {
				t.Errorf("got %d bytes, %v, want %d", out.Len(), err, len(in))
			}
		})
	}
}

func TestErrorsOfReadingAreKept(t *testing.T) {
	if err := Filter(iotest.ErrReader(iotest.ErrTimeout), new(bytes.Buffer), keep); err == nil {
		t.Error("no error")
	}
}

func TestEachKeepsLineEnds(t *testing.T) {
	got := Each(func(dst, line []byte) []byte { return append(append(dst, '<'), append(line, '>')...) })(nil, []byte("a\n\nb"))
	if want := "<a>\n<>\n<b>"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
