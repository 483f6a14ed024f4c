package otlp

import (
	"bytes"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// body is the bytes of a request on their way. net/http may read them in a
// goroutine of its own after it has given a reply back, so they are not used
// again before it has closed its readers.
type body struct {
	head  []byte
	bytes bytes.Buffer
	gzip  *gzip.Writer // nil: not compressed
	wait  sync.WaitGroup
}

func newBody(compression string) *body {
	b := &body{}
	if compression == compressGzip {
		// The level is known, so there is no error.
		b.gzip, _ = gzip.NewWriterLevel(nil, gzip.BestSpeed)
	}
	return b
}

// set makes it the body of some items of a request.
func (b *body) set(q *request, items []item) error {
	b.wait.Wait()
	b.bytes.Reset()
	records := q.records[items[0].at:items[len(items)-1].end]
	b.head = q.head(b.head[:0], len(records))
	if b.gzip == nil {
		b.bytes.Write(b.head)
		b.bytes.Write(records)
		return nil
	}
	b.gzip.Reset(&b.bytes)
	b.gzip.Write(b.head)
	b.gzip.Write(records)
	return b.gzip.Close()
}

// setEmpty makes it the body of a request without records.
func (b *body) setEmpty() error {
	b.wait.Wait()
	b.bytes.Reset()
	if b.gzip == nil {
		return nil
	}
	b.gzip.Reset(&b.bytes)
	return b.gzip.Close()
}

// reader returns a reader of all of it.
func (b *body) reader() (io.ReadCloser, error) {
	b.wait.Add(1)
	return &bodyReader{Reader: bytes.NewReader(b.bytes.Bytes()), done: sync.OnceFunc(b.wait.Done)}, nil
}

type bodyReader struct {
	*bytes.Reader
	done func()
}

func (r *bodyReader) Close() error {
	r.done()
	return nil
}
