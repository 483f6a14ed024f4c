package kafka

import (
	"hash/fnv"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

// partition is one partition that is written to, with what waits for it.
type partition struct {
	topic  string
	number int
	// limit is how large a batch may be, as far as the broker let us know.
	limit int

	waiting []reference // in order
	done    int         // how many of them are acknowledged or refused
	sent    int         // how many after those are in the batch
	batch   *cluster.Batch
	// deliver is the batch on its way. Every exchange has one of its own.
	deliver *cluster.Delivery
	// shared says that an exchange that has failed may still read the batch.
	shared bool
}

// reference is a record of the batches that are delivered, and what it takes in a
// batch of Kafka at most.
type reference struct{ batch, record, size int32 }

// choose is the number of the partition that a record goes to, of n.
func choose(o *pipeline.Origin, r *pipeline.Record, n int) int {
	if r.Key != nil {
		return int(r.KeyHash&0x7fffffff) % n
	}
	return lanePartition(o, n)
}

func lanePartition(o *pipeline.Origin, n int) int {
	if o.Topic != "" {
		return o.Partition % n
	}
	h := fnv.New32a()
	h.Write([]byte(o.Source))
	h.Write([]byte{0})
	h.Write([]byte(o.Path))
	return int(h.Sum32() % uint32(n))
}
