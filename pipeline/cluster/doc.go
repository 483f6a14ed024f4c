// Package cluster talks to a Kafka cluster, for the source and the sink alike:
// how it is reached (addresses, TLS, SASL), what it holds (Layout), and how
// record batches are fetched and produced.
//
// Connections, versions, authentication and routing are those of kafka-go's
// Transport. Record batches are read and written here, through its door for raw
// exchanges: one request for all partitions of a broker, straight from and into
// one buffer. bench/results/kafka.md has what that saves. It also gives what
// kafka-go's own calls keep to themselves, the transactions that were aborted.
//
// A Client may be used by several goroutines at once. Every call takes a context
// and should get one with a deadline. Errors hold addresses, names of topics and
// what the broker says, never a password or a byte of a record.
package cluster
