// Package configs_test runs the example configurations.
package configs_test

import (
	"path/filepath"
	"testing"

	"scrim/detectors"
	"scrim/pipeline/config"
	"scrim/pipeline/source/all"
	"scrim/sinks"
)

var types = config.Types{Sources: all.Types, Sinks: sinks.Types, DeadLetters: sinks.DeadLetters}

// examples are all the configurations of this folder.
func examples(t *testing.T) []string {
	t.Helper()
	if len(detectors.KindNames()) == 0 {
		t.Skip("the detectors know no kinds yet")
	}
	paths, err := filepath.Glob("*.toml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	return paths
}

func TestExamplesAreRight(t *testing.T) {
	for _, path := range examples(t) {
		if err := config.Check(path, types); err != nil {
			t.Errorf("%s is not right:\n%v", path, err)
		}
	}
}

func TestExamplesMakeAnEngine(t *testing.T) {
	for _, path := range examples(t) {
		c, err := config.Load(path, types)
		if err != nil {
			t.Error(err)
			continue
		}
		o, err := c.DetectorOptions()
		if err != nil {
			t.Error(err)
			continue
		}
		if _, err := detectors.New(o); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestExamplesNeedNothingOfTheMachine(t *testing.T) {
	t.Chdir("..")
	if err := config.Check(filepath.Join("configs", "pseudonyms.toml"), types); err != nil && len(detectors.KindNames()) > 0 {
		t.Errorf("the key of the example is not found from another folder:\n%v", err)
	}
}
