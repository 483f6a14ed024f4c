// Package sinks lists the sinks of the long-running pipeline. Each is a package
// of its own below this folder; to add one, write its package and its line here.
package sinks

import (
	"scrim/pipeline"
	"scrim/sinks/findings"
	"scrim/sinks/kafka"
	"scrim/sinks/logfile"
	"scrim/sinks/otlp"
	"scrim/sinks/stdout"
	"scrim/sinks/syslog"
)

// Types are the settings of every sink, by the type that a configuration names.
var Types = map[string]func() pipeline.SinkSettings{
	"file":     logfile.NewSettings,
	"findings": findings.NewSettings,
	"kafka":    kafka.NewSettings,
	"otlp":     otlp.NewSettings,
	"stdout":   stdout.NewSettings,
	"syslog":   syslog.NewSettings,
}

// DeadLetters are the types that may be the dead letter: those in which a record
// stays until somebody looks at it.
var DeadLetters = []string{"file", "kafka"}
