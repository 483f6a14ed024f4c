package checkpoint

import "time"

// File is the system's numbers of a file. A deleted file's may be given to
// another one.
type File struct {
	Device uint64 `json:"device"`
	Inode  uint64 `json:"inode"`
}

// Entry is how far one file was read.
type Entry struct {
	// Path is where the file was seen last.
	Path string `json:"path"`
	File
	// Born is when the file was made, in nanoseconds since 1970, or zero if the
	// file system does not tell.
	Born int64 `json:"born,omitempty"`
	// Moved says that the file was renamed to Path and is still watched for late
	// writes: an unfinished last line was not handed on.
	Moved bool `json:"moved,omitempty"`
	// After is the file that was at Path before, if this one waits until that
	// one was read to its end.
	After *File `json:"after,omitempty"`
	// Head is the print of the file's first bytes as they are stored.
	Head Print `json:"head"`
	// Compression is how the file is stored, empty for a plain one.
	Compression string `json:"compression,omitempty"`
	// Position is where to go on, in plain bytes: what is before it was
	// delivered.
	Position int64 `json:"position"`
	// Tail is the print of the plain bytes right before Position, so that
	// another file with the same beginning is not taken for this one. Its length
	// is zero if it is not known.
	Tail Print `json:"tail,omitzero"`
	// Resume is what the lane carries at Position.
	Resume []byte `json:"resume,omitempty"`
	// Size is how many stored bytes a compressed file had that was read to its
	// end, and zero before.
	Size int64 `json:"size,omitempty"`
	// Seen is when the file was there last.
	Seen time.Time `json:"seen"`
}
