// Copy consumes topics and produces every record to another one, with franz-go
// and nothing else: what moving records costs by itself. Acknowledged by all
// replicas, idempotent, not compressed, offsets committed every second. It ends
// on TERM.
package main
