// Package sarif writes SARIF 2.1.0, the format of OASIS that code-scanning viewers
// and uploads read.
//
// A result is one secret in one file, with occurrenceCount as the number of its
// findings and the place of the first one: what is written a million times is one
// thing to mend, and viewers take 25,000 results and show 5,000. How many findings
// there are, and of which kinds, is in the properties of the run; where secrets
// are left out, a notification says how many.
//
//   - A rule is a kind; the weaknesses of a result are its taxa, taken from the
//     taxonomy CWE.
//   - A region is the whole line: columns of SARIF count characters, those of scrim
//     bytes, and the line is not kept. The byte is in the property byteColumn.
//   - partialFingerprints has the fingerprint as scrim/v1. It tells equal values
//     only under one key. If that is the user's own, it is primaryLocationLineHash
//     as well, so that an uploaded result keeps its identity when its line moves.
//   - Relative paths are below %SRCROOT%, absolute ones file URIs. No snippet of a
//     line is ever written.
package sarif
