package cluster

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/segmentio/kafka-go"
)

const (
	// ClientID is our name in the broker's logs, metrics and quotas.
	ClientID = "scrim"
	// dialTimeout is for one address, so that the next one has its turn within
	// connectTimeout, which covers TLS and SASL too.
	dialTimeout    = 3 * time.Second
	connectTimeout = 10 * time.Second
	// RequestTimeout is for an answer that a broker gives at once.
	RequestTimeout = 10 * time.Second
	// idleTimeout is below the ten minutes after which brokers close
	// connections by default.
	idleTimeout = 5 * time.Minute
	// brokersTTL is how old the list of brokers' addresses gets at most.
	brokersTTL = 10 * time.Second
)

// Client is connected to a cluster as far as it has to be.
type Client struct {
	access    Access
	address   net.Addr
	transport *kafka.Transport
	dialer    *kafka.Dialer
	group     *kafka.Client
}

// New reads the files of the TLS settings. It does not talk to the network.
func New(access Access) (*Client, error) {
	config, err := access.TLS.Config()
	if err != nil {
		return nil, err
	}
	mechanism := access.SASL.mechanism()
	c := &Client{access: access, address: kafka.TCP(access.Brokers...)}
	dial := (&net.Dialer{Timeout: dialTimeout}).DialContext
	c.transport = &kafka.Transport{
		Dial:        dial,
		DialTimeout: connectTimeout,
		IdleTimeout: idleTimeout,
		MetadataTTL: brokersTTL,
		// No topic: the transport only has to know the brokers. Layout asks for
		// topics when they are needed.
		MetadataTopics: []string{},
		ClientID:       ClientID,
		TLS:            config,
		SASL:           mechanism,
	}
	c.dialer = &kafka.Dialer{ClientID: ClientID, Timeout: connectTimeout, DialFunc: dial, TLS: config, SASLMechanism: mechanism}
	c.group = &kafka.Client{Addr: c.address, Transport: c.transport}
	return c, nil
}

// Dialer is for kafka.ConsumerGroup, which makes its own connections.
func (c *Client) Dialer() *kafka.Dialer { return c.dialer }

// Group is for requests to a group's coordinator. It knows no topics.
func (c *Client) Group() *kafka.Client { return c.group }

// Brokers are the addresses that were given.
func (c *Client) Brokers() []string { return c.access.Brokers }

// Close closes connections once they are not used any more.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Check asks for the given topics. It fails if no broker answers, if we are not
// let in, or if a topic is not there; with a pipeline.SetupError if waiting does
// not mend it.
func (c *Client) Check(ctx context.Context, topics []string) error {
	layout, err := c.Layout(ctx, append([]string{}, topics...))
	if err != nil {
		return c.Explain(fmt.Errorf("cannot reach the cluster at %s: %w", c.address, err))
	}
	for _, topic := range topics {
		if err := layout.Topics[topic].Err; err != nil {
			return c.Explain(fmt.Errorf("cannot use the topic %q: %w", topic, err))
		}
	}
	return nil
}
