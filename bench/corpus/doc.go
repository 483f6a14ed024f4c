// Package corpus makes the log lines that the benchmarks run on.
//
// A Generator writes what a Django shop's processes write: access lines of
// several servers, JSON and console records, SQL, header dumps, tracebacks. It
// is told which share of the lines holds a secret and tells which secrets it
// planted. The same seed and share always give the same bytes. Every secret is
// made at run time from the seed: none stands in this repository.
//
// The mix was fitted to logs of real Django processes under mixed traffic. At a
// hit rate of 20 % its lines have 212 bytes in the mean (a tenth have less than
// 54, a tenth more than 362); of all bytes 24 % are digits, 5.3 % double
// quotes, 3 % colons, 0.9 % equals signs, 0.2 % percent signs and 0.06 % at
// signs.
package corpus
