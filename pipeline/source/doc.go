// Package source opens what scrim reads: files, folders and standard input,
// decompressed where the content says that it is compressed.
//
// Errors are *fs.PathError, so that a caller can tell what failed (Op), where
// (Path) and why (Err). A Source is read by one goroutine; Consumed alone may
// be called from another one meanwhile.
package source
