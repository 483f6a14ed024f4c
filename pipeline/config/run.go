package config

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"reflect"
	"slices"
	"time"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// Source is a [[source]] with its name.
type Source struct {
	Name     string
	Settings pipeline.SourceSettings
}

// Sink is a [[sink]] with its name.
type Sink struct {
	Name     string
	Settings pipeline.SinkSettings
}

// Run is what a configuration says of the long-running pipeline.
type Run struct {
	Sources    []Source
	Sinks      []Sink
	DeadLetter pipeline.SinkSettings // nil: none
	Pipeline   PipelineSettings
	// Listen is the address of the metrics, or empty.
	Listen string
}

// PipelineSettings are [pipeline].
type PipelineSettings struct {
	Workers         int              `toml:"workers"`
	OnError         string           `toml:"on_error"`
	MaxBatch        setting.Size     `toml:"max_batch"`
	StateDir        setting.Path     `toml:"state_dir"`
	ShutdownTimeout setting.Duration `toml:"shutdown_timeout"`
	LogFormat       string           `toml:"log_format"`
}

const (
	// defaultStateDir is where services keep their state on Linux.
	defaultStateDir = "/var/lib/scrim"
	// minMaxBatch keeps batches from costing more than their records.
	minMaxBatch = 16 << 10
	// maxMaxBatch keeps a few batches from filling all the room that there is.
	maxMaxBatch = 8 << 20
)

// LogFormats are the formats of scrim's own log.
var LogFormats = []string{"text", "json"}

func defaultPipeline() PipelineSettings {
	return PipelineSettings{
		OnError:         string(pipeline.OnErrorWithhold),
		MaxBatch:        pipeline.DefaultMaxBatch,
		StateDir:        defaultStateDir,
		ShutdownTimeout: setting.Duration(pipeline.DefaultShutdownTimeout),
		LogFormat:       LogFormats[0],
	}
}

// Problems is what is wrong with [pipeline].
func (s *PipelineSettings) Problems() (all setting.Problems) {
	oneOf := func(key, value string, known ...string) {
		if !slices.Contains(known, value) {
			all.Add(key, shown(value)+" is not known here", didYouMean(value, known, "values"))
		}
	}
	oneOf("on_error", s.OnError, string(pipeline.OnErrorWithhold), string(pipeline.OnErrorStop))
	oneOf("log_format", s.LogFormat, LogFormats...)
	if s.MaxBatch < minMaxBatch || s.MaxBatch > maxMaxBatch {
		all.Add("max_batch", "max_batch must be between 16KiB and 8MiB", "")
	}
	if time.Duration(s.ShutdownTimeout) < time.Second {
		all.Add("shutdown_timeout", "shutdown_timeout must be at least 1s", "")
	}
	return all
}

func (r *reader) pipeline(v any, c *Config) {
	if t, ok := r.section("pipeline", v); ok {
		r.decode(t, &c.run.Pipeline)
		r.problems(t, c.run.Pipeline.Problems())
	}
}

func (r *reader) metrics(v any, c *Config) {
	t, ok := r.section("metrics", v)
	if !ok {
		return
	}
	r.unknownKeys(t, []string{"listen"})
	if !r.required(t, "listen") {
		return
	}
	if w, ok := r.text(t, "listen"); ok {
		if _, _, err := net.SplitHostPort(w.text); err != nil {
			r.fail(w.at, `as in "127.0.0.1:9598"`, "listen must be an address with a port")
		}
		c.run.Listen = w.text
	}
}

// checkRun reports sources without sinks, and sinks without sources.
func (r *reader) checkRun(top table) {
	if top.has("source") && !top.has("sink") {
		r.fail(r.keyAt(top, "source"), "add [[sink]]", "there are sources and no sink")
	}
	if top.has("sink") && !top.has("source") {
		r.fail(r.keyAt(top, "sink"), "add [[source]]", "there are sinks and no source")
	}
}

// Run returns what the configuration says of the pipeline. Without sources it
// says nothing of it.
func (c *Config) Run() Run { return c.run }

// SHA256 is the hash of the file, in hexadecimal.
func (c *Config) SHA256() string { return c.sum }

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// KeyOptions is DetectorOptions for the keys of messages, in which every finding
// becomes its keyed hash. It returns false if there is no key for that. Call it
// after DetectorOptions has returned no error.
func (c *Config) KeyOptions(o detectors.Options) (detectors.Options, bool) {
	m, ok := c.hashKey()
	if !ok {
		return o, false
	}
	keys := keyring{dir: c.dir(), file: c.file, read: map[keySource][]byte{}}
	o.Mask, o.Masks = detectors.Mask{Mode: detectors.MaskHash, Key: keys.get(m.key), KeyID: m.keyID}, nil
	return o, true
}

// runSections are those that are fixed while the pipeline runs.
var runSections = []string{"source", "sink", "pipeline", "dead_letter", "metrics"}

// NeedsRestart lists the sections in which c differs from the configuration that
// runs and that a reload does not change.
func (c *Config) NeedsRestart(running *Config) (sections []string) {
	for _, name := range runSections {
		if !reflect.DeepEqual(c.root[name], running.root[name]) {
			sections = append(sections, name)
		}
	}
	return sections
}
