package load

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// Header is a header of a record; names may repeat.
type Header struct {
	Name  string
	Value []byte
	// Secret is what of the value must not get through, nil if nothing.
	Secret []byte
}

// Record is one record of the source.
type Record struct {
	Partition int32
	Seq       int64
	// Key is nil for a null key, Value for a tombstone.
	Key, Value []byte
	Headers    []Header
	Time       time.Time
	// Secret is the part of Value that must not get through, nil if there is
	// none. Nothing before At and nothing after it may change.
	Secret []byte
	At     int
	// Block says that the record is a line of a private key's block, of which
	// every byte is secret.
	Block bool
	// SecretKey says that the key is an address.
	SecretKey bool
}

// Options are the share of each thing in a load, one in so many; 0 for none.
type Options struct {
	Seed       uint64
	Partitions int32
	// Secrets is one in so many records with a secret in its value.
	Secrets int
	// Keys is one in so many records with a key.
	Keys int
	// Tombstones is one in so many records with a key.
	Tombstones int
	// Headers gives records headers.
	Headers bool
	// Blocks lets private keys run over the records of BlockPartition.
	Blocks bool
}

// BlockPartition is where private keys are, if Options.Blocks says so.
const BlockPartition = 3

// A block of blockLines records begins every blockEvery records, so that a
// process that is killed anywhere is likely to be inside of one.
const (
	blockEvery = 40
	blockLines = 27
)

// Load makes records.
type Load struct {
	options Options
	keys    keys
}

// Start is the timestamp of the first record of a partition.
var Start = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

// New makes a load. Keys are distributed by partitioner, which gives the
// partition of a key.
func New(o Options, partitioner func(key []byte) int32) *Load {
	l := &Load{options: o}
	if o.Keys > 0 {
		l.keys = newKeys(o.Partitions, partitioner)
	}
	return l
}

// Partitions is the number of partitions.
func (l *Load) Partitions() int32 { return l.options.Partitions }

// Record makes the record with this number, from 0, of a partition.
func (l *Load) Record(partition int32, seq int64) Record {
	rnd := rand.New(rand.NewPCG(l.options.Seed, uint64(partition)<<40|uint64(seq)))
	r := Record{Partition: partition, Seq: seq, Time: Start.Add(time.Duration(seq) * time.Millisecond)}
	if l.options.Headers {
		r.Headers = headers(rnd, partition, seq)
	}
	if l.options.Blocks && partition == BlockPartition && seq%blockEvery < blockLines {
		r.block(rnd, seq%blockEvery)
		return r
	}
	if one(rnd, l.options.Keys) {
		r.Key, r.SecretKey = l.keys.pick(rnd, partition)
		if one(rnd, l.options.Tombstones) {
			return r
		}
	}
	r.line(rnd, one(rnd, l.options.Secrets))
	return r
}

// Secrets calls f with all that must not get through of a record.
func (r *Record) Secrets(f func([]byte)) {
	if r.Secret != nil {
		f(r.Secret)
	}
	if r.SecretKey {
		f(r.Key)
	}
	for _, h := range r.Headers {
		if h.Secret != nil {
			f(h.Secret)
		}
	}
}

// Mark is how a record's line names itself.
func Mark(partition int32, seq int64) string { return fmt.Sprintf("seq=%d-%d", partition, seq) }

func one(rnd *rand.Rand, in int) bool { return in > 0 && rnd.IntN(in) == 0 }
