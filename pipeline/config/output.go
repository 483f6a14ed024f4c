package config

import (
	"path/filepath"

	"scrim/pipeline"
)

// output is a file that a sink writes.
type output struct {
	table table
	path  string
}

type outputs []output

// add notes the file of a sink, if it has one.
func (o *outputs) add(t table, s pipeline.SinkSettings) {
	w, ok := s.(pipeline.PathWriter)
	if !ok || w.WritesPath() == "" {
		return
	}
	if path, err := filepath.Abs(w.WritesPath()); err == nil {
		*o = append(*o, output{t, path})
	}
}

// keyPath is the setting of where a sink writes.
const keyPath = "path"

// checkOutputs reports files that two sinks would write, of which one waited for
// ever, and those that a source would read again, which would grow for ever.
func (r *reader) checkOutputs(c *Config) {
	taken := map[string]table{}
	for _, o := range r.outputs {
		at := r.valueAt(o.table, keyPath)
		if other, ok := taken[o.path]; ok {
			r.fail(at, "", "%s writes this file too", other.name)
		}
		taken[o.path] = o.table
		for _, s := range c.run.Sources {
			if reader, ok := s.Settings.(pipeline.PathReader); ok && reader.ReadsPath(o.path) {
				r.fail(at, "write it to another folder, or exclude it", "a [[source]] would read this file, and what scrim writes would go round for ever")
			}
		}
	}
}
