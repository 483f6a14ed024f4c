package pipeline

import (
	"context"
	"crypto/sha256"
	"io"
	"runtime"
	"strings"
	"testing"

	"scrim/detectors"
)

// mallocs counts the allocations of one run over n bytes.
func mallocs(t *testing.T, e *detectors.Engine, text string, n int64, o Options) uint64 {
	t.Helper()
	src := &repeated{text: text, n: n}
	if o.At != nil {
		o.At = &repeatedAt{text, n}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if _, err := Redact(context.Background(), e, io.Discard, src, o); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

// repeatedAt is repeated at offsets.
type repeatedAt struct {
	text string
	n    int64
}

func (r *repeatedAt) ReadAt(p []byte, off int64) (int, error) {
	at := repeated{text: r.text, at: int(off % int64(len(r.text))), n: max(0, r.n-off)}
	n, err := at.Read(p)
	if n < len(p) {
		err = io.EOF
	}
	return n, err
}

// grown is how many bytes a stream needs until every buffer has its size.
const grown = 8 << 20

// slack is for what the runtime allocates while goroutines wait for each other,
// and for buffers that grow late. One allocation a batch would be 224 more, one a
// line many thousands.
const slack = 160

// fewestMallocs counts for a short and a long stream, again if the machine was so
// busy that goroutines waited often: what the stream itself allocates it
// allocates every time.
func fewestMallocs(t *testing.T, e *detectors.Engine, text string, o Options) (once, again uint64) {
	for range 3 {
		once, again = mallocs(t, e, text, grown, o), mallocs(t, e, text, 8*grown, o)
		if again <= once+slack {
			break
		}
	}
	return once, again
}

// TestStreamAllocatesNothing: promise 8. Once the buffers have their size, eight
// times the input allocates no more, however it is read.
func TestStreamAllocatesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates")
	}
	e := newEngine(t)
	for name, text := range map[string]string{
		"no secrets":             "nothing to see here\n",
		"secrets":                string(newTexts(4).text(400)) + "\n",
		"long lines":             strings.Repeat("lorem ipsum ", 1<<16) + "token=0a1b2c3d4e5f\n",
		"short parts of records": string(newTexts(14).container(300)) + "\n",
		"parts":                  string(newTexts(15).longRecord(false, 40, 16<<10)),
		"parts of a json-file":   string(newTexts(16).longRecord(true, 40, 16<<10)),
	} {
		for how, o := range map[string]Options{
			"one job": {Jobs: 1}, "two jobs": {Jobs: 2}, "filled": {Jobs: 2, Prompt: true}, "file": {Jobs: 2, At: &repeatedAt{}},
			"hashed": {Jobs: 2, At: &repeatedAt{}, Digest: sha256.New()},
		} {
			once, again := fewestMallocs(t, e, text, o)
			if again > once+slack {
				t.Errorf("%s, %s: %d allocations for %d MB, %d for %d MB", name, how, once, grown>>20, again, 8*grown>>20)
			}
		}
	}
}
