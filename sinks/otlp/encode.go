package otlp

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"

	"scrim/pipeline"
	"scrim/sinks/level"
)

// The numbers of fields in opentelemetry/proto/logs/v1 and common/v1 that are
// written here.
const (
	recordTime         protowire.Number = 1
	recordSeverity     protowire.Number = 2
	recordSeverityText protowire.Number = 3
	recordBody         protowire.Number = 5
	recordAttributes   protowire.Number = 6
	recordObserved     protowire.Number = 11

	pairKey   protowire.Number = 1
	pairValue protowire.Number = 2

	anyString protowire.Number = 1
	anyBool   protowire.Number = 2
	anyInt    protowire.Number = 3
	anyArray  protowire.Number = 5
	anyBytes  protowire.Number = 7

	arrayValues protowire.Number = 1
)

// The attributes of records; doc.go says where they come from.
const (
	attributePath      = "log.file.path"
	attributeAt        = "log.file.record_offset"
	attributeSystem    = "messaging.system"
	attributeTopic     = "messaging.destination.name"
	attributePartition = "messaging.destination.partition.id"
	attributeOffset    = "messaging.kafka.offset"
	attributeKey       = "messaging.kafka.message.key"
	attributeTombstone = "messaging.kafka.message.tombstone"
	attributeHeader    = "messaging.header."
	attributeContinues = "scrim.line.continues"
)

// severities are the numbers of levels in OTLP: the first of each range.
var severities = [...]uint64{level.Debug: 5, level.Info: 9, level.Warning: 13, level.Error: 17, level.Critical: 21}

// encoder writes records as protobuf. The generated types of
// go.opentelemetry.io/proto/otlp would take eleven allocations a record and
// register themselves whenever scrim starts; tests decode with them what is
// written here.
type encoder struct {
	of     *pipeline.Origin // that origin holds the attributes of
	origin []byte           // attributes that all records of an origin have
	record []byte           // scratch: a LogRecord
	value  []byte           // scratch: an AnyValue
	list   []byte           // scratch: an ArrayValue
}

// append appends a record as the field of a message.
func (e *encoder) append(dst []byte, field protowire.Number, o *pipeline.Origin, r *pipeline.Record, observed time.Time) []byte {
	dst = protowire.AppendTag(dst, field, protowire.BytesType)
	return protowire.AppendBytes(dst, e.encode(o, r, observed))
}

// encode returns a record as a LogRecord, in memory of the encoder.
func (e *encoder) encode(o *pipeline.Origin, r *pipeline.Record, observed time.Time) []byte {
	if e.of != o {
		e.of, e.origin = o, e.appendOrigin(e.origin[:0], o)
	}
	dst := appendTime(e.record[:0], recordTime, r.Time)
	dst = appendTime(dst, recordObserved, observed)
	value := r.Value
	if o.Topic == "" && !r.Open {
		value = bytes.TrimSuffix(value, []byte("\r"))
	}
	if l := level.Of(value); l != level.None {
		dst = protowire.AppendTag(dst, recordSeverity, protowire.VarintType)
		dst = protowire.AppendVarint(dst, severities[l])
		dst = protowire.AppendTag(dst, recordSeverityText, protowire.BytesType)
		dst = protowire.AppendString(dst, l.String())
	}
	if value != nil {
		e.value = appendText(e.value[:0], value)
		dst = protowire.AppendTag(dst, recordBody, protowire.BytesType)
		dst = protowire.AppendBytes(dst, e.value)
	}
	dst = append(dst, e.origin...)
	if o.Topic == "" {
		dst = e.appendLine(dst, o, r)
	} else {
		dst = e.appendMessage(dst, r)
	}
	e.record = dst
	return dst
}

// maxSeconds is the last second whose nanoseconds OTLP can count.
const maxSeconds = math.MaxInt64/1_000_000_000 - 1

// appendTime appends a time unless it is not known, or none that OTLP has.
func appendTime(dst []byte, field protowire.Number, t time.Time) []byte {
	if s := t.Unix(); s < 0 || s > maxSeconds || t.UnixNano() == 0 {
		return dst
	}
	dst = protowire.AppendTag(dst, field, protowire.Fixed64Type)
	return protowire.AppendFixed64(dst, uint64(t.UnixNano()))
}

// appendOrigin appends the attributes that all records of an origin have.
func (e *encoder) appendOrigin(dst []byte, o *pipeline.Origin) []byte {
	switch {
	case o.Topic != "":
		dst = e.appendString(dst, attributeSystem, "kafka")
		dst = e.appendString(dst, attributeTopic, o.Topic)
		dst = e.appendString(dst, attributePartition, strconv.Itoa(o.Partition))
	case o.Path != "":
		dst = e.appendString(dst, attributePath, o.Path)
	}
	return dst
}

// appendLine appends the attributes of a line.
func (e *encoder) appendLine(dst []byte, o *pipeline.Origin, r *pipeline.Record) []byte {
	if o.Path != "" {
		dst = e.appendInt(dst, attributeAt, r.Position)
	}
	if r.Open {
		dst = e.appendTrue(dst, attributeContinues)
	}
	return dst
}

// appendMessage appends the attributes of a Kafka message.
func (e *encoder) appendMessage(dst []byte, r *pipeline.Record) []byte {
	dst = e.appendInt(dst, attributeOffset, r.Position)
	if r.Key != nil {
		e.value = appendText(e.value[:0], r.Key)
		dst = e.appendAttribute(dst, recordAttributes, attributeKey, "")
	}
	if r.Value == nil {
		dst = e.appendTrue(dst, attributeTombstone)
	}
	for i, h := range r.Headers {
		if !named(r.Headers[:i], h.Name) {
			dst = e.appendHeader(dst, r.Headers[i:])
		}
	}
	return dst
}

// named tells whether one of the headers has that name. Messages have few.
func named(headers []pipeline.Header, name string) bool {
	for _, h := range headers {
		if h.Name == name {
			return true
		}
	}
	return false
}

// appendHeader appends the values of all headers that are named as the first,
// as one list: attributes have different names.
func (e *encoder) appendHeader(dst []byte, headers []pipeline.Header) []byte {
	e.list = e.list[:0]
	for _, h := range headers {
		if h.Name != headers[0].Name {
			continue
		}
		e.value = e.value[:0]
		if h.Value != nil {
			e.value = appendText(e.value, h.Value)
		}
		e.list = protowire.AppendTag(e.list, arrayValues, protowire.BytesType)
		e.list = protowire.AppendBytes(e.list, e.value)
	}
	e.value = protowire.AppendTag(e.value[:0], anyArray, protowire.BytesType)
	e.value = protowire.AppendBytes(e.value, e.list)
	return e.appendAttribute(dst, recordAttributes, attributeHeader, validName(headers[0].Name))
}

// validName is a name as protobuf takes it.
func validName(name string) string { return strings.ToValidUTF8(name, "\uFFFD") }

func (e *encoder) appendString(dst []byte, name, value string) []byte {
	e.value = appendText(e.value[:0], []byte(value))
	return e.appendAttribute(dst, recordAttributes, name, "")
}

func (e *encoder) appendInt(dst []byte, name string, n int64) []byte {
	e.value = protowire.AppendTag(e.value[:0], anyInt, protowire.VarintType)
	e.value = protowire.AppendVarint(e.value, uint64(n))
	return e.appendAttribute(dst, recordAttributes, name, "")
}

func (e *encoder) appendTrue(dst []byte, name string) []byte {
	e.value = protowire.AppendTag(e.value[:0], anyBool, protowire.VarintType)
	e.value = protowire.AppendVarint(e.value, 1)
	return e.appendAttribute(dst, recordAttributes, name, "")
}

// appendAttribute appends an attribute whose value is e.value. Its name is in
// two parts, which are not put together first.
func (e *encoder) appendAttribute(dst []byte, field protowire.Number, name, rest string) []byte {
	length := len(name) + len(rest)
	dst = protowire.AppendTag(dst, field, protowire.BytesType)
	dst = protowire.AppendVarint(dst, uint64(sizeBytes(pairKey, length)+sizeBytes(pairValue, len(e.value))))
	dst = protowire.AppendTag(dst, pairKey, protowire.BytesType)
	dst = protowire.AppendVarint(dst, uint64(length))
	dst = append(append(dst, name...), rest...)
	dst = protowire.AppendTag(dst, pairValue, protowire.BytesType)
	return protowire.AppendBytes(dst, e.value)
}

// sizeBytes is how many bytes a field of n bytes takes.
func sizeBytes(field protowire.Number, n int) int {
	return protowire.SizeTag(field) + protowire.SizeBytes(n)
}

// appendText appends an AnyValue: a string if it is UTF-8, else bytes.
func appendText(dst, text []byte) []byte {
	field := anyBytes
	if utf8.Valid(text) {
		field = anyString
	}
	dst = protowire.AppendTag(dst, field, protowire.BytesType)
	return protowire.AppendBytes(dst, text)
}
