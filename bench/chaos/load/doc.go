// Package load makes the records that are sent through scrim: lines as the
// processes of a Django shop write them, 300 bytes on average, a third of them
// with a made-up secret.
//
// A record is a function of seed, partition and sequence number, so that whoever
// checks an output can make the input again instead of keeping it. A [Load] is
// immutable and safe for concurrent use.
package load
