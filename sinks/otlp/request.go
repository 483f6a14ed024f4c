package otlp

import (
	"bytes"
	"io"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
	"google.golang.org/protobuf/encoding/protowire"

	"scrim/pipeline"
)

// The numbers of fields in an ExportLogsServiceRequest, whose form is that of
// LogsData in opentelemetry/proto/logs/v1.
const (
	logsResourceLogs protowire.Number = 1

	resourceLogsResource  protowire.Number = 1
	resourceLogsScopeLogs protowire.Number = 2
	resourceLogsSchema    protowire.Number = 3

	resourceAttributes protowire.Number = 1

	scopeLogsScope   protowire.Number = 1
	scopeLogsRecords protowire.Number = 2

	scopeName    protowire.Number = 1
	scopeVersion protowire.Number = 2
)

// schema says which semantic conventions the names of attributes are from.
const schema = "https://opentelemetry.io/schemas/1.43.0"

// serviceName is the attribute of a resource that every receiver sorts by.
const serviceName = "service.name"

// item is one record of a request, encoded in records[at:end].
type item struct {
	batch   *pipeline.Batch
	record  int
	at, end int
}

// request is what is sent at a time. Its records stand one after another in
// one buffer, so that half of a request is a part of it and nothing is encoded
// twice. What stands around them is written anew for every body.
type request struct {
	encoder  encoder
	resource []byte // the fields of ResourceLogs before its records
	scope    []byte // those of ScopeLogs

	items   []item
	records []byte
}

func newRequest(resource, scope []byte) *request { return &request{resource: resource, scope: scope} }

// cursor is a place in batches.
type cursor struct {
	batches []*pipeline.Batch
	record  int // the next one of batches[0]
}

// fill encodes what follows in the batches until the request has about limit
// bytes, at least one record. It returns false if there is nothing left.
func (q *request) fill(c *cursor, limit int, now time.Time) bool {
	q.items, q.records = q.items[:0], q.records[:0]
	limit -= len(q.resource) + len(q.scope)
	for len(c.batches) > 0 {
		b := c.batches[0]
		for c.record < len(b.Records) {
			at := len(q.records)
			q.records = q.encoder.append(q.records, scopeLogsRecords, b.Origin, &b.Records[c.record], now)
			if len(q.records) > limit && at > 0 {
				q.records = q.records[:at] // it begins the next request
				return true
			}
			q.items = append(q.items, item{b, c.record, at, len(q.records)})
			c.record++
		}
		c.batches, c.record = c.batches[1:], 0
	}
	return len(q.items) > 0
}

// head appends what stands before n bytes of records.
func (q *request) head(dst []byte, n int) []byte {
	inner := len(q.scope) + n
	dst = protowire.AppendTag(dst, logsResourceLogs, protowire.BytesType)
	dst = protowire.AppendVarint(dst, uint64(len(q.resource)+sizeBytes(resourceLogsScopeLogs, inner)))
	dst = append(dst, q.resource...)
	dst = protowire.AppendTag(dst, resourceLogsScopeLogs, protowire.BytesType)
	dst = protowire.AppendVarint(dst, uint64(inner))
	return append(dst, q.scope...)
}

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

// resourceFields encodes what the logs are from.
func (s *Settings) resourceFields() []byte {
	var e encoder
	var resource []byte
	add := func(name, value string) {
		e.value = appendText(e.value[:0], []byte(value))
		resource = e.appendAttribute(resource, resourceAttributes, validName(name), "")
	}
	if s.ServiceName != "" {
		add(serviceName, s.ServiceName)
	}
	for _, name := range sortedKeys(s.Attributes) {
		add(name, s.Attributes[name])
	}
	dst := protowire.AppendTag(nil, resourceLogsResource, protowire.BytesType)
	dst = protowire.AppendBytes(dst, resource)
	dst = protowire.AppendTag(dst, resourceLogsSchema, protowire.BytesType)
	return protowire.AppendString(dst, schema)
}

// scopeFields encodes who has read the logs.
func scopeFields(version string) []byte {
	scope := protowire.AppendTag(nil, scopeName, protowire.BytesType)
	scope = protowire.AppendString(scope, "scrim")
	scope = protowire.AppendTag(scope, scopeVersion, protowire.BytesType)
	scope = protowire.AppendString(scope, validName(version))
	dst := protowire.AppendTag(nil, scopeLogsScope, protowire.BytesType)
	return protowire.AppendBytes(dst, scope)
}
