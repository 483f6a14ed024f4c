// Package logfile appends lines to a file that others read, move and rotate
// while it is written.
//
// # What an acknowledgement says
//
// When Deliver returns, every record is in the file, and a kill of the process
// does not take it away. Whether a power cut does is what fsync says: with
// "always" the file was synced before Deliver returned, once for all batches of
// the call; with "interval" what was written in the last fsync_interval can be
// lost, with "never" whatever the system has not yet written. A sync that fails
// makes Deliver write everything again with "always", and is logged with
// "interval", since its records are acknowledged by then.
//
// # Whole lines
//
// While nothing fails, the file ends with a whole line after every Deliver,
// except while a line that is longer than a batch comes in. An attempt that
// fails in the middle, as on a full disk, is cut back to where it began and
// made again. A file whose last line has no end, which is what a killed process
// leaves behind, is cut back to its last whole line when it is opened: a record
// is acknowledged after its line end is written, and what is not acknowledged
// comes again. That asks of the pipeline that no mark stands inside a line. A
// line without an end in more than maxTorn bytes is no torn one and is ended.
//
// # Rotation
//
// The file is rotated here by size or at full periods of the clock, and only
// between lines; the old one becomes NAME-20261122T134500Z and keeps that name,
// with .gz or .zst behind it once it is compressed. No file is ever
// overwritten. Or others rotate it: if another file stands at the path, or
// none, the next Deliver writes to a new one, after a hangup signal also in the
// middle of one. A file that was cut to nothing is simply written from its
// beginning.
//
// # Who writes
//
// The file is locked with flock for as long as it is open, where the system
// has that. If another process has it, Deliver waits.
//
// Pipes, devices and whatever is below /dev and /proc are written as they are:
// no rotation, no lock, nothing is cut back. If a pipe has lost its reader,
// Deliver waits for another one.
package logfile
