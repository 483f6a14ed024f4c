package syslog

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// dialer makes connections.
type dialer struct {
	address string
	tls     *tls.Config // nil: not encrypted
	timeout time.Duration
}

// connection is an open connection. A goroutine reads from it, as its end
// comes that way; what a server may say is nothing that syslog knows.
type connection struct {
	net.Conn
	tcp *net.TCPConn // below the encryption
	// ended is closed after the other end has closed; failure is then nil if it
	// did so in good order.
	ended   chan struct{}
	failure error
}

// errClosed is what becomes of writing to who has closed.
var errClosed = errors.New("the server has closed the connection")

// dial connects. Its errors name the address.
func (d *dialer) dial(ctx context.Context) (*connection, error) {
	limited, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	var plain net.Dialer
	conn, err := plain.DialContext(limited, "tcp", d.address)
	if err != nil {
		return nil, fmt.Errorf("cannot connect to syslog server: %w", err)
	}
	c := &connection{Conn: conn, tcp: conn.(*net.TCPConn), ended: make(chan struct{})}
	if err := c.tcp.SetWriteBuffer(sendBuffer); err != nil {
		conn.Close()
		return nil, fmt.Errorf("cannot connect to syslog server %q: %w", d.address, err)
	}
	if d.tls != nil {
		encrypted := tls.Client(conn, d.tls)
		if err := encrypted.HandshakeContext(limited); err != nil {
			conn.Close()
			return nil, fmt.Errorf("cannot agree with syslog server %q on TLS: %w", d.address, err)
		}
		c.Conn = encrypted
	}
	go c.read()
	if d.tls != nil {
		if err := c.welcome(limited); err != nil {
			conn.Close()
			return nil, fmt.Errorf("cannot agree with syslog server %q on TLS: %w", d.address, err)
		}
	}
	return c, nil
}

// explain tells failures that no waiting mends: one end does not believe the
// other's certificate.
func explain(err error) error {
	if key, _ := setting.Distrust(err); key != "" {
		return &pipeline.SetupError{Err: setting.WithHint(err, "see tls."+key)}
	}
	return err
}

// welcomeWait is how long a server is given to judge our certificate. With TLS
// 1.3 it does so after the handshake, and its TCP acknowledges until then what
// it is never going to read.
const welcomeWait = 300 * time.Millisecond

// welcome waits whether the server closes the connection at once.
func (c *connection) welcome(ctx context.Context) error {
	timer := time.NewTimer(welcomeWait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-c.ended:
		return c.end()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// end says how the other end has closed.
func (c *connection) end() error {
	if c.failure != nil {
		return c.failure
	}
	return errClosed
}

// read waits for the end of the connection.
func (c *connection) read() {
	defer close(c.ended)
	_, c.failure = io.Copy(io.Discard, c.Conn)
	if errors.Is(c.failure, io.ErrUnexpectedEOF) {
		c.failure = nil // closed without TLS's goodbye, which many leave out
	}
}

// hasEnded tells whether the other end has closed.
func (c *connection) hasEnded() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// write writes all of b, or fails when ctx ends. After an error nothing more can
// be written.
func (c *connection) write(ctx context.Context, b []byte) error {
	if c.hasEnded() {
		return c.end()
	}
	stop := context.AfterFunc(ctx, func() { c.SetWriteDeadline(time.Unix(1, 0)) })
	_, err := c.Write(b)
	if !stop() && err == nil {
		err = ctx.Err() // the deadline may be set, so nothing more can be written
	}
	return err
}

const (
	// firstLook and lastLook are how often the kernel is asked for what is not
	// acknowledged: a network's round trip is between them.
	firstLook = 50 * time.Microsecond
	lastLook  = 10 * time.Millisecond
)

// acknowledged waits until the TCP of the other end has acknowledged all that
// was written, where the system can tell.
func (c *connection) acknowledged(ctx context.Context) error {
	for pause := firstLook; ; pause = min(2*pause, lastLook) {
		n, err := unacknowledged(c.tcp)
		if n == 0 || err != nil {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-c.ended:
			timer.Stop()
			return c.end()
		}
	}
}

// readAll tells, after the other end has closed, whether it had read all that
// was written before it did: it says so by closing in good order, and with
// nothing left to acknowledge.
func (c *connection) readAll() bool {
	return c.hasEnded() && c.failure == nil && allAcknowledged(c.tcp)
}

// closeWait is for how long the server is waited for at the end: one that reads
// needs a moment.
const closeWait = 5 * time.Second

// finish says that nothing follows, waits until the other end has read all and
// closes too, and closes.
func (c *connection) finish() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		half.CloseWrite()
	}
	c.tcp.CloseWrite()
	timer := time.NewTimer(closeWait)
	defer timer.Stop()
	select {
	case <-c.ended:
	case <-timer.C:
	}
	return c.Close()
}
