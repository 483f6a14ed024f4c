// Package follow is the source of type "file": it reads log files as they grow,
// over rotation and restarts, line by line.
//
// # What is followed
//
// Every regular file that a glob of include matches, and none of exclude, is one
// lane, however many names and symbolic links lead to it. The first match gives
// the path that its records have. Files that come later are found: at once where
// the system tells of changes, else at the next look, every poll_interval. A
// look at very many files is taken less often, down to every tenth interval, so
// that it costs a fiftieth of a processor if that suffices. Every followed file is kept open, so that nothing is
// missed that is written to it before it is deleted; the system's limit of open
// files must allow that.
//
// A file that does not look like text is read all the same, with a warning.
//
// # Rotation
//
// A file is recognised by device and inode, by a print of its first KiB and by
// the bytes before the position, which are compared after every read. So:
//
//   - A renamed or deleted file is read to its end, and watched for rotate_wait
//     for late writes. Then an unfinished last line is handed on as it is. If the
//     new name matches too, the file is followed under it.
//   - The file that takes its place begins when the old one was read to its end,
//     with what that has left open: a key's block that goes over a rotation is
//     masked in both. So it is if several parts of a log are new (app.log,
//     app.log.1, app.log-20260101): they are read one after the other, in the
//     order in which they were written to last.
//   - A file that was cut (copytruncate) or written anew is read from its
//     beginning. What was written between the last read and the cut is lost,
//     unless the copy matches include as well: then it goes on where the original
//     was left.
//   - A compressed file (gzip or Zstandard, told by its content) is read once, as
//     a whole, when it has not changed for rotate_wait. If it was followed before
//     it was compressed, it goes on where that was left. One that ends early is
//     taken for unfinished, and is read on when it has changed.
//
// A new file is taken for the copy of another one if its first 64 bytes or more
// and the bytes before the position are the same, and its name begins as that of
// the other one (app.log.1, app-20260101.log and app.log.2.gz for app.log). One
// that is made anew at the same path is no copy, even if it begins alike.
//
// # Where reading begins
//
// A file without a checkpoint is read from its beginning. With start = "end" what
// is there is left out, up to the last line end, when the source is run for the
// first time, or for the first time with a pattern. What comes later is read from
// its beginning, also if it came while scrim was stopped.
//
// # Checkpoints
//
// A position is kept in the state folder once every sink has acknowledged what is
// before it, see package checkpoint; so after a crash some lines are sent again
// and none is missing. While the state folder takes no file (full, read-only)
// that is logged and tried again; reading goes on, and a crash would repeat more.
// When scrim starts, files that were rotated to names that no pattern matches are
// looked for in the same folder and read to their end. Files that are gone are
// forgotten after 14 days, or when more than 10,000 others went later.
//
// The name of the source is part of the checkpoint's: the second file source of a
// configuration that becomes the first begins with the checkpoint of that.
package follow
