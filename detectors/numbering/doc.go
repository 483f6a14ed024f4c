// Package numbering decides whether a run of digits is a telephone number by
// the numbering plan of its country.
//
// The plans are those of Google's libphonenumber, as the Go module
// github.com/nyaruka/phonenumbers ships them. That module compiles regular
// expressions and parses its metadata at each start; here the same plans are
// one automaton in static data, so that a program pays nothing at start, a
// call follows one table entry per digit and never allocates.
//
// A number is valid here if phonenumbers finds it valid. Where a national
// prefix can be read in several ways, phonenumbers commits to one reading; this
// package accepts the number if any reading makes it valid. It also accepts
// the few former international forms that generate/extra.go lists. So it never
// misses a number that phonenumbers knows. The numbers of fiction and manuals,
// as far as they are outside the plans, are told by functions of their own.
//
// All functions take ASCII digits without separators; any other byte makes
// them answer no. They judge numbers only, not their surroundings: whether a
// run of digits in a log is rather an identifier is for the caller to decide.
// Emergency and other short codes are not numbers in this sense, but a few
// plans, Germany's among them, do have national numbers of four or five digits.
package numbering
