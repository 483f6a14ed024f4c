// Package findings writes a line of JSON for every value that was masked: when
// and where it was found, what it is and why it counts as that. It writes
// nothing of the value, not even its length, which narrows down a password.
//
// A finding is
//
//	{"time":"2026-11-22T13:45:00.123Z","source":"kafka","topic":"django.raw","partition":3,"offset":4711,
//	 "part":"value","at":17,"kind":"token","place":"header","reason":"…","severity":"high","cwe":["CWE-532"]}
//
// with path instead of topic and partition for a file. The offset is that of the
// message, or where the line begins in the file; at counts bytes of the raw part
// from its beginning. time is when scrim found it. The names are a contract;
// more may be added.
//
// The file is written as sinks/logfile says; a finding is written at least once.
package findings
