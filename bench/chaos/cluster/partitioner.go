package cluster

import "github.com/twmb/franz-go/pkg/kgo"

// Murmur2 is the default partitioner of the Java client, for keys.
func Murmur2(partitions int32) func(key []byte) int32 {
	topic := kgo.StickyKeyPartitioner(nil).ForTopic("")
	return func(key []byte) int32 {
		return int32(topic.Partition(&kgo.Record{Key: key}, int(partitions)))
	}
}
