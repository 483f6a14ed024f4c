package config

import (
	"fmt"
	"path/filepath"
	"slices"

	"scrim/detectors"
	"scrim/pipeline/misuse"
)

// maxFileBytes is the largest configuration: as much as a Kubernetes ConfigMap
// holds. Larger lists of terms belong into files of their own.
const maxFileBytes = 1 << 20

// Config is a configuration that was read and found right.
type Config struct {
	file         string
	only, skip   []string
	phoneRegions []string // nil: not said
	mask         maskEntry
	masks        map[string]maskEntry
	allow        []detectors.Allow
	rules        []detectors.Rule
	dictionaries []dictionaryEntry
	cases        []Case
	warnings     Errors

	root         map[string]any
	sum          string
	termSums     []TermFile
	run          Run
	audit        misuse.Settings
	sourceTables []table
}

// Warnings are what is right but costs more than one may expect, in the order
// of the file.
func (c *Config) Warnings() []*Error { return c.warnings.sorted() }

// Load reads the configuration file at path. What is wrong with its content is
// an [Errors]; any other error is one of reading it.
func Load(path string, types Types) (*Config, error) {
	c, errs, err := load(path, types)
	if err != nil {
		return nil, err
	}
	if len(errs) > 0 {
		return nil, errs.sorted()
	}
	return c, nil
}

// Parse reads a configuration from data. Errors call it name, and relative
// paths in it start at the directory of name. The error is an [Errors].
func Parse(name string, data []byte, types Types) (*Config, error) {
	c, errs := parse(name, data, detectors.KindNames(), types)
	if len(errs) > 0 {
		return nil, errs.sorted()
	}
	return c, nil
}

// LoadWithOptions is Load and DetectorOptions in one, which reports at once what
// they would report one after the other: the keys are looked at also where
// something else is wrong.
func LoadWithOptions(path string, types Types) (*Config, detectors.Options, error) {
	c, errs, err := load(path, types)
	if err != nil {
		return nil, detectors.Options{}, err
	}
	o, keyErrs := c.detectorOptions()
	if err := append(errs, keyErrs...).orNil(); err != nil {
		return nil, detectors.Options{}, err
	}
	return c, o, nil
}

func load(path string, types Types) (*Config, Errors, error) {
	data, err := readLimited(path, maxFileBytes)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot read configuration %q: %w", path, err)
	}
	c, errs := parse(path, data, detectors.KindNames(), types)
	return c, errs, nil
}

// parse reads what it can; the Config is complete only without errors.
func parse(name string, data []byte, kinds []string, types Types) (*Config, Errors) {
	c := &Config{
		file:  name,
		mask:  maskEntry{mode: detectors.MaskLabel},
		masks: map[string]maskEntry{},
		sum:   sumOf(data),
		run:   Run{Pipeline: defaultPipeline()},
		audit: misuse.DefaultSettings(),
	}
	doc, err := readDocument(name, data)
	if err != nil {
		return c, Errors{err}
	}
	c.root = doc.root
	r := &reader{file: name, kinds: slices.Clone(kinds), places: doc.places, types: types}
	r.userKinds(doc.root)
	r.readSections(doc.root, c)
	c.warnings = r.warnings
	return c, r.errs
}

// dir is where relative paths start.
func (c *Config) dir() string { return filepath.Dir(c.file) }
