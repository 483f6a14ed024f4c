// Package stdout writes to standard output and tells a reader that went away,
// which is no fault, from a write that failed.
//
// Writer is for the filter. Sink is for the long-running pipeline: it writes a
// line a record and has handed everything to the system when Deliver returns.
package stdout
