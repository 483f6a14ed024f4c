// Package verify compares what came out of scrim with what went in.
//
// [Topic] checks the records of an output topic, [Lines] the lines of a file or
// of a sink that carries lines, [Leaks] any other text: error output, metrics,
// state. What they find goes into a [promise.Ledger]; places are named by
// partition and number, never by content.
package verify
