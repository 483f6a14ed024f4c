package cluster

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/segmentio/kafka-go"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// permanent says whether an error is one that waiting does not mend: we are not
// let in, or a topic is not there.
func permanent(err error) bool {
	return refusedUs(err) || distrusted(err) || errors.Is(err, kafka.UnknownTopicOrPartition) || errors.Is(err, kafka.InvalidTopic)
}

func refusedUs(err error) bool {
	for _, code := range []kafka.Error{
		kafka.SASLAuthenticationFailed, kafka.UnsupportedSASLMechanism, kafka.IllegalSASLState,
		kafka.TopicAuthorizationFailed, kafka.GroupAuthorizationFailed, kafka.ClusterAuthorizationFailed,
		kafka.InconsistentGroupProtocol, kafka.InvalidGroupId, kafka.InvalidSessionTimeout,
	} {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}

func distrusted(err error) bool {
	key, _ := setting.Distrust(err)
	return key != ""
}

// Explain adds what the user can do about an error, and makes it a
// pipeline.SetupError if waiting does not mend it.
func (c *Client) Explain(err error) error {
	explained := setting.WithHint(err, c.hint(err))
	if permanent(err) {
		return &pipeline.SetupError{Err: explained}
	}
	return explained
}

func (c *Client) hint(err error) string {
	sasl := c.access.SASL
	switch {
	case errors.Is(err, kafka.SASLAuthenticationFailed) && sasl != nil:
		return fmt.Sprintf("the broker takes neither this user nor this password with %s; see sasl", sasl.Mechanism)
	case errors.Is(err, kafka.UnsupportedSASLMechanism) && sasl != nil:
		return fmt.Sprintf("the broker does not offer %s; see sasl.mechanism", sasl.Mechanism)
	case errors.Is(err, kafka.IllegalSASLState):
		return "this port of the broker asks for no user; leave out sasl or use its other port"
	case errors.Is(err, kafka.InconsistentGroupProtocol):
		return "the group's other members assign partitions in another way; use a group of scrim's own"
	case errors.Is(err, kafka.InvalidSessionTimeout):
		return "the broker allows what is between its group.min.session.timeout.ms and group.max.session.timeout.ms; see session_timeout"
	case errors.Is(err, kafka.UnknownTopicOrPartition):
		return "the topic is not there, or the user may not see it; scrim creates no topics"
	case distrusted(err) && c.access.TLS != nil:
		return "see tls: ca_file has to hold the authority of the broker's certificate, and the broker may want cert_file and key_file"
	case strings.Contains(err.Error(), "first record does not look like a TLS handshake"):
		return "this port of the broker speaks no TLS; leave out tls or use its other port"
	case strings.Contains(err.Error(), "expecting TLS"):
		return `this port of the broker wants TLS; set tls = {}`
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return c.hintClosed()
	}
	return ""
}

// hintClosed is what to do if the broker closes the connection and says nothing,
// which is its answer to what it does not understand.
func (c *Client) hintClosed() string {
	switch {
	case c.access.TLS != nil:
		return "the broker closes the connection: if it goes on, this port may speak no TLS; leave out tls or use its other port"
	case c.access.SASL == nil:
		return "the broker closes the connection: if it goes on, this port may want a user; see sasl"
	}
	return "the broker closes the connection: if it goes on, this may be no port for clients"
}
