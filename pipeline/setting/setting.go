package setting

import "time"

// Size is a number of bytes, written as a number or as in "64KiB" or "1MB".
type Size int64

// Duration is written as in "500ms", "10s" or "1h30m".
type Duration time.Duration

// Path is the path of a file; after it was read, a relative one starts at the
// folder of the configuration.
type Path string

// Problem is what is wrong with a value that has the right type.
type Problem struct {
	// Key is the key in the table, with dots for tables inside: "tls.ca_file".
	// An empty key stands for the table itself.
	Key string
	// Msg says what is wrong, lower case; Hint, if any, what to do about it.
	// Neither holds a value that could be secret.
	Msg, Hint string
}
