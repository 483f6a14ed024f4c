// Package lines is the loop that the filters of this module share: standard
// input to standard output in blocks of whole lines.
package lines
