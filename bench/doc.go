// Package bench measures scrim: throughput and allocations of the library over
// the lines of package corpus, and that what is measured is right (nothing
// planted gets through, nothing else changes). The commands below cmd measure
// the binary.
package bench
