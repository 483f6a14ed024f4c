//go:build unix

package system

import (
	"errors"
	"os"
	"syscall"
)

// SyncFolder makes names in a folder survive a crash, as far as the system lets
// us.
func SyncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return nil // a folder may be writable and not readable
	}
	defer d.Close()
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // network file systems know no fsync on folders
	}
	return err
}
