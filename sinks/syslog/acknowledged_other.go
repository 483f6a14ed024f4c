//go:build !linux

package syslog

import "net"

// unacknowledged is not known here.
func unacknowledged(*net.TCPConn) (int, error) { return 0, nil }

// allAcknowledged is not known here.
func allAcknowledged(*net.TCPConn) bool { return false }
