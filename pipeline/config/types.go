package config

import (
	"maps"
	"slices"
	"strconv"

	"scrim/pipeline"
)

// Types are the sources and sinks that a configuration may name, by type.
type Types struct {
	Sources map[string]func() pipeline.SourceSettings
	Sinks   map[string]func() pipeline.SinkSettings
	// DeadLetters are the sinks that may be the dead letter.
	DeadLetters []string
}

// The keys of [[source]], [[sink]] and [dead_letter] that all types have.
const keyType = "type"

// sources reads every [[source]].
func (r *reader) source(v any, c *Config) {
	all, _ := r.arrayOf("source", v)
	names := map[string]int{}
	for _, t := range all {
		kind, ok := r.typeOf(t, slices.Sorted(maps.Keys(r.types.Sources)))
		if !ok {
			continue
		}
		s := r.types.Sources[kind]()
		r.decode(t, s, keyType)
		r.problems(t, s.Problems())
		c.run.Sources = append(c.run.Sources, Source{Name: numbered(names, kind), Settings: s})
		if _, single := s.(pipeline.Single); single && names[kind] > 1 {
			r.fail(r.valueAt(t, keyType), "", "there can be one [[source]] of type %q only", kind)
		}
		c.sourceTables = append(c.sourceTables, t)
	}
}

// sink reads every [[sink]].
func (r *reader) sink(v any, c *Config) {
	all, _ := r.arrayOf("sink", v)
	names := map[string]int{}
	for _, t := range all {
		if s := r.sinkOf(t, slices.Sorted(maps.Keys(r.types.Sinks))); s != nil {
			kind, _ := t.values[keyType].(string)
			c.run.Sinks = append(c.run.Sinks, Sink{Name: numbered(names, kind), Settings: s})
			r.outputs.add(t, s)
		}
	}
}

// deadLetter reads [dead_letter].
func (r *reader) deadLetter(v any, c *Config) {
	t, ok := r.section("dead_letter", v)
	if !ok {
		return
	}
	if s := r.sinkOf(t, r.types.DeadLetters); s != nil {
		c.run.DeadLetter = s
		r.outputs.add(t, s)
	}
}

func (r *reader) sinkOf(t table, known []string) pipeline.SinkSettings {
	kind, ok := r.typeOf(t, known)
	if !ok {
		return nil
	}
	s := r.types.Sinks[kind]()
	r.decode(t, s, keyType)
	r.problems(t, s.Problems())
	return s
}

// typeOf reads the type of a source or sink, one of the known ones.
func (r *reader) typeOf(t table, known []string) (string, bool) {
	if !r.required(t, keyType) {
		return "", false
	}
	w, ok := r.text(t, keyType)
	if ok && !slices.Contains(known, w.text) {
		r.fail(w.at, didYouMean(w.text, known, "types"), "%s is not a type of %s", shown(w.text), t.name)
		ok = false
	}
	return w.text, ok
}

// numbered is the name of the next one of a type: kafka, then kafka-2.
func numbered(names map[string]int, kind string) string {
	names[kind]++
	if n := names[kind]; n > 1 {
		return kind + "-" + strconv.Itoa(n)
	}
	return kind
}

// loops reports sources that read what a sink writes: every record would go round
// for ever.
func (r *reader) loops(c *Config) {
	for i, s := range c.run.Sources {
		finder, ok := s.Settings.(pipeline.LoopFinder)
		if !ok {
			continue
		}
		for _, sink := range c.run.Sinks {
			r.loop(c.sourceTables[i], finder, sink.Settings, "the sink "+sink.Name)
		}
		if c.run.DeadLetter != nil {
			r.loop(c.sourceTables[i], finder, c.run.DeadLetter, "[dead_letter]")
		}
	}
}

func (r *reader) loop(source table, finder pipeline.LoopFinder, sink pipeline.SinkSettings, name string) {
	if finder.Reads(sink) {
		r.fail(r.places.find(source.path).key, "read less, or write elsewhere", "the source reads what %s writes: records would go round for ever", name)
	}
}

// recordKeys makes sure that the configuration says what becomes of keys of
// messages.
func (r *reader) recordKeys(c *Config) {
	_, hash := c.hashKey()
	for i, s := range c.run.Sources {
		reader, ok := s.Settings.(pipeline.KeyReader)
		if !ok || hash {
			continue
		}
		t := c.sourceTables[i]
		const hint = "give [mask] a key_file or key_env"
		switch reader.KeyPolicy() {
		case "":
			r.fail(r.places.find(t.path).key, hint+", or write key = \"keep\" or \"withhold\"",
				"what is found in keys of messages cannot be hashed: there is no key for that")
		case pipeline.KeyHash:
			r.fail(r.valueAt(t, keyRecordKey), hint, "key = \"hash\" needs a key to hash with")
		}
	}
}

// keyRecordKey is the setting of what becomes of messages' keys.
const keyRecordKey = "key"

// hashKey is the mask with the key that record keys are hashed with: that of
// [mask], else the first that a kind has.
func (c *Config) hashKey() (maskEntry, bool) {
	if c.mask.key.given() {
		return c.mask, true
	}
	for _, kind := range slices.Sorted(maps.Keys(c.masks)) {
		if m := c.masks[kind]; m.key.given() {
			return m, true
		}
	}
	return maskEntry{}, false
}
