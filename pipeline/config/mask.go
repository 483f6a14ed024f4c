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
	keyDefault  = "default" // the mode of [mask], or a table as a kind's entry is
	keyMode     = "mode"    // the mode of an entry
	keyLabel    = "label"
	keyTemplate = "template"
	keyKeyFile  = "key_file"
	keyKeyEnv   = "key_env"
	keyKeyID    = "key_id"
)

// settingKeys are the keys that [mask] and its entries have in common.
var settingKeys = []string{keyLabel, keyTemplate, keyKeyFile, keyKeyEnv, keyKeyID}

// secretKeys are what one may call a key that is written into the
// configuration, where it must never be.
var secretKeys = []string{"key", "secret"}

// maxKeyID is the longest key_id, in bytes; see detectors.Mask.
const maxKeyID = 16

// maskModes are the modes in the order in which hints list them.
var maskModes = detectors.MaskNames()

// maskEntry is what [mask] says, as a whole or of one kind.
type maskEntry struct {
	mode  detectors.MaskMode
	label string
	templ string
	key   keySource
	keyID string
}

// whole is the mask of the entry but for its key.
func (m maskEntry) whole() detectors.Mask {
	return detectors.Mask{Mode: m.mode, Label: m.label, Template: m.templ, KeyID: m.keyID}
}

// maskReading is a maskEntry while it is read.
type maskReading struct {
	maskEntry
	modeAt   position // where the mode was said, or else the entry
	broken   bool     // the mode was wrong, so nothing can be said of what it needs
	ownMode  bool     // the entry says its mode itself
	ownLabel bool
	ownTempl bool
}

// mask reads [mask].
func (r *reader) mask(v any, c *Config) {
	t, ok := r.section("mask", v)
	if !ok {
		return
	}
	r.maskKeys(t, slices.Concat([]string{keyDefault}, settingKeys, r.kinds))
	shared := r.maskSettings(t, keyDefault, maskReading{maskEntry: c.mask})
	whole := r.defaultMask(t, shared)
	r.needs(whole)
	if t.has(keyKeyID) && !hasKey(t) {
		r.fail(r.keyAt(t, keyKeyID), "add key_file or key_env", "key_id names a key, and [mask] has none")
	}
	c.mask = whole.maskEntry
	labelUsed, templUsed := whole.usesLabel() && !whole.ownLabel, whole.usesTemplate() && !whole.ownTempl
	for _, kind := range r.kinds {
		if !t.has(kind) {
			continue
		}
		entry := r.kindMask(t, kind, inherited(whole, shared))
		c.masks[kind] = entry.maskEntry
		labelUsed = labelUsed || entry.usesLabel() && !entry.ownLabel
		templUsed = templUsed || entry.usesTemplate() && !entry.ownTempl
	}
	if t.has(keyLabel) && !labelUsed {
		r.fail(r.keyAt(t, keyLabel), "", "label needs the mode \"label\", and [mask] has %q", whole.mode)
	}
	if t.has(keyTemplate) && !templUsed {
		r.fail(r.keyAt(t, keyTemplate), "", "template needs the mode \"template\", and [mask] has %q", whole.mode)
	}
}

// defaultMask reads default where it is a table; the settings of [mask] itself
// are its defaults, as they are those of the kinds.
func (r *reader) defaultMask(parent table, shared maskReading) maskReading {
	v, ok := parent.values[keyDefault].(map[string]any)
	if !ok {
		shared.ownLabel, shared.ownTempl = false, false
		return shared
	}
	return r.maskTable(table{name: "the default mask", path: parent.path.child(keyDefault), values: v}, shared)
}

// inherited is what a kind's entry starts from: everything that the default
// mask has.
func inherited(whole, shared maskReading) maskReading {
	whole.ownMode, whole.modeAt = false, shared.modeAt
	return whole
}

// usesLabel is true in doubt.
func (m maskReading) usesLabel() bool { return m.broken || m.mode.TakesLabel() }

// usesTemplate is true in doubt.
func (m maskReading) usesTemplate() bool { return m.broken || m.mode == detectors.MaskTemplate }

// maskTable reads an entry that is a table, over what it inherits.
func (r *reader) maskTable(t table, from maskReading) maskReading {
	from.ownLabel, from.ownTempl = false, false
	r.maskKeys(t, slices.Concat([]string{keyMode}, settingKeys))
	entry := r.maskSettings(t, keyMode, from)
	r.misplaced(t, entry)
	return entry
}

// kindMask reads the entry of one kind, a mode or a table, over what it
// inherits from the whole of [mask].
func (r *reader) kindMask(parent table, kind string, whole maskReading) maskReading {
	entry := whole
	entry.ownLabel, entry.ownTempl = false, false
	switch v := parent.values[kind].(type) {
	case map[string]any:
		entry = r.maskTable(table{name: "the mask of " + kind, path: parent.path.child(kind), values: v}, entry)
	case string:
		entry.modeAt, entry.ownMode = r.valueAt(parent, kind), true
		entry.mode, entry.broken = r.mode(parent, kind)
	default:
		entry.broken = true
		r.fail(r.valueAt(parent, kind), "", "%s must be a mode or a table, not %s", kind, typeName(v))
	}
	r.fits(kind, &entry)
	r.needs(entry)
	return entry
}

// fits reports a mode that is not for the kind; one that is only inherited is
// the kind's label.
func (r *reader) fits(kind string, m *maskReading) {
	switch {
	case m.broken || m.mode.Fits(kind):
	case !m.ownMode:
		m.mode = detectors.MaskLabel
	case m.mode == detectors.MaskPartial:
		r.fail(m.modeAt, "use label, stars, hash or remove", "the mode \"partial\" is never for credentials, and %s is one", kind)
	default:
		r.fail(m.modeAt, "use label, stars, hash or remove", "the mode %q is for jwt only, not for %s", m.mode, kind)
	}
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
	if _, entry := t.values[modeKey].(map[string]any); t.has(modeKey) && !(entry && modeKey == keyDefault) {
		m.modeAt, m.ownMode = r.valueAt(t, modeKey), true
		m.mode, m.broken = r.mode(t, modeKey)
	}
	if w, ok := r.text(t, keyLabel); ok {
		r.checkLabel(w)
		m.label, m.ownLabel = w.text, true
	}
	if w, ok := r.text(t, keyTemplate); ok {
		r.checkTemplate(w)
		m.templ, m.ownTempl = w.text, true
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
	default:
		r.fail(w.at, didYouMean(w.text, maskModes, "modes"), "%s is not a mask mode", shown(w.text))
	}
	return "", true
}

// needs reports a mode that cannot work without a key or a template.
func (r *reader) needs(m maskReading) {
	switch {
	case m.broken:
	case m.mode == detectors.MaskTemplate && m.templ == "":
		r.fail(m.modeAt, `add template = "<{kind}:{length}>" or the like`, "the mode \"template\" needs a template")
	case m.whole().NeedsKey() && !m.key.given():
		what := ""
		if m.mode == detectors.MaskTemplate {
			what = " for {hash} and {key_id}"
		}
		r.fail(m.modeAt, "add key_file or key_env", "the mode %q needs a key%s", m.mode, what)
	}
}

// maskSetting is one key of an entry and the modes that it is for.
type maskSetting struct {
	key  string
	mode string // the first of the modes, as messages name it
	used func(maskReading) bool
}

// usesKey is true if the entry's mask has a place for a key.
func usesKey(m maskReading) bool {
	return m.mode == detectors.MaskHash || m.mode == detectors.MaskTemplate
}

var settings = []maskSetting{
	{keyLabel, string(detectors.MaskLabel), maskReading.usesLabel},
	{keyTemplate, string(detectors.MaskTemplate), maskReading.usesTemplate},
	{keyKeyFile, string(detectors.MaskHash), usesKey},
	{keyKeyEnv, string(detectors.MaskHash), usesKey},
	{keyKeyID, string(detectors.MaskHash), usesKey},
}

// misplaced reports the settings of a kind that its mode has no use for. In
// [mask] itself they may be meant for the kinds or for the command line.
func (r *reader) misplaced(t table, m maskReading) {
	for _, s := range settings {
		if t.has(s.key) && !m.broken && !s.used(m) {
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

// checkTemplate refuses a template whose masks could not be told from text.
func (r *reader) checkTemplate(w word) {
	if err := detectors.CheckTemplate(w.text); err != nil {
		r.fail(w.at, `as in "<{kind}:{length}>"`, "%v", err)
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
