// Package stdin is the source type = "stdin": lines of standard input, for a
// program that is piped into scrim run. There is no position to go back to, so
// what was read and not acknowledged when scrim is killed is lost; a file or
// Kafka in between keeps it.
package stdin
