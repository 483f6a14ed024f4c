//go:build !linux

package logfile

// move renames a file and fails if the new name is taken.
func move(from, to string) error { return moveIfFree(from, to) }
