// Package all lists the sources of the long-running pipeline. Each is a package
// of its own beside this one; to add one, write its package and its line here.
package all

import (
	"scrim/pipeline"
	"scrim/pipeline/source/follow"
	"scrim/pipeline/source/kafka"
	"scrim/pipeline/source/stdin"
)

// Types are the settings of every source, by the type that a configuration
// names.
var Types = map[string]func() pipeline.SourceSettings{
	"file":  follow.NewSettings,
	"kafka": kafka.NewSettings,
	"stdin": stdin.NewSettings,
}
