// Package logline reads what a log line says of a request: when, who, what was
// asked for and what was answered, in the formats that Django processes and the
// servers around them write.
//
// A [Reader] reads one line. Everything that it returns points into the line, as it
// is written there: values are neither decoded nor copied, so that nothing is allocated
// and no secret leaves the buffer in which it came. What a line does not say is
// empty. Any bytes may be read; it takes time in proportion to their number. Where a
// value stands, in the query string or in a header, is told by [Line.Where].
//
// An [Assembler] makes a [Request] of what several lines say: a dump of headers, the
// lines with one request id. Its texts are decoded and copied, in a bounded amount of
// memory. [ReadHAR] does the same for the exchanges of an archive.
//
// [AppendEndpoint] names what was asked for as a report may show it.
//
// Time is UTC where a line has no zone. Address is the first entry of
// X-Forwarded-For where the line has that header, because behind a proxy the
// address that was connected is the proxy's; a client can forge it.
package logline
