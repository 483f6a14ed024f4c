// Compare runs cat, scrim and its peers over the same log, in turn and on one
// core where the system can pin, and writes a table and a chart: megabytes per
// second of CPU time, peak resident memory, recall and over-redaction.
package main
