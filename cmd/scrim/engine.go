package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"scrim/detectors"
	"scrim/pipeline/config"
)

// newEngine builds the engine from the configuration file and the flags, which
// override it.
func (s *settings) newEngine() (*detectors.Engine, error) {
	configured, err := s.configured()
	if err != nil {
		return nil, err
	}
	o := configured
	if err := s.override(&o); err != nil {
		return nil, err
	}
	e, err := detectors.New(o)
	if err == nil {
		return e, nil
	}
	if _, inFile := detectors.New(configured); s.config != "" && inFile != nil {
		return nil, &failure{statusConfig, fmt.Errorf("%s: %w", s.config, inFile), "scrim validate -c shows where"}
	}
	return nil, &failure{statusUsage, err, "scrim list shows the kinds, scrim --help the masks"}
}

// configured is what the configuration file says, or else the defaults.
func (s *settings) configured() (detectors.Options, error) {
	if s.config == "" {
		return detectors.Options{}, nil
	}
	c, err := config.Load(s.config, types)
	if err != nil {
		return detectors.Options{}, &failure{status: statusConfig, err: err}
	}
	o, err := c.DetectorOptions()
	if err != nil {
		return detectors.Options{}, &failure{status: statusConfig, err: err}
	}
	s.loaded = c
	return o, nil
}

// override puts the flags in the place of what the configuration says.
func (s *settings) override(o *detectors.Options) error {
	if err := s.knownKinds(o); err != nil {
		return err
	}
	if len(s.only) > 0 {
		o.Only, o.Skip = s.only, nil
	}
	if len(s.skip) > 0 {
		o.Skip = s.skip
	}
	if mode := s.wantedMode(); mode != "" {
		o.Mask.Mode, o.Masks = mode, nil
	}
	if err := s.words(o); err != nil {
		return err
	}
	return s.key(o)
}

// words puts --label where the mask wants it.
func (s *settings) words(o *detectors.Options) error {
	switch template := s.wantedMode() == detectors.MaskTemplate; {
	case !template && s.label != "":
		o.Mask.Label = s.label
	case template && s.label != "":
		o.Mask.Template = s.label
	case template && o.Mask.Template == "":
		return usageError("--label '<{kind}:{length}>'", "--mask template needs a template")
	}
	return nil
}

// wantedMode is the mask that the flags ask for; a template alone asks for
// labels.
func (s *settings) wantedMode() detectors.MaskMode {
	if s.label != "" && s.mask.value == "" {
		return detectors.MaskLabel
	}
	return s.maskMode()
}

// key reads the key file and makes sure that a mask that needs a key has one.
func (s *settings) key(o *detectors.Options) error {
	if s.keyFile == "" {
		if s.maskMode() != "" && o.Mask.NeedsKey() && len(o.Mask.Key) == 0 {
			return usageError("--key-file F; head -c 32 /dev/urandom | base64 makes a key", "--mask %s needs a key", s.maskMode())
		}
		return nil
	}
	key, err := config.ReadKey(s.keyFile)
	if err != nil {
		return &failure{statusConfig, err, keyHint(err)}
	}
	if !setKey(o, key) {
		return usageError("add --mask hash", "--key-file goes with --mask hash and with {hash} in a template only")
	}
	return nil
}

func keyHint(err error) string {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return ""
	}
	return "head -c 32 /dev/urandom | base64 makes a key"
}

// setKey gives every mask that needs one the key and reports whether there
// was any.
func setKey(o *detectors.Options, key []byte) (used bool) {
	if o.Mask.NeedsKey() {
		o.Mask.Key, o.Mask.KeyID, used = key, "", true
	}
	for kind, m := range maps.Clone(o.Masks) {
		if m.NeedsKey() {
			m.Key, m.KeyID, used = key, "", true
			o.Masks[kind] = m
		}
	}
	return used
}

// kindsOf are the names of all kinds, the user's own included.
func kindsOf(o *detectors.Options) []string {
	known := detectors.KindNames()
	for _, r := range o.Rules {
		known = append(known, r.Name)
	}
	for _, d := range o.Dictionaries {
		known = append(known, d.Name)
	}
	return known
}

// knownKinds refuses a misspelt kind before anything is read.
func (s *settings) knownKinds(o *detectors.Options) error {
	known := kindsOf(o)
	for _, name := range slices.Concat(s.only, s.skip) {
		if !slices.Contains(known, name) && !slices.Contains(detectors.KindGroups(), name) {
			return usageError("scrim list shows the kinds", "unknown kind %q", name)
		}
	}
	return nil
}
