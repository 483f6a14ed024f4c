// Package otlp hands records to an OpenTelemetry receiver as logs, by OTLP over
// HTTP in its binary form: a Collector, or any of the many systems that take
// this format.
//
// What a record becomes:
//
//   - body: the value, as a string if it is UTF-8 and as bytes if it is not;
//     none for a null value. A carriage return at the end of a line is dropped.
//   - timestamp: the record's own, if it has one. The observed timestamp is the
//     time of the encoding.
//   - severity: if the line says it at a usual place, see package level.
//   - attributes, by the semantic conventions 1.43: log.file.path, or
//     messaging.system, messaging.destination.name,
//     messaging.destination.partition.id, messaging.kafka.offset,
//     messaging.kafka.message.key and messaging.kafka.message.tombstone. The
//     conventions have no names for three more: log.file.record_offset, as the
//     Collector's file receiver has it; messaging.header.NAME, a list, since
//     headers may repeat; and scrim.line.continues for a part of a line that
//     goes on in the next record. Path and offset, or topic, partition and
//     offset, tell a receiver which records it was sent twice.
//
// A record counts as delivered when a reply of the receiver says so. Replies are
// treated as the protocol's specification says:
//
//   - 429, 502, 503, 504 and failed connections are tried again, not before what
//     Retry-After asks for. A timeout may mean that the receiver has the records
//     already.
//   - 413 halves the request, and later requests are no larger.
//   - 400 and other final refusals halve the request a limited number of times,
//     to find the records that are at fault; what is left is refused.
//   - A partial success does not say which records were rejected, and the
//     specification forbids to send them again. So every record of that request
//     is refused: the dead letter then holds the rejected ones, and others that
//     were taken. Nothing is lost.
//   - A reply that shows a wrong address or wrong credentials (401, 403, 404,
//     405, 407, a redirect, something that is not OTLP, a certificate that one end
//     does not believe) ends the pipeline if no request was ever taken, and is
//     tried again otherwise, with headers read anew. Redirects are never
//     followed: what is sent to one host is not sent to another.
//
// What a receiver writes into its replies is never logged, as it may repeat
// what it was sent.
package otlp
