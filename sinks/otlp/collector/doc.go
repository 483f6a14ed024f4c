// Package collector tests the sink otlp with the receiver of a real
// OpenTelemetry Collector. It is a module of its own, as the Collector is too
// large for the tests of scrim.
package collector
