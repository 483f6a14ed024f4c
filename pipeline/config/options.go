package config

import (
	"slices"

	"scrim/detectors"
)

// DetectorOptions reads the keys that the configuration names and returns what
// it says of detection and masks; the caller may change the result. An error is
// an [Errors]: one for each key that cannot be had.
//
// The key of [mask] itself is part of Options.Mask also where its mode is not
// "hash", for a command line that asks for that mode.
func (c *Config) DetectorOptions() (detectors.Options, error) {
	o, errs := c.detectorOptions()
	if len(errs) > 0 {
		return detectors.Options{}, errs.sorted()
	}
	return o, nil
}

func (c *Config) detectorOptions() (detectors.Options, Errors) {
	keys := keyring{dir: c.dir(), file: c.file, read: map[keySource][]byte{}}
	o := detectors.Options{
		Only:         slices.Clone(c.only),
		Skip:         slices.Clone(c.skip),
		PhoneRegions: slices.Clone(c.phoneRegions),
		Mask:         c.mask.whole(),
	}
	o.Mask.Key = keys.get(c.mask.key)
	for kind, entry := range c.masks {
		if o.Masks == nil {
			o.Masks = map[string]detectors.Mask{}
		}
		o.Masks[kind] = entry.detectorMask(&keys)
	}
	for _, a := range c.allow {
		o.Allow = append(o.Allow, detectors.Allow{Kind: a.Kind, Values: slices.Clone(a.Values)})
	}
	o.Rules = slices.Clone(c.rules)
	errs := keys.errs
	c.termSums = nil
	for _, entry := range c.dictionaries {
		d, sum, wrong := entry.load(c.dir(), c.file)
		o.Dictionaries = append(o.Dictionaries, d)
		errs = append(errs, wrong...)
		if sum != "" {
			c.termSums = append(c.termSums, TermFile{d.Name, sum})
		}
	}
	return o, errs
}

// TermFile is a file of terms that the configuration names.
type TermFile struct {
	// Dictionary is the dictionary's name, SHA256 the hash of the file, in
	// hexadecimal.
	Dictionary, SHA256 string
}

// TermFiles are the files of terms as DetectorOptions has read them last, in the
// order of the configuration.
func (c *Config) TermFiles() []TermFile { return c.termSums }

// detectorMask leaves out what was inherited and has no use in this mode.
func (m maskEntry) detectorMask(keys *keyring) detectors.Mask {
	mask := detectors.Mask{Mode: m.mode}
	if m.mode.TakesLabel() {
		mask.Label = m.label
	}
	if m.mode == detectors.MaskTemplate {
		mask.Template = m.templ
	}
	if mask.NeedsKey() {
		mask.Key, mask.KeyID = keys.get(m.key), m.keyID
	}
	return mask
}
