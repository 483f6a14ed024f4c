package config

import (
	"maps"
	"slices"
	"strings"

	"scrim/detectors"
)

// The keys of [mask] and of the entry of one kind, which may also be a mode
// alone: email = "hash".
const (
	keyDefault = "default" // the mode of [mask]
	keyMode    = "mode"    // the mode of a kind's entry
	keyLabel   = "label"
	keyKeyFile = "key_file"
	keyKeyEnv  = "key_env"
	keyKeyID   = "key_id"
)

// secretKeys are what one may call a key that is written into the
// configuration, where it must never be.
var secretKeys = []string{"key", "secret"}

// maxKeyID is the longest key_id, in bytes; see detectors.Mask.
const maxKeyID = 16

// maskModes are the modes in the order in which hints list them.
var maskModes = []string{
	string(detectors.MaskLabel),
	string(detectors.MaskStars),
	string(detectors.MaskHash),
	string(detectors.MaskRemove),
}

// unsupportedModes are the modes of the design that this version does not have.
var unsupportedModes = []string{
	"partial",
	"jwt-stub",
	"template",
}

// maskEntry is what [mask] says, as a whole or of one kind.
type maskEntry struct {
	mode  detectors.MaskMode
	label string
	key   keySource
	keyID string
}

// maskReading is a maskEntry while it is read.
type maskReading struct {
	maskEntry
	modeAt   position // where the mode was said, or else the entry
	broken   bool     // the mode was wrong, so nothing can be said of what it needs
	ownLabel bool
}

// mask reads [mask].
func (r *reader) mask(v any, c *Config) {
	t, ok := r.section("mask", v)
	if !ok {
		return
	}
	r.maskKeys(t, slices.Concat([]string{keyDefault, keyLabel, keyKeyFile, keyKeyEnv, keyKeyID}, r.kinds))
	whole := r.maskSettings(t, keyDefault, maskReading{maskEntry: c.mask})
	r.needsKey(whole)
	if t.has(keyKeyID) && !hasKey(t) {
		r.fail(r.keyAt(t, keyKeyID), "add key_file or key_env", "key_id names a key, and [mask] has none")
	}
	c.mask = whole.maskEntry
	labelUsed := whole.usesLabel()
	for _, kind := range r.kinds {
		if !t.has(kind) {
			continue
		}
		entry := r.kindMask(t, kind, whole)
		c.masks[kind] = entry.maskEntry
		labelUsed = labelUsed || entry.usesLabel() && !entry.ownLabel
	}
	if t.has(keyLabel) && !labelUsed {
		r.fail(r.keyAt(t, keyLabel), "", "label needs the mode \"label\", and [mask] has %q", whole.mode)
	}
}

// usesLabel is true in doubt.
func (m maskReading) usesLabel() bool { return m.broken || m.mode == detectors.MaskLabel }

// kindMask reads the entry of one kind, a mode or a table, over what it
// inherits from the whole of [mask].
func (r *reader) kindMask(parent table, kind string, whole maskReading) maskReading {
	entry := whole
	entry.ownLabel = false
	switch v := parent.values[kind].(type) {
	case map[string]any:
		t := table{name: "the mask of " + kind, path: parent.path.child(kind), values: v}
		r.maskKeys(t, []string{keyMode, keyLabel, keyKeyFile, keyKeyEnv, keyKeyID})
		entry = r.maskSettings(t, keyMode, entry)
		r.misplaced(t, entry)
	case string:
		entry.modeAt = r.valueAt(parent, kind)
		entry.mode, entry.broken = r.mode(parent, kind)
	default:
		entry.broken = true
		r.fail(r.valueAt(parent, kind), "", "%s must be a mode or a table, not %s", kind, typeName(v))
	}
	r.needsKey(entry)
	return entry
}

// maskKeys reports the keys of t that are unknown or hold a secret.
func (r *reader) maskKeys(t table, known []string) {
	t.values = maps.Clone(t.values)
	for _, key := range secretKeys {
		if t.has(key) && !slices.Contains(known, key) {
			delete(t.values, key)
			r.fail(r.keyAt(t, key), "name a file with key_file or a variable with key_env",
				"a key is never written in the configuration")
		}
	}
	r.unknownKeys(t, known)
}

// maskSettings reads the settings of t over those that it inherits.
func (r *reader) maskSettings(t table, modeKey string, m maskReading) maskReading {
	m.modeAt = r.places.find(t.path).key
	if t.has(modeKey) {
		m.modeAt = r.valueAt(t, modeKey)
		m.mode, m.broken = r.mode(t, modeKey)
	}
	if w, ok := r.text(t, keyLabel); ok {
		r.checkLabel(w)
		m.label, m.ownLabel = w.text, true
	}
	if hasKey(t) {
		// An inherited key_id names the inherited key, not this one.
		m.key, m.keyID = r.keySource(t), ""
	}
	if w, ok := r.text(t, keyKeyID); ok {
		r.checkKeyID(w)
		m.keyID = w.text
	}
	return m
}

// mode reads the mask mode that stands under key.
func (r *reader) mode(t table, key string) (mode detectors.MaskMode, broken bool) {
	w, ok := r.text(t, key)
	switch {
	case !ok:
		return "", true
	case slices.Contains(maskModes, w.text):
		return detectors.MaskMode(w.text), false
	case slices.Contains(unsupportedModes, w.text):
		r.fail(w.at, "", "the mask mode %q is not supported by this version", w.text)
	default:
		r.fail(w.at, didYouMean(w.text, maskModes, "modes"), "%s is not a mask mode", shown(w.text))
	}
	return "", true
}

// needsKey reports a mode that cannot work without a key.
func (r *reader) needsKey(m maskReading) {
	if !m.broken && m.mode == detectors.MaskHash && !m.key.given() {
		r.fail(m.modeAt, "add key_file or key_env", "the mode \"hash\" needs a key")
	}
}

// settingModes are the modes that the settings of a kind's entry are for.
var settingModes = []struct {
	key  string
	mode detectors.MaskMode
}{
	{keyLabel, detectors.MaskLabel},
	{keyKeyFile, detectors.MaskHash},
	{keyKeyEnv, detectors.MaskHash},
	{keyKeyID, detectors.MaskHash},
}

// misplaced reports the settings of a kind that its mode has no use for. In
// [mask] itself they may be meant for the kinds or for the command line.
func (r *reader) misplaced(t table, m maskReading) {
	for _, s := range settingModes {
		if t.has(s.key) && !m.broken && m.mode != s.mode {
			r.fail(r.keyAt(t, s.key), "", "%s needs the mode %q, and %s has %q", s.key, s.mode, t.name, m.mode)
		}
	}
}

// checkLabel refuses what would break a line in two or hide in a terminal.
func (r *reader) checkLabel(w word) {
	control := func(c rune) bool { return c < ' ' || c == 0x7f }
	if strings.ContainsFunc(w.text, control) {
		r.fail(w.at, "", "label must not hold line ends or other control characters")
	}
}

func (r *reader) checkKeyID(w word) {
	for i := range len(w.text) {
		if !isLetterOrDigit(w.text[i]) || i >= maxKeyID {
			r.fail(w.at, "1 to 16 letters and digits, as in \"2026q4\"", "this value is not a key_id")
			return
		}
	}
}
