// Package syslog hands records to a syslog server: RFC 5424 over TCP or TLS,
// with octet counting (RFC 6587, 3.4.1, and RFC 5425), so that a message may
// hold line ends.
//
// What a record becomes:
//
//   - TIMESTAMP: the record's own time, else that of its delivery.
//   - PRI: the facility of the settings, and the severity that the line says at a
//     usual place (see package level), else that of the settings.
//   - STRUCTURED-DATA: where it comes from: source; topic, partition and offset,
//     or path and offset; continues="true" for a part of a line that goes on in
//     the next record. With these a server can tell what it was sent twice.
//   - MSG: the value's bytes as they are, without a carriage return at the end of
//     a line. Text that is UTF-8 and more than ASCII begins with a byte order
//     mark, as RFC 5424 asks for in 6.4; ASCII reads the same without one. A
//     null value has no MSG. Keys and headers of Kafka messages are left out.
//
// A message longer than max_message is refused, not cut.
//
// # What delivered means
//
// Syslog has no acknowledgements. Deliver returns when everything was written
// to the connection and, on Linux, when the TCP of the other end has
// acknowledged it. What the server's process does with it afterwards nobody
// tells us: a server that is killed loses what it had in its memory.
//
// A server that ends in good order closes the connection. If it had read
// everything by then, its TCP says so, and nothing is sent twice. If it had
// not, or if the connection breaks in any other way, the last 8 MiB or so are
// sent again on the next connection: at least once, in order, with repetitions.
// Less than that is on its way, as the connection's send buffer is kept
// smaller, and waits there unread, unless the server's machine allows larger
// receive buffers than Linux does by default. Close says that nothing follows
// and waits some seconds for the server to close too, so that the last records
// are read.
//
// With TLS a new connection is watched for a moment before it is used: a server
// that does not want our certificate closes it only after its TCP has
// acknowledged the first records. A certificate that one end does not believe
// ends the pipeline if nothing was ever delivered.
//
// A server that takes nothing is waited for; the pipeline then holds back its
// sources.
package syslog
