package kafka

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
	"scrim/pipeline/setting"
)

// Settings is the table of a source of type "kafka".
type Settings struct {
	cluster.Access
	// Topics are names, or patterns in which * stands for any text and ? for any
	// character. Topics that come to match later are read too.
	Topics []string `toml:"topics"`
	Group  string   `toml:"group"`
	// Start is "earliest", "latest", or a time of RFC 3339: where to begin with
	// partitions for which the group has no position.
	Start string `toml:"start"`
	// Key says what becomes of keys in which something is found.
	Key            string           `toml:"key"`
	CommitInterval setting.Duration `toml:"commit_interval"`
	// SessionTimeout is after how long without a sign of life the group gives
	// our partitions to others.
	SessionTimeout setting.Duration `toml:"session_timeout"`
}

const (
	earliest = "earliest"
	latest   = "latest"

	// defaultCommitInterval is what is read again at most after a crash.
	defaultCommitInterval = time.Second
	// defaultSessionTimeout is for how long nobody reads the partitions of a
	// member that was killed; heartbeats come every three seconds.
	defaultSessionTimeout = 10 * time.Second
	// minSessionTimeout leaves time to give partitions up in order.
	minSessionTimeout = 3 * time.Second
)

// NewSettings returns the defaults.
func NewSettings() pipeline.SourceSettings {
	return &Settings{Start: earliest, CommitInterval: setting.Duration(defaultCommitInterval), SessionTimeout: setting.Duration(defaultSessionTimeout)}
}

// KeyPolicy is what is to become of keys, or empty if the settings do not say.
func (s *Settings) KeyPolicy() pipeline.KeyPolicy { return pipeline.KeyPolicy(s.Key) }

// Reads says whether a sink writes to one of the topics. Clusters are the same if
// they have an address in common.
func (s *Settings) Reads(sink pipeline.SinkSettings) bool {
	writer, ok := sink.(cluster.Writer)
	if !ok {
		return false
	}
	for _, from := range s.Topics {
		brokers, to := writer.WritesTo(example.Replace(from))
		shared := slices.ContainsFunc(brokers, func(broker string) bool { return slices.Contains(s.Brokers, broker) })
		if shared && slices.ContainsFunc(s.Topics, func(pattern string) bool { return matches(pattern, to) }) {
			return true
		}
	}
	return false
}

// Problems is what is wrong with the settings.
func (s *Settings) Problems() []setting.Problem {
	problems := s.Access.Problems()
	if len(s.Topics) == 0 {
		problems.Add("topics", "no topic is given", `for instance topics = ["django.raw"] or ["django.*"]`)
	}
	for _, topic := range s.Topics {
		if msg := patternProblem(topic); msg != "" {
			problems.Add("topics", fmt.Sprintf("%q %s", topic, msg), "names have letters, digits, '.', '_' and '-'; * and ? stand for others")
		}
	}
	if strings.TrimSpace(s.Group) == "" {
		problems.Add("group", "no group is given", `the group keeps the positions; replicas share it: group = "scrim"`)
	}
	if _, err := startTime(s.Start); err != nil {
		problems.Add("start", fmt.Sprintf("%q is no start", s.Start), `use "earliest", "latest" or a time such as "2026-11-22T00:00:00Z"`)
	}
	if s.Key != "" && !slices.Contains(pipeline.KeyPolicies, s.Key) {
		problems.Add("key", fmt.Sprintf("unknown policy %q", s.Key), "use "+strings.Join(pipeline.KeyPolicies, ", "))
	}
	if s.CommitInterval <= 0 {
		problems.Add("commit_interval", "has to be more than nothing", "")
	}
	if s.SessionTimeout < setting.Duration(minSessionTimeout) {
		problems.Add("session_timeout", fmt.Sprintf("less than %s", minSessionTimeout), "brokers refuse less than 6s by default")
	}
	return problems
}

// startTime is the time from which to read, as cluster.Offset takes it.
func startTime(start string) (int64, error) {
	switch start {
	case earliest:
		return cluster.AtStart, nil
	case latest:
		return cluster.AtEnd, nil
	}
	at, err := time.Parse(time.RFC3339, start)
	if err == nil && at.UnixMilli() < 0 {
		err = fmt.Errorf("cannot start before 1970")
	}
	return at.UnixMilli(), err
}

// Open makes the source. It reads the files of the TLS settings.
func (s *Settings) Open(pipeline.Environment) (pipeline.Source, error) {
	start, err := startTime(s.Start)
	if err != nil {
		return nil, err
	}
	client, err := cluster.New(s.Access)
	if err != nil {
		return nil, err
	}
	return &source{
		client: client, patterns: s.Topics, group: s.Group, start: start, keys: s.KeyPolicy(),
		commitInterval: time.Duration(s.CommitInterval), sessionTimeout: time.Duration(s.SessionTimeout),
	}, nil
}
