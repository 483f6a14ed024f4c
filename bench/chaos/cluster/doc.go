// Package cluster talks to the Kafka broker of a scenario, as its producer, its
// consumer and its administrator, and ends and starts the broker's process.
package cluster
