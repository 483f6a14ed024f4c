// Package configs_test runs the example configurations.
package configs_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"reflect"
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
		if _, _, err := config.LoadWithOptions(path, types); err != nil {
			t.Errorf("%s is not right:\n%v", path, err)
		}
	}
}

// TestEverySettingIsRead: whatever a configuration says of a source or sink, the
// answer is an error with its place and no panic.
func TestEverySettingIsRead(t *testing.T) {
	values := []string{`"text"`, `1`, `-1`, `true`, `["a"]`, `[]`, `[1]`, `{ a = "b" }`, `{ a = 1 }`, `2026-11-22`, `1.5`, `""`}
	try := func(section, name string, settings any) {
		v := reflect.TypeOf(settings).Elem()
		for _, field := range reflect.VisibleFields(v) {
			key := field.Tag.Get("toml")
			if key == "" {
				continue
			}
			for _, value := range values {
				text := fmt.Sprintf("[[%s]]\ntype = %q\n%s = %s\n", section, name, key, value)
				if _, err := config.Parse("c.toml", []byte(text), types); err == nil {
					t.Errorf("right without its other half:\n%s", text)
				}
			}
		}
	}
	for name, make := range types.Sources {
		try("source", name, make())
	}
	for name, make := range types.Sinks {
		try("sink", name, make())
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

// TestExamplesPassTheirCases runs scrim test on each of them; rules and
// dictionaries have cases of both sorts.
func TestExamplesPassTheirCases(t *testing.T) {
	scrim := build(t)
	withCases := 0
	for _, path := range examples(t) {
		said, err := exec.Command(scrim, "test", "-q", "--require-coverage", "-c", path).CombinedOutput()
		if err != nil || len(said) > 0 {
			t.Errorf("scrim test -c %s: %v\n%s", path, err, said)
		}
		if c, err := config.Load(path, types); err == nil && len(c.Cases()) > 0 {
			withCases++
		}
	}
	if withCases < 3 {
		t.Errorf("only %d examples have cases", withCases)
	}
}

func TestExamplesNeedNothingOfTheMachine(t *testing.T) {
	t.Chdir("..")
	if _, _, err := config.LoadWithOptions(filepath.Join("configs", "pseudonyms.toml"), types); err != nil && len(detectors.KindNames()) > 0 {
		t.Errorf("the key of the example is not found from another folder:\n%v", err)
	}
}
