// Package evidence says what a report is about, so that somebody else can tell
// whether it still holds: which scrim, which rules, which keys, which inputs and
// outputs. It holds no key and no value.
package evidence
