//go:build !unix

package system

// SyncFolder does nothing: folders cannot be opened for it.
func SyncFolder(string) error { return nil }
