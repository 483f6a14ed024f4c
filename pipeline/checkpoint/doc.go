// Package checkpoint keeps how far the files of a source were read, over
// restarts, in one file for each source: checkpoint-NAME.json in the state
// folder.
//
// Write puts the new content beside the old one and renames it, with an fsync of
// the file and of the folder, so that a crash leaves one or the other whole. The
// file is for its owner only. While a [Store] is open it is locked: a second
// scrim that is given the same state folder does not start.
//
// A file of which the beginning was read is recognised by a [Print] of these
// bytes. They are log lines and may hold a secret, so a print is not a plain
// hash, from which a short line could be guessed: it is an HMAC-SHA-256, cut to
// 128 bits, under a random key that stands in a file of its own in the state
// folder, print.key. Who is shown a checkpoint file alone learns nothing of the
// logs; both files are for their owner only, who can read the logs anyway.
//
// What cannot be read or understood is an error of [Open], never an empty
// checkpoint: starting over silently would send everything again, or skip it.
//
// A Store is for one goroutine at a time; a [Key] may be used by any number.
package checkpoint
