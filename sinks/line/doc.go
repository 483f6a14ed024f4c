// Package line makes lines of what a sink writes to files and streams.
//
// A line that is longer than a batch comes in several pieces. Lines puts them
// together again and sees to it that pieces of two lanes never share a line:
// where another lane comes in between, the line that is open ends there, and
// the rest of it is a line of its own.
package line
