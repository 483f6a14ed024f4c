package setting

import (
	"math"
	"strconv"
	"strings"
	"time"
)

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

// Problems are those of one table.
type Problems []Problem

// Add adds one.
func (p *Problems) Add(key, msg, hint string) {
	*p = append(*p, Problem{Key: key, Msg: msg, Hint: hint})
}

// AddIf adds one if it is there.
func (p *Problems) AddIf(there bool, key, msg, hint string) {
	if there {
		p.Add(key, msg, hint)
	}
}

// ParseSize reads a Size. Units are those of 1024, with or without an i: a user
// who writes 1MB means a limit and not a measure.
func ParseSize(text string) (Size, bool) {
	digits := strings.TrimRight(text, "KMGTkmgtiIbB ")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 {
		return 0, false
	}
	shift, known := units[strings.ToUpper(strings.TrimSpace(text[len(digits):]))]
	if !known || n > math.MaxInt64>>shift {
		return 0, false
	}
	return Size(n << shift), true
}

// units are the powers of two of the units of Size.
var units = map[string]int{
	"": 0, "B": 0, "K": 10, "KB": 10, "KIB": 10, "M": 20, "MB": 20, "MIB": 20, "G": 30, "GB": 30, "GIB": 30, "T": 40, "TB": 40, "TIB": 40,
}

// ParseDuration reads a Duration that is not negative.
func ParseDuration(text string) (Duration, bool) {
	d, err := time.ParseDuration(text)
	return Duration(d), err == nil && d >= 0
}
