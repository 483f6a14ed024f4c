//go:build unix

package configs_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v3"
)

// TestShippersTakeTheirConfigurations asks those shippers that are here.
func TestShippersTakeTheirConfigurations(t *testing.T) {
	for _, command := range [][]string{
		{"vector", "validate", "--no-environment", "shippers/vector-stdin.toml"},
		{"vector", "validate", "--no-environment", "shippers/vector-exec.toml"},
		{"fluent-bit", "--dry-run", "--config", "shippers/fluent-bit.yaml"},
		{"alloy", "validate", "shippers/alloy-files.alloy"},
		{"alloy", "validate", "shippers/alloy-otlp.alloy"},
	} {
		t.Run(strings.Join(command, " "), func(t *testing.T) {
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skipf("no %s here", command[0])
			}
			if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// vector is the part of Vector's configuration that the examples use. The names
// are those of its reference; values are not checked but by Vector itself.
type vector struct {
	Sources map[string]struct {
		Type, Mode    string
		Command       []string
		IncludeStderr bool `toml:"include_stderr"`
		Streaming     struct {
			RespawnOnExit       bool `toml:"respawn_on_exit"`
			RespawnIntervalSecs int  `toml:"respawn_interval_secs"`
		}
	}
	Sinks map[string]struct {
		Type     string
		Inputs   []string
		Endpoint string
		Encoding struct{ Codec string }
		Labels   map[string]string
	}
}

func readVector(t *testing.T, path string) vector {
	t.Helper()
	var v vector
	meta, err := toml.DecodeFile(path, &v)
	if err != nil {
		t.Fatal(err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		t.Errorf("%s: nobody here knows %v", path, unknown)
	}
	for name, sink := range v.Sinks {
		for _, input := range sink.Inputs {
			if _, ok := v.Sources[input]; !ok {
				t.Errorf("%s: the sink %s reads from %s, which is not there", path, name, input)
			}
		}
	}
	return v
}

// shell runs a command with scrim, and with a gunicorn that says what it is told
// on standard error; gunicorn_test.go has a real one.
func shell(t *testing.T, command []string, says string) []byte {
	t.Helper()
	bin := t.TempDir()
	if err := os.Symlink(build(t), filepath.Join(bin, "scrim")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(bin, "says"), says)
	write(t, filepath.Join(bin, "gunicorn"), "#!/bin/sh\ncat '"+filepath.Join(bin, "says")+"' >&2\n")
	if err := os.Chmod(filepath.Join(bin, "gunicorn"), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/usr/bin/env", command...)
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%q: %v", command, err)
	}
	return out
}

var pipeToVector = regexp.MustCompile(`(?m)^#   (gunicorn .+ \| scrim) \| vector --config (\S+)$`)

func TestVectorReadsThePipe(t *testing.T) {
	const path = "shippers/vector-stdin.toml"
	if v := readVector(t, path); v.Sources["django"].Type != "stdin" {
		t.Errorf("Vector's source is %q", v.Sources["django"].Type)
	}
	m := pipeToVector.FindStringSubmatch(replaced(t, path))
	if m == nil || m[2] != filepath.Base(path) {
		t.Fatalf("the example does not say how it is used: %q", m)
	}
	raw, want := requests(t, 0, 20)
	if got := shell(t, []string{"sh", "-c", m[1]}, raw); string(got) != want {
		t.Errorf("Vector gets\n%s", got)
	}
}

// TestVectorStartsScrim: Vector starts scrim with the example that TestSidecar runs
// until TERM, which is what Vector sends at its own end.
func TestVectorStartsScrim(t *testing.T) {
	source := readVector(t, "shippers/vector-exec.toml").Sources["django"]
	if source.Type != "exec" || source.Mode != "streaming" || source.IncludeStderr {
		t.Errorf("Vector's source is %+v", source)
	}
	if want := []string{"scrim", "run", "-c", "/etc/scrim/sidecar.toml"}; !slices.Equal(source.Command, want) {
		t.Errorf("Vector starts %q, want %q", source.Command, want)
	}
}

// sinksOf are the paths and endpoints of the sinks of an example.
func sinksOf(t *testing.T, path string) (all []string) {
	t.Helper()
	var c struct {
		Sink []struct{ Path, Endpoint string }
	}
	if _, err := toml.DecodeFile(path, &c); err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Sink {
		all = append(all, s.Path+s.Endpoint)
	}
	return all
}

// TestShippersReadWhatScrimWrites: the two sides of each example name the same
// file or address. TestFilesToFiles and TestFilesToOTLP run scrim's side.
func TestShippersReadWhatScrimWrites(t *testing.T) {
	var fluentBit struct {
		Service  map[string]any
		Pipeline struct {
			Inputs, Outputs []map[string]any
		}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content(t, "shippers/fluent-bit.yaml")))
	decoder.KnownFields(true)
	if err := decoder.Decode(&fluentBit); err != nil {
		t.Fatal(err)
	}
	input, output := fluentBit.Pipeline.Inputs[0], fluentBit.Pipeline.Outputs[0]
	if path, _ := input["path"].(string); !slices.Contains(sinksOf(t, "files-to-files.toml"), path) || input["tag"] != output["match"] {
		t.Errorf("Fluent Bit reads %v and sends on %v", input, output)
	}

	files, otlp := readAlloy(t, "shippers/alloy-files.alloy"), readAlloy(t, "shippers/alloy-otlp.alloy")
	if m := regexp.MustCompile(`"__path__"\s*=\s*"(.+)"`).FindStringSubmatch(files); m == nil || !slices.Contains(sinksOf(t, "files-to-files.toml"), m[1]) {
		t.Errorf("Alloy reads %q", m)
	}
	if m := regexp.MustCompile(`http \{\s*endpoint = "(.+)"`).FindStringSubmatch(otlp); m == nil || !slices.Contains(sinksOf(t, "files-to-otlp.toml"), "http://"+m[1]) {
		t.Errorf("Alloy listens on %q", m)
	}
}

var (
	alloyComponent = regexp.MustCompile(`(?m)^([a-z_.]+) "(\w+)" \{$`)
	alloyReference = regexp.MustCompile(`\b((?:local|loki|otelcol)\.[a-z_.]+)\.(targets|receiver|input)\b`)
	alloyComment   = regexp.MustCompile(`(?m)^\s*//.*$`)
)

// readAlloy returns an example without its comments. Alloy's parser is not to be
// had as a module, so that only brackets and the names of components are looked
// at where there is no Alloy.
func readAlloy(t *testing.T, path string) string {
	t.Helper()
	text := alloyComment.ReplaceAllString(replaced(t, path), "")
	for _, pair := range []string{"{}", "[]"} {
		if strings.Count(text, pair[:1]) != strings.Count(text, pair[1:]) {
			t.Errorf("%s: %s are not in pairs", path, pair)
		}
	}
	declared := map[string]bool{}
	for _, m := range alloyComponent.FindAllStringSubmatch(text, -1) {
		declared[m[1]+"."+m[2]] = true
	}
	references := alloyReference.FindAllStringSubmatch(text, -1)
	if len(references) == 0 {
		t.Errorf("%s: nothing is sent on", path)
	}
	for _, m := range references {
		if !declared[m[1]] {
			t.Errorf("%s: %s is not there", path, m[1])
		}
	}
	return text
}
