// Package kafka writes records as messages to a topic of Kafka.
//
// A message has the record's key, value, headers and time; null stays null. It is
// written once all replicas that are in sync have it. Order holds within each
// partition, also when a request is repeated: a partition has one request at a
// time. Since kafka-go is no idempotent producer, a request whose answer was lost
// is repeated and its messages may be there twice. Three headers let a consumer
// drop the second:
//
//	scrim-source-topic, scrim-source-partition, scrim-source-offset   of a message of Kafka
//	scrim-source-path, scrim-source-offset                            of a line of a file
//
// with numbers as decimal text. A record that has a scrim-source-offset already
// keeps what it has and gets none: behind a first scrim a second one leaves the
// place of origin as it is, which tells duplicates of both.
//
// A record with a key goes to the partition that Kafka's default partitioner
// chooses for the key as it was before redaction, so keys stay together, and
// together with those that other producers write. A record without a key goes to
// the partition with the number that it comes from (modulo the number of
// partitions), a line to the one that its file's path stands for, so that the
// order of a lane is kept.
//
// A line that is longer than a batch of the pipeline becomes several messages, as
// its pieces come. A message that is larger than max_message, or that the broker
// does not take for its size or content, is refused.
//
// A topic that is not there is waited for, unless nothing was ever written; scrim
// creates none.
package kafka
