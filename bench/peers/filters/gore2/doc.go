// Gore2 is a filter made of RE2, compiled to WebAssembly by wasilibs/go-re2: one
// alternation of all rules.
package main
