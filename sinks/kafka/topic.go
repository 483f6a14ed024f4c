package kafka

import (
	"fmt"
	"strings"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

// sourceTopic stands in a topic's name for the topic that a record comes from.
const sourceTopic = "{source.topic}"

// maxTopic is how long the name of a topic may be.
const maxTopic = 249

func topicProblem(name string) string {
	plain := strings.ReplaceAll(name, sourceTopic, "")
	switch {
	case name == "":
		return "no topic is given"
	case strings.ContainsAny(plain, "{}"):
		return "only " + sourceTopic + " may stand in braces"
	case len(plain) > maxTopic:
		return fmt.Sprintf("longer than the %d bytes that Kafka allows", maxTopic)
	case strings.ContainsFunc(plain, func(r rune) bool { return !strings.ContainsRune(cluster.TopicLetters, r) }):
		return "only letters, digits, '.', '_' and '-' may stand in the name of a topic"
	case name == "." || name == "..":
		return "not a name that Kafka allows"
	}
	return ""
}

// topicOf is the topic for the records of a lane.
func (s *sink) topicOf(o *pipeline.Origin) (string, error) {
	if !s.perSource {
		return s.template, nil // fast path: one topic for everything
	}
	if o.Topic == "" {
		return "", fmt.Errorf("cannot name a topic for records of the source %q: they come from no topic, but the sink's topic is %q", o.Source, s.template)
	}
	name, ok := s.names[o.Topic]
	if !ok {
		name = strings.ReplaceAll(s.template, sourceTopic, o.Topic)
		s.names[o.Topic] = name
	}
	return name, nil
}
