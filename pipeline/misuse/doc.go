// Package misuse finds in the requests of a log what goes wrong with tokens:
// tokens that should have been refused, tokens in the wrong hands, tokens where
// they can be overheard, and doors that open without one.
//
// An [Auditor] is fed with requests and events in the order of the log and, at
// the end, tells its [Signal]s. What is usual (issuers, audiences, hosts, roles of
// an endpoint) is learnt from the log itself, unless the [Settings] say it; so a
// verdict falls at the end, when all is known. A signal stands for one cause, a
// token, a subject or an endpoint, however many requests show it.
//
// # What is kept
//
// Tokens are known by keyed fingerprints, subjects by keyed pseudonyms. Claims are
// read in memory, compared by hashes under a key of the run, and never written: a
// reason says "expired 3h before the request" and not who that was. Evidence is
// the log's line as the filter writes it.
//
// # Memory
//
// Every table has a limit, and the least recently used entry makes room;
// [Report.Forgotten] says what was lost by that. Counts of addresses, agents and
// ids are exact up to their limits, which are above every threshold.
//
// # Time
//
// Times are those of the log. A line without a time takes no part in signals that
// need one; a line that is late is judged by its own time.
//
// An Auditor is for one goroutine.
package misuse
