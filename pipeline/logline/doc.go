// Package logline reads what a log line says of a request: when, who, what was
// asked for and what was answered, in the formats that Django processes and the
// servers around them write.
//
// Everything that it returns points into the line that was read, as it is
// written there: nothing is decoded and nothing copied, so that nothing is
// allocated and no secret leaves the buffer in which it came. What a line does
// not say is empty.
package logline
