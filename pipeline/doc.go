// Package pipeline moves records from a source through detection to a sink:
// blocks, framing, batches, workers, order, backpressure.
//
// Redact is its door for one stream. The output is a function of the input's
// bytes alone: neither the sizes of reads, nor the edges of batches, nor the
// number of workers have an influence. Workers scan batches in parallel as if
// each began a new stream; whoever writes in order compares what the batch
// before really left behind (detectors.Carry) and scans again where the guess
// was wrong. If detection fails on a record, the record is withheld and never
// passed on raw.
//
// Pipeline is the door for records that come from sources and go to several
// sinks for as long as they are let; see Source and Sink. A record reaches every
// sink at least once, in the order of its lane, and the source hears of a
// position only when every sink has acknowledged all before it.
//
// Memory is bounded by the number of batches in flight, whatever the length of
// lines; in the steady state nothing is allocated.
package pipeline
