// Package setting holds the types of which the settings of sources and sinks are
// made, and how errors say what to do about them. A source or sink describes its table of the configuration as a struct
// whose fields have a toml tag; package config fills it in, refuses what is
// unknown or of a wrong type, and reports what Problems returns at its place in
// the file.
//
// The fields may be string, bool, int, []string, map[string]string, map[string]Path, Size,
// Duration, Path, []Path, and pointers to structs of such fields for tables
// inside of the table. A date becomes a string of RFC 3339. What several
// tables have in common is a struct that each embeds. A field
// that is not in the file keeps the value that the struct was made with, so a
// default is the value that the constructor sets.
//
// No error of this package holds a password.
package setting
