package pipeline

import (
	"fmt"
	"time"

	"scrim/detectors"
)

// Header is one header of a Kafka message.
type Header struct {
	Name  string
	Value []byte // nil: null
}

// Record is one line or one message, redacted. Its bytes belong to its batch.
type Record struct {
	// Key and Value are nil if they are null; an empty one is not.
	Key, Value []byte
	Headers    []Header
	// Time is the record's own, or zero if it has none.
	Time time.Time
	// Position is where the record begins in its lane: an offset of the
	// partition, or in bytes of the file.
	Position int64
	// KeyHash is the murmur2 hash of the raw key, by which Kafka's default
	// partitioner goes; it means nothing if Key is nil.
	KeyHash uint32
	// Open says that the line goes on in the next record: it is longer than a
	// batch.
	Open bool
}

// Origin says where the records of a lane come from.
type Origin struct {
	// Source is the name of the source.
	Source string
	// Topic and Partition are those of a Kafka message; Topic is empty for
	// other records.
	Topic     string
	Partition int
	// Path is that of a file; empty for other records.
	Path string
}

// at words a position.
func (o *Origin) at(position int64) string {
	if o.Topic != "" {
		return fmt.Sprintf("offset %d of %s", position, o.name())
	}
	return fmt.Sprintf("byte %d of %s", position, o.name())
}

// name words what the lane is.
func (o *Origin) name() string {
	switch {
	case o.Topic != "":
		return fmt.Sprintf("%s/%d", o.Topic, o.Partition)
	case o.Path != "":
		return fmt.Sprintf("%q", o.Path)
	}
	return o.Source
}

// Part is what of a record a finding was in.
type Part uint8

// The parts of a record.
const (
	PartValue Part = iota
	PartKey
	PartHeader
)

// String returns the part's name as reports print it.
func (p Part) String() string {
	return [...]string{PartValue: "value", PartKey: "key", PartHeader: "header"}[p]
}

// Finding is one value that was masked. It tells nothing of the value but where it
// stood and how long it was.
type Finding struct {
	// Record is the index of the record in its batch.
	Record int
	Part   Part
	// At is the offset in bytes in that part, of the line's or message's raw
	// bytes.
	At     int
	Length int
	Kind   detectors.KindInfo
	Place  detectors.Place
	Reason detectors.Reason
}

// Batch is some consecutive records of one lane. Sinks only read it, and not any
// more once they have returned from the call that they got it in.
type Batch struct {
	Origin  *Origin
	Records []Record
	// Findings is what was masked, in order of the records. It is filled only if a
	// sink asks for it, see FindingsReader.
	Findings []Finding
	// Bytes is the number of bytes of the records' keys, values and headers.
	Bytes int

	parcel *parcel
}
