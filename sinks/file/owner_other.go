//go:build !unix

package file

import (
	"io/fs"
	"os"
)

// keepOwner does nothing: a new file inherits its access from its folder.
func keepOwner(*os.File, fs.FileInfo) error { return nil }

// Names is the number of names (hard links) of a file, where it is known.
func Names(fs.FileInfo) int { return 1 }
