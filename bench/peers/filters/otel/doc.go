// Otel is a filter made of the redaction processor of the OpenTelemetry
// Collector: every line is a log record, every block a batch.
package main
