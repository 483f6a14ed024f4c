// Package json writes findings for programs.
//
// In jsonl every line is a finding, and nothing but findings is written:
//
//	{"file":"app.log","line":12,"column":34,"kind":"token","place":"header","cwe":["CWE-522","CWE-532"],
//	 "severity":"critical","fingerprint":"0123456789abcdef01234567","key_id":"ab12",
//	 "endpoint":"GET /reset/{token}/","logger":"django.request","time":"2026-11-22T13:45:00.123Z"}
//
// on one line. Lines count from 1, and so do columns, in bytes. key_id is left out
// where the key was made up for the run and fingerprints mean nothing to another;
// endpoint, logger and time (of the line, in UTC) where the line does not say them.
//
// json is one object with findings, an array of the same objects, then summary and
// evidence. summary counts what leaked (see Summary), evidence says of what the
// report is about (see evidence.Evidence).
//
// All names are a contract; more may be added. Bytes of names that are not UTF-8
// become U+FFFD.
package json
