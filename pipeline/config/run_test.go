package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// broker and drain stand in for sources and sinks: what this package reads of
// them depends on the fields of their settings only.
type broker struct {
	Brokers []string                `toml:"brokers"`
	Topic   string                  `toml:"topic"`
	Start   string                  `toml:"start"`
	Key     string                  `toml:"key"`
	Wait    setting.Duration        `toml:"wait"`
	Most    setting.Size            `toml:"most"`
	Tries   int                     `toml:"tries"`
	Prompt  bool                    `toml:"prompt"`
	File    setting.Path            `toml:"file"`
	Files   []setting.Path          `toml:"files"`
	Words   map[string]string       `toml:"words"`
	Places  map[string]setting.Path `toml:"places"`
	TLS     *brokerTLS              `toml:"tls"`
}

type brokerTLS struct {
	CAFile setting.Path `toml:"ca_file"`
}

func (b *broker) Problems() (all []setting.Problem) {
	if b.Topic == "wrong" {
		all = append(all, setting.Problem{Key: "topic", Msg: "this topic is wrong", Hint: "take another"})
	}
	if b.TLS != nil && b.TLS.CAFile == "" {
		all = append(all, setting.Problem{Key: "tls.ca_file", Msg: "ca_file is missing"})
	}
	return all
}

func (b *broker) KeyPolicy() pipeline.KeyPolicy { return pipeline.KeyPolicy(b.Key) }

func (b *broker) ReadsPath(path string) bool                         { return b.File != "" && path == string(b.File) }
func (b *broker) Open(pipeline.Environment) (pipeline.Source, error) { return nil, nil }

type drain struct {
	Path setting.Path `toml:"path"`
}

func (d *drain) WritesPath() string                               { return string(d.Path) }
func (d *drain) Problems() []setting.Problem                      { return nil }
func (d *drain) Open(pipeline.Environment) (pipeline.Sink, error) { return nil, nil }

// tap is a source of which there is one.
type tap struct{}

func (tap) IsSingle()                                          {}
func (tap) Problems() []setting.Problem                        { return nil }
func (tap) Open(pipeline.Environment) (pipeline.Source, error) { return nil, nil }

var testTypes = Types{
	Sources: map[string]func() pipeline.SourceSettings{
		"broker": func() pipeline.SourceSettings { return &broker{Tries: 3, Key: "keep"} },
		"tap":    func() pipeline.SourceSettings { return &tap{} },
	},
	Sinks:       map[string]func() pipeline.SinkSettings{"drain": func() pipeline.SinkSettings { return &drain{} }, "other": func() pipeline.SinkSettings { return &drain{} }},
	DeadLetters: []string{"drain"},
}

const wholeRun = `
[[source]]
type = "broker"
brokers = ["a:1", "b:2"]
topic = "raw"
start = 2026-11-01T10:00:00Z
wait = "1m30s"
most = "64KiB"
prompt = true
file = "keys/a"
files = ["/b", "c"]
words = { one = "1" }
places = { two = "2" }
tls = { ca_file = "ca.pem" }

[[source]]
type = "broker"

[[sink]]
type = "drain"
path = "out.log"
[[sink]]
type = "other"

[pipeline]
workers = 4
on_error = "stop"
max_batch = "64KiB"
state_dir = "state"
shutdown_timeout = "5s"
log_format = "json"

[dead_letter]
type = "drain"
path = "/dead.jsonl"

[metrics]
listen = "127.0.0.1:9598"

[[test]]
name = "a case"
input = "x"
unchanged = true
`

func TestConfigurationBecomesAPipeline(t *testing.T) {
	c, errs := parseTest("/etc/scrim/scrim.toml", wholeRun)
	if errs != nil {
		t.Fatal(errs)
	}
	want := Run{
		Sources: []Source{
			{"broker", &broker{
				Brokers: []string{"a:1", "b:2"}, Topic: "raw", Start: "2026-11-01T10:00:00Z", Key: "keep", Wait: setting.Duration(90e9), Most: 64 << 10,
				Tries: 3, Prompt: true, File: "/etc/scrim/keys/a", Files: []setting.Path{"/b", "/etc/scrim/c"}, Words: map[string]string{"one": "1"}, Places: map[string]setting.Path{"two": "/etc/scrim/2"},
				TLS: &brokerTLS{"/etc/scrim/ca.pem"},
			}},
			{"broker-2", &broker{Tries: 3, Key: "keep"}},
		},
		Sinks:      []Sink{{"drain", &drain{"/etc/scrim/out.log"}}, {"other", &drain{}}},
		DeadLetter: &drain{"/dead.jsonl"},
		Pipeline: PipelineSettings{
			Workers: 4, OnError: "stop", MaxBatch: 64 << 10, StateDir: "/etc/scrim/state", ShutdownTimeout: setting.Duration(5e9), LogFormat: "json",
		},
		Listen: "127.0.0.1:9598",
	}
	if diff := cmp.Diff(want, c.Run()); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
}

func TestPipelineFailure(t *testing.T) {
	f := failureTest(t)
	const sink = "\n[[sink]]\ntype = \"drain\"\n"
	f("no type", "[[source]]\ntopic = 'x'"+sink, "c.toml:1:1: [[source]] needs type")
	f("an unknown type", "[[source]]\ntype = 'borker'"+sink, `c.toml:2:8: "borker" is not a type of [[source]] (hint: did you mean "broker"?)`)
	f("an unknown key", "[[source]]\ntype = 'broker'\ntopics = 'x'"+sink, `c.toml:3:1: unknown key "topics" in [[source]] (hint: did you mean "topic"?)`)
	f("an unknown key of a table inside", "[[source]]\ntype = 'broker'\ntls = { ca_file = 'x', key = 'y' }"+sink, `c.toml:3:24: unknown key "key" in tls of [[source]] (hint: keys are ca_file)`)
	f("wrong types", "[[source]]\ntype = 'broker'\nbrokers = 'x'\ntopic = 1\nwait = 5\nmost = '5 apples'\ntries = 'x'\nprompt = 1\nwords = 'x'\ntls = true"+sink,
		`c.toml:3:11: brokers must be an array of strings, not a string (hint: put it in brackets: ["…"])`,
		"c.toml:4:9: topic must be a string, not a number",
		`c.toml:5:8: wait must be a duration (hint: as in "500ms", "10s" or "1h30m")`,
		`c.toml:6:8: most must be a size (hint: as in "64KiB" or "1MiB")`,
		"c.toml:7:9: tries must be a whole number, not a string",
		"c.toml:8:10: prompt must be true or false, not a number",
		"c.toml:9:9: words must be a table, not a string (hint: write words = { … })",
		"c.toml:10:7: tls must be a table, not a boolean (hint: write tls = { … })")
	f("what the settings find", "[[source]]\ntype = 'broker'\ntopic = 'wrong'\n[source.tls]"+sink,
		"c.toml:3:9: this topic is wrong (hint: take another)",
		"c.toml:4:1: ca_file is missing")
	f("sources without sinks", "[[source]]\ntype = 'broker'", "c.toml:1:1: there are sources and no sink (hint: add [[sink]])")
	f("sinks without sources", strings.TrimSpace(sink), "c.toml:1:1: there are sinks and no source (hint: add [[source]])")
	f("a sink that is no dead letter", "[dead_letter]\ntype = 'other'", `c.toml:2:8: "other" is not a type of [dead_letter] (hint: types are drain)`)
	f("two of what there is once", "[[source]]\ntype = 'tap'\n[[source]]\ntype = 'tap'"+sink, `c.toml:4:8: there can be one [[source]] of type "tap" only`)
	f("a file of two sinks", "[[source]]\ntype = 'broker'\n[[sink]]\ntype = 'drain'\npath = '/a/b'\n[[sink]]\ntype = 'other'\npath = '/a/./b'\n[dead_letter]\ntype = 'drain'\npath = '/a/b'",
		"c.toml:8:8: [[sink]] writes this file too", "c.toml:11:8: [[sink]] writes this file too")
	f("a file that is read again", "[[source]]\ntype = 'broker'\nfile = '/a/b'\n[[sink]]\ntype = 'drain'\npath = '/a/b'",
		"c.toml:6:8: a [[source]] would read this file, and what scrim writes would go round for ever (hint: write it to another folder, or exclude it)")
	f("keys without a policy", "[[source]]\ntype = 'broker'\nkey = 'hash'"+sink,
		`c.toml:3:7: key = "hash" needs a key to hash with (hint: give [mask] a key_file or key_env)`)
	f("the pipeline's own", "[pipeline]\non_error = 'ignore'\nmax_batch = 1\nshutdown_timeout = '1ms'\nlog_format = 'xml'\nworkers = -1",
		`c.toml:2:12: "ignore" is not known here (hint: values are withhold, stop)`,
		"c.toml:3:13: max_batch must be between 16KiB and 8MiB",
		"c.toml:4:20: shutdown_timeout must be at least 1s",
		`c.toml:5:14: "xml" is not known here (hint: values are text, json)`,
		"c.toml:6:11: workers must not be negative")
	f("an address without a port", "[metrics]\nlisten = 'localhost'", `c.toml:2:10: listen must be an address with a port (hint: as in "127.0.0.1:9598")`)
	f("a case that says nothing", "[[test]]\nname = 'x'\ninput = 'y'", "c.toml:1:1: [[test]] says 0 of what to expect and must say one (hint: masked, want or unchanged)")
}

// TestKeysOfMessagesAreHashed: with the key of [mask], or else the first that a
// kind has.
func TestKeysOfMessagesAreHashed(t *testing.T) {
	t.Setenv("SCRIM_TEST_KEY", testKey)
	const run = "[[source]]\ntype = 'broker'\nkey = 'hash'\n[[sink]]\ntype = 'drain'\n"
	for _, mask := range []string{"[mask]\nkey_env = 'SCRIM_TEST_KEY'", "[mask]\nemail = { mode = 'hash', key_env = 'SCRIM_TEST_KEY' }"} {
		c, errs := parseTest("c.toml", run+mask)
		if errs != nil {
			t.Fatal(errs)
		}
		o, err := c.DetectorOptions()
		if err != nil {
			t.Fatal(err)
		}
		if k, ok := c.KeyOptions(o); !ok || string(k.Mask.Key) != testKey || k.Masks != nil {
			t.Errorf("%s: %v", mask, k.Mask.Mode)
		}
	}
}

func TestWhatNeedsARestart(t *testing.T) {
	parse := func(text string) *Config {
		c, errs := parseTest("c.toml", text)
		if errs != nil {
			t.Fatal(errs)
		}
		return c
	}
	running := parse(wholeRun)
	if got := parse(wholeRun + "[mask]\ndefault = 'stars'").NeedsRestart(running); got != nil {
		t.Errorf("a mask needs a restart: %v", got)
	}
	changed := strings.NewReplacer("workers = 4", "workers = 5", `topic = "raw"`, `topic = "other"`).Replace(wholeRun)
	if got := parse(changed).NeedsRestart(running); cmp.Diff([]string{"source", "pipeline"}, got) != "" {
		t.Errorf("needs a restart: %v", got)
	}
}
