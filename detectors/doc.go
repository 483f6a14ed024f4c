// Package detectors finds credentials and personal data in lines of logs and
// writes masks in their place. It is the library below the command scrim; it
// does no input or output and starts no goroutines.
//
// [New] compiles [Options] into an [Engine]; [Engine.NewScanner] makes a
// [Scanner], which does the work. [Scanner.AppendRedact] is the whole job for
// one record. A caller that reads a stream in pieces uses [Scanner.Scan] and
// [Scanner.AppendMasked] with a [Window] and hands a [Carry] from each piece
// to the next. [Scanner.Explain] says why each value is masked, or stays.
//
// # Concurrency
//
// An Engine is immutable and may be shared. A Scanner belongs to one goroutine
// at a time; make one for each.
//
// # Ownership
//
// The bytes that are passed in are read during the call, never changed and
// never kept. What is appended to dst is the caller's. The findings that Scan
// returns belong to the Scanner and are valid until its next Scan or
// AppendRedact; AppendMasked needs them together with the window that they
// were found in. dst and the source must not overlap.
//
// # Allocation
//
// A Scanner allocates nothing once its buffers have grown to its largest
// window and if dst has room. New, NewScanner and Explain allocate.
//
// # Determinism
//
// What Scan finds depends on the options, the bytes of the lane up to the end
// of the current line and nothing else: not on how the lane was cut into
// windows, on the capacity of a buffer, on earlier calls, on time. Equal
// options, a key of [MaskHash] included, give equal output in every process.
//
// A lane is a sequence of bytes in order: a file, a stream. A line may depend
// on earlier lines of its lane, never on later ones, in these cases:
//
//   - inside a PEM or PGP block, up to its END line or the first line that
//     cannot belong to one;
//   - the value member of a pair whose name member stands on one of the lines
//     just before it, in JSON or YAML;
//   - a value on the lines after its name: a block of YAML, an element or a
//     cell of markup, a part of a multipart body;
//   - a folded header: its value, credentials after their scheme, cookies, a
//     token after a word that announces it;
//   - a token that the soft line break of a quoted-printable text tore.
//
// A record that a container runtime cut counts as one line; see below.
//
// [Carry] is what the engine remembers of the earlier lines, and inside a line
// how far it has decided. It is a small value without pointers that can be
// compared; the zero Carry is the beginning of a lane. Nothing else has to be
// kept, so a lane may be continued by another Scanner of the same Engine.
// At the end of a line it can be written as a short text without a byte of the
// lane ([Carry.AppendText]), with which another process goes on there
// ([ResumeCarry]). AppendRedact begins and ends a lane with each call.
//
// # Records that a container runtime cut
//
// Container runtimes cut long records and declare it, by the tag P of the CRI
// log format or by a json-file line without a line end in its log member. A
// [Joiner] takes what stands between the parts out of a lane; windows are
// pieces of the joined text, offsets are offsets of it, and the [Seams] of a
// window say where something was taken out, so that AppendMasked can put it
// back. AppendRedact does all of that by itself. A caller of Scan who does not
// use a Joiner has every part looked at on its own.
//
// # What is promised
//
//   - Outside of the findings nothing changes: every byte is the input's byte,
//     whether it is valid UTF-8 or not. A mask holds no line end, so lines stay
//     lines.
//   - A line that was valid JSON stays valid JSON, with every mask.
//   - To redact twice under one engine is to redact once. New refuses labels
//     with which that would not hold.
//   - Time is linear in the length of the input. A value is judged by its first
//     4 KiB and masked to its end.
//   - Data never panics. A panic is a bug; package pipeline withholds the record
//     in which it happens.
//
// What is found, and what is not, is in the README.
package detectors
