// Package kafka reads topics of Kafka as a member of a consumer group.
//
// Replicas of scrim with the same group share the partitions; each partition is a
// lane. One goroutine for each broker fetches all partitions that it leads.
// Messages of transactions are read once they are committed.
//
// A position is committed after every sink has acknowledged everything before
// it, every commit_interval, when partitions are given up, and at the end. What a
// lane carries from message to message is in the commit's metadata and holds at
// exactly that position. Before a partition is given up, what was read of it is
// waited for, for a bounded time; what is not acknowledged until then is read
// again by whoever gets the partition.
//
// If messages were deleted before they were read, because of the topic's
// retention, the gap is logged and counted (Link.Lost). Offsets that are missing
// because of compaction or transactions are no gap.
//
// What fails for a while is tried again for ever. Only if a cluster has never
// let us in, wrong credentials or a topic that is not there end the source.
package kafka
