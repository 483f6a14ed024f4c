// Package report lists the formats in which scrim scan says what leaked. No
// format writes anything of a value; a fingerprint stands for it. Findings that
// the baseline accepts are counted and not listed.
//
// Each report says what it is about: scrim's version, the SHA-256 of the
// configuration, the ids of the keys and the SHA-256 of every input. Only jsonl
// does not, whose lines are findings and nothing else, each with the id of the key
// of its fingerprint.
package report
