package scenario

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync/atomic"

	"scrim/bench/chaos/member"
	"scrim/bench/chaos/verify"
)

// logServer is a syslog server over TCP, frames with their length in front, that
// accepts connections and reads nothing until it is opened.
type logServer struct {
	check    *verify.Lines
	listener net.Listener
	opened   chan struct{}
	tried    atomic.Bool
}

func newSyslog(check *verify.Lines) (*logServer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("cannot listen: %w", err)
	}
	s := &logServer{check: check, listener: l, opened: make(chan struct{})}
	go s.serve()
	return s, nil
}

func (s *logServer) sink() member.Table {
	return member.Table{"type": "syslog", "address": s.listener.Addr().String()}
}
func (s *logServer) asked() bool { return s.tried.Load() }
func (s *logServer) open()       { close(s.opened) }
func (s *logServer) close()      { s.listener.Close() }

func (s *logServer) serve() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.tried.Store(true)
		go s.read(c)
	}
}

// read takes the messages of a connection; one that is cut off is not taken.
func (s *logServer) read(c net.Conn) {
	defer c.Close()
	<-s.opened
	in := bufio.NewReaderSize(c, 1<<20)
	for {
		length, err := in.ReadString(' ')
		if err != nil {
			return
		}
		n, err := strconv.Atoi(length[:len(length)-1])
		if err != nil || n <= 0 {
			// The rest of the connection is nothing that can be told apart.
			s.check.Add([]byte("a frame without a length"))
			return
		}
		message := make([]byte, n)
		if _, err := io.ReadFull(in, message); err != nil {
			return
		}
		s.check.Add(text(message))
	}
}

// text is the message behind the header and the structured data of RFC 5424.
func text(message []byte) []byte {
	const fieldsBefore = 6
	rest := message
	for range fieldsBefore {
		_, after, found := bytes.Cut(rest, []byte(" "))
		if !found {
			return message
		}
		rest = after
	}
	return bytes.TrimPrefix(bytes.TrimPrefix(afterData(rest), []byte(" ")), []byte("\xef\xbb\xbf"))
}

// afterData is what follows structured data: "-", or elements in brackets, whose
// values have quotes, and a backslash before quotes and brackets of their own.
func afterData(rest []byte) []byte {
	rest = bytes.TrimPrefix(rest, []byte("-"))
	quoted := false
	for len(rest) > 0 && rest[0] == '[' {
		end := 0
		for end < len(rest) && (rest[end] != ']' || quoted) {
			switch rest[end] {
			case '\\':
				end++
			case '"':
				quoted = !quoted
			}
			end++
		}
		rest = rest[min(end+1, len(rest)):]
	}
	return rest
}
