// Package scenario holds what is done to scrim, each scenario in a file, and
// what has to hold afterwards. A scenario runs the program and never calls into
// it; it returns an error only if it could not be carried out.
package scenario
