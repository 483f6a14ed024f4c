package config

import (
	"fmt"
	"slices"
	"time"
)

// reader walks a decoded document and collects everything that is wrong.
type reader struct {
	file   string
	kinds  []string
	types  Types
	places places
	errs   Errors
	// outputs are the files that sinks write.
	outputs outputs
	// warnings are not errors; scrim validate prints them.
	warnings Errors
}

// table is one TOML table; name is how messages call it.
type table struct {
	name   string
	path   path
	values map[string]any
}

func (t table) has(key string) bool {
	_, ok := t.values[key]
	return ok
}

// word is a string of the configuration and where it stands.
type word struct {
	text string
	at   position
}

func (r *reader) fail(at position, hint, format string, args ...any) {
	r.errs = append(r.errs, &Error{
		File: r.file,
		Line: at.line,
		Col:  at.col,
		Msg:  fmt.Sprintf(format, args...),
		Hint: hint,
	})
}

func (r *reader) warn(at position, hint, msg string) {
	r.warnings = append(r.warnings, &Error{File: r.file, Line: at.line, Col: at.col, Msg: msg, Hint: hint})
}

func (r *reader) keyAt(t table, key string) position {
	return r.places.find(t.path.child(key)).key
}

func (r *reader) valueAt(t table, key string) position {
	return r.places.find(t.path.child(key)).value
}

// unknownKeys reports the keys of t that are not among the known ones.
func (r *reader) unknownKeys(t table, known []string) {
	for key := range t.values {
		if !slices.Contains(known, key) {
			r.unknownKey(t, key, known)
		}
	}
}

func (r *reader) unknownKey(t table, key string, known []string) {
	hint := didYouMean(key, known, "keys")
	if !plainWord(key) {
		r.fail(r.keyAt(t, key), hint, "unknown key in %s", t.name)
		return
	}
	r.fail(r.keyAt(t, key), hint, "unknown key %q in %s", key, t.name)
}

// text reads a string that must not be empty; false means that it is absent or
// wrong, and the latter reported.
func (r *reader) text(t table, key string) (word, bool) {
	v, ok := t.values[key]
	if !ok {
		return word{}, false
	}
	w := word{at: r.valueAt(t, key)}
	if w.text, ok = v.(string); !ok {
		r.fail(w.at, "", "%s must be a string, not %s", key, typeName(v))
		return word{}, false
	}
	if w.text == "" {
		r.fail(w.at, "", "%s must not be empty", key)
		return word{}, false
	}
	return w, true
}

// texts reads an array of strings, without those that are wrong; false means
// that there is no array.
func (r *reader) texts(t table, key string) ([]word, bool) {
	v, ok := t.values[key]
	if !ok {
		return nil, false
	}
	list, ok := v.([]any)
	if !ok {
		r.fail(r.valueAt(t, key), arrayHint(v), "%s must be an array of strings, not %s", key, typeName(v))
		return nil, false
	}
	words := []word{}
	for i, element := range list {
		at := r.places.find(t.path.child(key).index(i)).value
		if s, ok := element.(string); ok {
			words = append(words, word{s, at})
		} else {
			r.fail(at, "", "%s must hold strings, not %s", key, typeName(element))
		}
	}
	return words, true
}

// arrayHint helps with the commonest slip, one string for a list of one.
func arrayHint(v any) string {
	if _, ok := v.(string); ok {
		return `put it in brackets: ["…"]`
	}
	return ""
}

// typeName is a TOML value's type with its article.
func typeName(v any) string {
	switch v.(type) {
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case int64, float64:
		return "a number"
	case time.Time:
		return "a date"
	case map[string]any:
		return "a table"
	case []map[string]any:
		return "an array of tables"
	default:
		return "an array"
	}
}

func emptyArray(t table, key string) bool {
	list, ok := t.values[key].([]any)
	return ok && len(list) == 0
}
