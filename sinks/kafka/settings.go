package kafka

import (
	"fmt"
	"strings"
	"time"

	"github.com/segmentio/kafka-go/compress"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
	"scrim/pipeline/setting"
)

// Settings is the table of a sink of type "kafka".
type Settings struct {
	cluster.Access
	// Topic may hold {source.topic}, the topic that a record comes from.
	Topic       string `toml:"topic"`
	Compression string `toml:"compression"`
	// Acks is always "all": whatever else would lose messages.
	Acks string `toml:"acks"`
	// MaxMessage is the size of the largest batch, thus of the largest message,
	// that the broker takes.
	MaxMessage setting.Size `toml:"max_message"`
	// Timeout is how long the replicas may take.
	Timeout setting.Duration `toml:"timeout"`
}

const (
	// defaultMaxMessage is below the 1,048,588 bytes that brokers take by default.
	defaultMaxMessage = 1 << 20
	// defaultTimeout is that of Kafka's own producer.
	defaultTimeout = 30 * time.Second
	// minMaxMessage leaves room for a line and its headers.
	minMaxMessage = 1 << 10
	// maxMaxMessage bounds the memory for batches.
	maxMaxMessage = 256 << 20
)

// NewSettings returns the defaults.
func NewSettings() pipeline.SinkSettings {
	return &Settings{Compression: "none", Acks: "all", MaxMessage: defaultMaxMessage, Timeout: setting.Duration(defaultTimeout)}
}

// WritesTo implements cluster.Writer.
func (s *Settings) WritesTo(source string) (brokers []string, topic string) {
	return s.Brokers, strings.ReplaceAll(s.Topic, sourceTopic, source)
}

// codecs are the values of compression.
var codecs = map[string]compress.Compression{
	"none": compress.None, "gzip": compress.Gzip, "snappy": compress.Snappy, "lz4": compress.Lz4, "zstd": compress.Zstd,
}

// Problems is what is wrong with the settings.
func (s *Settings) Problems() []setting.Problem {
	problems := s.Access.Problems()
	if msg := topicProblem(s.Topic); msg != "" {
		problems.Add("topic", msg, `for instance topic = "django.clean" or "`+sourceTopic+`.clean"`)
	}
	if _, ok := codecs[s.Compression]; !ok {
		problems.Add("compression", fmt.Sprintf("unknown compression %q", s.Compression), "use none, gzip, snappy, lz4 or zstd")
	}
	if s.Acks != "all" {
		problems.Add("acks", fmt.Sprintf("%q would lose messages when a broker fails", s.Acks), `leave it out, or write acks = "all"`)
	}
	if s.MaxMessage < minMaxMessage || s.MaxMessage > maxMaxMessage {
		problems.Add("max_message", "not between 1KiB and 256MiB", "it should be what the broker takes: its message.max.bytes, or the topic's max.message.bytes")
	}
	if s.Timeout < setting.Duration(time.Second) {
		problems.Add("timeout", "less than a second", "")
	}
	return problems
}

// Open makes the sink. It reads the files of the TLS settings.
func (s *Settings) Open(pipeline.Environment) (pipeline.Sink, error) {
	client, err := cluster.New(s.Access)
	if err != nil {
		return nil, err
	}
	return newSink(client, s), nil
}
