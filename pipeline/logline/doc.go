// Package logline reads what a log line says of a request: when, who, what was
// asked for and what was answered, in the formats that Django processes and the
// servers around them write.
//
// Everything that a Reader returns points into the line that was read, as it is
// written there: nothing is decoded and nothing copied, so that nothing is
// allocated and no secret leaves the buffer in which it came. What a line does
// not say is empty. Any bytes may be read; it takes time in proportion to their
// number.
//
// Time is UTC where a line has no zone. Address is the first entry of
// X-Forwarded-For where the line has that header, because behind a proxy the
// address that was connected is the proxy's; a client can forge it.
package logline
