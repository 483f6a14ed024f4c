//go:build !unix

package logfile

import (
	"errors"
	"os"
)

func mayWrite(string) error        { return nil }
func mayReadAndWrite(string) error { return nil }
func mayAdd(string) error          { return nil }

// lock does nothing: locks of this system would keep readers out too.
func lock(*os.File) error { return nil }

// movesOpenFiles tells whether a file can be renamed while it is open.
const movesOpenFiles = false

// errQuota is no error of this system.
var errQuota = errors.New("quota exceeded")
