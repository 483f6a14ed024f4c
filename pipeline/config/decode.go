package config

import (
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"scrim/pipeline/setting"
)

// decode fills the struct that into points to with a table, by the toml tags of
// its fields; see package setting for what they may be. It reports unknown keys
// and wrong types; a field whose key is absent or wrong keeps its value. Keys
// in taken belong to somebody else.
func (r *reader) decode(t table, into any, taken ...string) {
	v := reflect.ValueOf(into).Elem()
	known := taken
	for _, field := range reflect.VisibleFields(v.Type()) {
		key := field.Tag.Get("toml")
		if key == "" {
			continue
		}
		known = append(known, key)
		if t.has(key) {
			r.decodeField(t, key, v.FieldByIndex(field.Index))
		}
	}
	r.unknownKeys(t, known)
}

// decodeField sets one field.
func (r *reader) decodeField(t table, key string, field reflect.Value) {
	switch into := field.Addr().Interface().(type) {
	case *setting.Size:
		r.size(t, key, into)
		return
	case *setting.Duration:
		r.duration(t, key, into)
		return
	case *setting.Path:
		if w, ok := r.text(t, key); ok {
			*into = r.path(w.text)
		}
		return
	case *[]setting.Path:
		r.paths(t, key, into)
		return
	}
	switch field.Kind() {
	case reflect.String:
		r.decodeText(t, key, field)
	case reflect.Bool:
		field.SetBool(r.flag(t, key, field.Bool()))
	case reflect.Int:
		r.integer(t, key, field)
	case reflect.Slice:
		r.decodeTexts(t, key, field)
	case reflect.Map:
		r.decodeMap(t, key, field)
	case reflect.Pointer:
		r.decodeTable(t, key, field)
	default:
		panic("BUG: no setting can be a " + field.Type().String())
	}
}

// decodeText sets a string. A date may stand for one, as it is written.
func (r *reader) decodeText(t table, key string, field reflect.Value) {
	if at, ok := t.values[key].(time.Time); ok {
		field.SetString(at.Format(time.RFC3339Nano))
		return
	}
	if w, ok := r.text(t, key); ok {
		field.SetString(w.text)
	}
}

func (r *reader) decodeTexts(t table, key string, field reflect.Value) {
	words, ok := r.texts(t, key)
	if !ok {
		return
	}
	if emptyArray(t, key) {
		r.fail(r.valueAt(t, key), "", "%s is empty", key)
	}
	list := make([]string, 0, len(words))
	for i, w := range words {
		if w.text == "" {
			r.fail(r.places.find(t.path.child(key).index(i)).value, "", "%s must not hold an empty string", key)
		}
		list = append(list, w.text)
	}
	field.Set(reflect.ValueOf(list).Convert(field.Type()))
}

func (r *reader) paths(t table, key string, into *[]setting.Path) {
	var list []string
	r.decodeTexts(t, key, reflect.ValueOf(&list).Elem())
	*into = nil
	for _, text := range list {
		*into = append(*into, r.path(text))
	}
}

// path makes a relative path start at the configuration.
func (r *reader) path(text string) setting.Path {
	if !filepath.IsAbs(text) {
		text = filepath.Join(filepath.Dir(r.file), text)
	}
	return setting.Path(text)
}

func (r *reader) size(t table, key string, into *setting.Size) {
	switch v := t.values[key].(type) {
	case int64:
		if v >= 0 {
			*into = setting.Size(v)
			return
		}
	case string:
		if n, ok := setting.ParseSize(v); ok {
			*into = n
			return
		}
	}
	r.fail(r.valueAt(t, key), `as in "64KiB" or "1MiB"`, "%s must be a size", key)
}

func (r *reader) duration(t table, key string, into *setting.Duration) {
	if text, ok := t.values[key].(string); ok {
		if d, ok := setting.ParseDuration(text); ok {
			*into = d
			return
		}
	}
	r.fail(r.valueAt(t, key), `as in "500ms", "10s" or "1h30m"`, "%s must be a duration", key)
}

func (r *reader) integer(t table, key string, field reflect.Value) {
	n, ok := t.values[key].(int64)
	switch {
	case !ok:
		r.fail(r.valueAt(t, key), "", "%s must be a whole number, not %s", key, typeName(t.values[key]))
	case n < 0:
		r.fail(r.valueAt(t, key), "", "%s must not be negative", key)
	default:
		field.SetInt(n)
	}
}

// decodeMap sets a table of strings or paths.
func (r *reader) decodeMap(t table, key string, field reflect.Value) {
	inner, ok := r.inner(t, key)
	if !ok {
		return
	}
	all := reflect.MakeMap(field.Type())
	of := field.Type().Elem()
	for name := range inner.values {
		w, ok := r.text(inner, name)
		if !ok {
			continue
		}
		if of == reflect.TypeFor[setting.Path]() {
			w.text = string(r.path(w.text))
		}
		all.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(w.text).Convert(of))
	}
	field.Set(all)
}

// decodeTable sets a pointer to a struct.
func (r *reader) decodeTable(t table, key string, field reflect.Value) {
	inner, ok := r.inner(t, key)
	if !ok {
		return
	}
	if field.IsNil() {
		field.Set(reflect.New(field.Type().Elem()))
	}
	r.decode(inner, field.Interface())
}

// inner is a table inside of a table.
func (r *reader) inner(t table, key string) (table, bool) {
	values, ok := t.values[key].(map[string]any)
	if !ok {
		r.fail(r.valueAt(t, key), "write "+key+" = { … }", "%s must be a table, not %s", key, typeName(t.values[key]))
	}
	return table{name: key + " of " + t.name, path: t.path.child(key), values: values}, ok
}

// problems reports what the settings themselves find wrong.
func (r *reader) problems(t table, all []setting.Problem) {
	for _, p := range all {
		at := t.path
		for key := range strings.SplitSeq(p.Key, ".") {
			if key != "" {
				at = at.child(key)
			}
		}
		place := r.places.find(at)
		if p.Key == "" {
			place.value = place.key
		}
		r.fail(place.value, p.Hint, "%s", p.Msg)
	}
}
