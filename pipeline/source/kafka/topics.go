package kafka

import (
	"fmt"
	"path"
	"strings"

	"github.com/segmentio/kafka-go"

	"scrim/pipeline/cluster"
)

// wildcards make a name a pattern. path.Match understands them in the same way,
// since names have no slash.
const wildcards = "*?"

func patternProblem(pattern string) string {
	switch {
	case pattern == "":
		return "is empty"
	case strings.ContainsFunc(pattern, func(r rune) bool { return !strings.ContainsRune(cluster.TopicLetters+wildcards, r) }):
		return "cannot be the name of a topic"
	}
	return ""
}

// example makes a name of a pattern, which matches it.
var example = strings.NewReplacer("*", "x", "?", "x")

func matches(pattern, topic string) bool {
	ok, _ := path.Match(pattern, topic)
	return ok
}

func isPattern(topic string) bool { return strings.ContainsAny(topic, wildcards) }

// names are the topics to ask the cluster for, nil for all.
func names(patterns []string) []string {
	for _, p := range patterns {
		if isPattern(p) {
			return nil
		}
	}
	return patterns
}

// subscription is which topics are read, and how many partitions they have.
type subscription map[string]int

// choose are the topics of a cluster that are wanted. missing is why one that
// is asked for by its name is not among them.
func choose(patterns []string, layout *cluster.Layout) (chosen subscription, missing error) {
	chosen = make(subscription)
	for _, p := range patterns {
		if isPattern(p) {
			chosen.addMatching(p, layout)
			continue
		}
		t, ok := layout.Topics[p]
		if !ok {
			t.Err = kafka.UnknownTopicOrPartition
		}
		if t.Err != nil {
			missing = fmt.Errorf("cannot read the topic %q: %w", p, t.Err)
			continue
		}
		chosen[p] = len(t.Leaders)
	}
	return chosen, missing
}

// addMatching leaves out Kafka's own topics: whoever wants them names them.
func (s subscription) addMatching(pattern string, layout *cluster.Layout) {
	for name, t := range layout.Topics {
		if t.Err != nil || t.Internal || strings.HasPrefix(name, "__") {
			continue
		}
		if matches(pattern, name) {
			s[name] = len(t.Leaders)
		}
	}
}
