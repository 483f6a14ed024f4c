package cluster

import (
	"fmt"
	"net"
	"strconv"
	"strings"

	"scrim/pipeline/setting"
)

// Writer is the settings of what writes to topics.
type Writer interface {
	// WritesTo is the cluster and the topic for messages that come from a topic.
	WritesTo(source string) (brokers []string, topic string)
}

// Access is how a cluster is reached: a part of the tables of sources and sinks.
type Access struct {
	// Brokers are addresses such as "kafka:9092"; one of them that answers is
	// enough.
	Brokers []string `toml:"brokers"`
	// TLS encrypts the connections, if it is not nil.
	TLS *setting.TLS `toml:"tls"`
	// SASL is who we are, if it is not nil.
	SASL *SASL `toml:"sasl"`
}

// Problems is what is wrong with the settings brokers, tls and sasl.
func (a Access) Problems() setting.Problems {
	var problems setting.Problems
	if len(a.Brokers) == 0 {
		problems.Add("brokers", "no broker is given", `for instance brokers = ["kafka:9092"]`)
	}
	for _, broker := range a.Brokers {
		if strings.ContainsAny(broker, "@/") { // a URL, perhaps with a password: it is not quoted
			problems.Add("brokers", "a broker is host:port, without a scheme, a user or a path", "user and password belong in sasl")
			continue
		}
		if msg := addressProblem(broker); msg != "" {
			problems.Add("brokers", fmt.Sprintf("%q %s", broker, msg), `write host:port, such as "kafka:9092"`)
		}
	}
	problems = append(problems, a.TLS.Problems("tls")...)
	return append(problems, a.SASL.problems()...)
}

func addressProblem(broker string) string {
	host, port, err := net.SplitHostPort(broker)
	switch {
	case err != nil:
		return "is not an address with a port"
	case host == "":
		return "has no host"
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return "has no valid port"
	}
	return ""
}
