// Package file writes files atomically: the bytes go to a temporary file in
// the same folder, and Commit puts it in the place of the old one. Until then,
// and after Abort, the old file is as it was.
//
// A file that is replaced keeps its mode and owner, not its modification time.
// Errors are *fs.PathError that name the file itself, never the temporary one.
package file
