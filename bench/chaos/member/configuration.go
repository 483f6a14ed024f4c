package member

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/BurntSushi/toml"
)

// Table is a table of a configuration.
type Table map[string]any

// Configuration is what a scenario says; the rest is the same for all members.
type Configuration struct {
	Sources, Sinks []Table
	// Tune is written over the [pipeline] table.
	Tune Table
	// Environment is added to that of the process, as NAME=value.
	Environment []string
}

// Names of what a member has in its folder.
const (
	configName = "scrim.toml"
	deadName   = "dead.jsonl"
	keyName    = "scrim.key"
	stateName  = "state"
	stderrName = "stderr.log"
	stdoutName = "stdout.log"
)

// write writes the configuration into a member's folder. The key is the same for
// all, so that pseudonyms are.
func (c Configuration) write(dir, metrics string) error {
	pipeline := Table{"state_dir": filepath.Join(dir, stateName)}
	for name, v := range c.Tune {
		pipeline[name] = v
	}
	all := Table{
		"source":      c.Sources,
		"sink":        c.Sinks,
		"mask":        Table{"default": "label", "key_file": keyName, "key_id": "chaos1"},
		"pipeline":    pipeline,
		"dead_letter": Table{"type": "file", "path": filepath.Join(dir, deadName)},
		"metrics":     Table{"listen": metrics},
	}
	text, err := toml.Marshal(all)
	if err != nil {
		return fmt.Errorf("cannot write a configuration: %w", err)
	}
	const key = "bm90LWEtc2VjcmV0LW9ubHktZm9yLXRlc3RzLTAwMQ==\n"
	for name, content := range map[string]string{configName: string(text), keyName: key} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			return fmt.Errorf("cannot write a configuration: %w", err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, stateName), 0o700); err != nil {
		return fmt.Errorf("cannot make the state folder: %w", err)
	}
	return nil
}
