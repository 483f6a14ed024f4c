package syslog

import (
	"net"

	"golang.org/x/sys/unix"
)

// unacknowledged is how many bytes were written that the other end's TCP has not
// acknowledged.
func unacknowledged(conn *net.TCPConn) (n int, err error) {
	controlErr := control(conn, func(fd int) { n, err = unix.IoctlGetInt(fd, unix.SIOCOUTQ) })
	if controlErr != nil {
		return 0, controlErr
	}
	return n, err
}

// allAcknowledged tells whether all was acknowledged and the connection was not
// reset.
func allAcknowledged(conn *net.TCPConn) bool {
	n, err := unacknowledged(conn)
	if n > 0 || err != nil {
		return false
	}
	failure := 0
	controlErr := control(conn, func(fd int) { failure, err = unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ERROR) })
	return controlErr == nil && err == nil && failure == 0
}

func control(conn *net.TCPConn, f func(fd int)) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return err
	}
	return raw.Control(func(fd uintptr) { f(int(fd)) })
}
