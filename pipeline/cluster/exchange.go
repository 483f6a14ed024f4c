package cluster

import (
	"context"
	"io"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/protocol"
)

// correlation is the number of every request of ours: a connection carries one
// at a time.
const correlation = 1

// exchange is a request to any broker of the cluster. The transport takes it for
// raw, so it neither answers from its cache nor chooses a broker itself.
type exchange struct {
	protocol.Message
	version int16
}

// Required is called by the transport before RawExchange, with the versions
// that the broker and kafka-go have in common.
func (e *exchange) Required(versions map[protocol.ApiKey]int16) bool {
	e.version = versions[e.ApiKey()]
	return true
}

func (e *exchange) RawExchange(rw io.ReadWriter) (protocol.Message, error) {
	m, err := protocol.RoundTrip(rw, e.version, correlation, ClientID, e.Message)
	return &answer{m}, err
}

// answer hides what an answer is, since the transport would look into some.
type answer struct{ protocol.Message }

// routed is an exchange with one broker.
type routed struct {
	exchange
	broker int32
}

func (r *routed) Broker(cluster protocol.Cluster) (protocol.Broker, error) {
	if broker, ok := cluster.Brokers[r.broker]; ok {
		return broker, nil
	}
	return protocol.Broker{}, kafka.BrokerNotAvailable
}

var (
	_ protocol.RawExchanger  = (*routed)(nil)
	_ protocol.BrokerMessage = (*routed)(nil)
)

// roundTrip sends a request, to the given broker or, if that is negative, to any.
func (c *Client) roundTrip(ctx context.Context, broker int32, request protocol.Message) (protocol.Message, error) {
	var send protocol.Message = &exchange{Message: request}
	if broker >= 0 {
		send = &routed{exchange{Message: request}, broker}
	}
	got, err := c.transport.RoundTrip(ctx, c.address, send)
	if err != nil {
		return nil, err
	}
	return got.(*answer).Message, nil
}
