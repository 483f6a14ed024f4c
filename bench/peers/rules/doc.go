// Package rules holds the regular expressions that the general engines (Go's
// regexp, go-re2, the OpenTelemetry processor) are given.
package rules
