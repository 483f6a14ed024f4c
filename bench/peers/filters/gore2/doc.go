// Gore2 is a filter made of RE2 as wasilibs/go-re2 has it, by way of WebAssembly
// and without cgo: one alternation of all rules.
package main
