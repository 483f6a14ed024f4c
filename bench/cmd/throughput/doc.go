// Throughput runs scrim, cat and ripgrep over the same log, in turn and on one
// core where the system can pin, and prints the medians: megabytes per second
// of CPU time (user and system), wall time and peak resident memory.
package main
