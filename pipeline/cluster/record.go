package cluster

import (
	"time"

	"scrim/pipeline"
)

// Record is one message as it stands in a partition. Its bytes belong to the
// answer that it was read from and hold until the next record is read.
type Record struct {
	Offset int64
	// Time is in milliseconds since 1970, or negative if the message has none.
	Time       int64
	Key, Value []byte // nil: null
	Headers    []pipeline.Header
}

// Timestamp is the record's time, or the zero time.
func (r *Record) Timestamp() time.Time {
	if r.Time < 0 {
		return time.Time{}
	}
	return time.UnixMilli(r.Time)
}

// A record batch of version 2, the only one since Kafka 0.11: offsets of the
// fields of its head, in bytes. Numbers are big-endian.
const (
	atBaseOffset   = 0  // int64
	atLength       = 8  // int32, of what follows
	atEpoch        = 12 // int32, of the leader
	atMagic        = 16 // int8, the version
	atChecksum     = 17 // uint32, CRC-32C of what follows
	atAttributes   = 21 // int16
	atLastDelta    = 23 // int32, offset of the last record from the base
	atFirstTime    = 27 // int64, in milliseconds
	atMaxTime      = 35 // int64
	atProducer     = 43 // int64
	atProducerTerm = 51 // int16
	atSequence     = 53 // int32
	atCount        = 57 // int32, of records
	headSize       = 61

	magic = 2
	// attributes
	codecMask     = 7
	appendTime    = 1 << 3 // all records have the batch's largest time
	transactional = 1 << 4
	control       = 1 << 5
)
