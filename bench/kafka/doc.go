// Command kafka measures what moving messages costs: CPU seconds (user and
// system) of the process per million messages, for each level of kafka-go, for
// our own reading and writing of record batches in package cluster, and for
// franz-go. Every way runs in a process of its own, all in turn, several rounds;
// the table has medians.
//
//	go build -o ../../bin/scrim ../../cmd/scrim
//	go run . -broker 127.0.0.1:9092 -messages 1000000 -rounds 5 -scrim ../../bin/scrim
//
// The broker has to be there. The topics bench.in and bench.out are made and
// deleted.
package main
