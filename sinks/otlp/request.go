package otlp

import (
	"time"

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
