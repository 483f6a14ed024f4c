// Goregexp is a filter made of Go's regexp package, as most Go services have it:
// one ReplaceAll for each rule.
package main
