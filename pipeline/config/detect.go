package config

import (
	"slices"
	"strconv"

	"scrim/detectors"
	"scrim/detectors/numbering"
)

// The keys of [detect].
const (
	keyOnly         = "only"
	keySkip         = "skip"
	keyPhoneRegions = "phone_regions"
)

// mistakenRegions are names in use that ISO 3166 does not have.
var mistakenRegions = map[string]string{"UK": "GB"}

// detect reads [detect].
func (r *reader) detect(v any, c *Config) {
	t, ok := r.section("detect", v)
	if !ok {
		return
	}
	r.unknownKeys(t, []string{keyOnly, keySkip, keyPhoneRegions})
	c.only = r.kindList(t, keyOnly)
	c.skip = r.kindList(t, keySkip)
	r.onlyAndSkip(t, c.only)
	c.phoneRegions = r.regions(t)
}

// kindList reads an array of kinds, each named once.
func (r *reader) kindList(t table, key string) []string {
	words, ok := r.texts(t, key)
	if !ok {
		return nil
	}
	if emptyArray(t, key) {
		r.fail(r.valueAt(t, key), "leave it out", "%s names no kind", key)
	}
	var names []string
	for _, w := range words {
		if !(key == keyOnly && slices.Contains(detectors.KindGroups(), w.text)) && !r.knownKind(w) {
			continue
		}
		if slices.Contains(names, w.text) {
			r.fail(w.at, "", "%s names %s twice", key, w.text)
			continue
		}
		names = append(names, w.text)
	}
	return names
}

func (r *reader) knownKind(w word) bool {
	if slices.Contains(r.kinds, w.text) {
		return true
	}
	r.fail(w.at, didYouMean(w.text, r.kinds, "kinds"), "%s is not a kind", shown(w.text))
	return false
}

// onlyAndSkip reports the kinds that are both asked for and taken away.
func (r *reader) onlyAndSkip(t table, only []string) {
	list, _ := t.values[keySkip].([]any)
	for i, element := range list {
		name, _ := element.(string)
		if slices.Contains(only, name) {
			at := r.places.find(t.path.child(keySkip).index(i)).value
			r.fail(at, "keep it in one of them", "%s is in only and in skip", name)
		}
	}
}

// regions reads phone_regions: nil if absent, empty if it is.
func (r *reader) regions(t table) []string {
	words, ok := r.texts(t, keyPhoneRegions)
	if !ok {
		return nil
	}
	names := make([]string, 0, len(words))
	for _, w := range words {
		_, known := numbering.ParseRegion(w.text)
		switch {
		case !known:
			r.fail(w.at, regionHint(w.text), "%s is not a region", shown(w.text))
		case slices.Contains(names, w.text):
			r.fail(w.at, "", "%s names %s twice", keyPhoneRegions, w.text)
		default:
			names = append(names, w.text)
		}
	}
	return names
}

func regionHint(wrong string) string {
	if right, ok := mistakenRegions[wrong]; ok {
		return "did you mean " + strconv.Quote(right) + "?"
	}
	return `two upper-case letters of ISO 3166, as in "GB"`
}
