// Package promise counts how often each promise was checked and broken, and
// writes the report.
//
// A promise that was declared and never checked counts as broken: a check that
// had nothing to look at proves nothing. A [Ledger] is safe for concurrent use.
package promise
