package config

import (
	"strings"

	"scrim/detectors"
)

// The keys of [[allow]].
const (
	keyKind   = "kind"
	keyValues = "values"
)

// allow reads every [[allow]].
func (r *reader) allow(v any, c *Config) {
	at := path("").child("allow")
	elements, ok := tables(v)
	if !ok {
		r.fail(r.places.find(at).key, "write [[allow]]", "allow must be an array of tables, not %s", typeName(v))
		return
	}
	for i, values := range elements {
		t := table{name: "[[allow]]", path: at.index(i), values: values}
		if a, ok := r.allowEntry(t); ok {
			c.allow = append(c.allow, a)
		}
	}
}

// tables is v as an array of tables, however it was written.
func tables(v any) ([]map[string]any, bool) {
	switch v := v.(type) {
	case []map[string]any:
		return v, true
	case []any:
		all := make([]map[string]any, 0, len(v))
		for _, element := range v {
			one, ok := element.(map[string]any)
			if !ok {
				return nil, false
			}
			all = append(all, one)
		}
		return all, true
	}
	return nil, false
}

func (r *reader) allowEntry(t table) (detectors.Allow, bool) {
	r.unknownKeys(t, []string{keyKind, keyValues})
	kindOK := r.required(t, keyKind)
	valuesOK := r.required(t, keyValues)
	kind, ok := r.text(t, keyKind)
	kindOK = kindOK && ok && r.knownKind(kind)
	words, ok := r.texts(t, keyValues)
	if ok && emptyArray(t, keyValues) {
		r.fail(r.valueAt(t, keyValues), "", "values is empty")
	}
	a := detectors.Allow{Kind: kind.text}
	for _, w := range words {
		r.checkPattern(w)
		a.Values = append(a.Values, w.text)
	}
	return a, kindOK && valuesOK && ok
}

func (r *reader) required(t table, key string) bool {
	if !t.has(key) {
		r.fail(r.places.find(t.path).key, "", "%s needs %s", t.name, key)
	}
	return t.has(key)
}

// checkPattern refuses patterns that allow nothing or everything; an allowed
// value may be personal data, so it is not repeated.
func (r *reader) checkPattern(w word) {
	switch {
	case w.text == "":
		r.fail(w.at, "", "this value is empty")
	case strings.Trim(w.text, "*") == "":
		r.fail(w.at, "to leave a kind alone, name it in skip of [detect]", "this value allows everything")
	}
}
