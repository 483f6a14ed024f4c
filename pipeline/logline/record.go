package logline

import "bytes"

// readRecordMessage looks for a request in the message of a record that names none: what django.server
// and uvicorn say of one, and django.request's "Not Found: /x".
func (r *Reader) readRecordMessage() {
	s := r.line.Message
	if r.readDjangoServer(s); r.ranks[targetField] < 2 {
		r.readTold(s)
	}
}

// readDjangoServer reads a request line in quotes, with the protocol, in the message of a record.
func (r *Reader) readDjangoServer(s []byte) {
	r.readDjangoProblem(s)
	// Fast path: there is no request.
	if !hasProtocol(s) {
		return
	}
	for at := 0; at < len(s); {
		n := bytes.IndexByte(s[at:], '"')
		if n < 0 {
			return
		}
		at += n + 1
		if !beginsRequest(s[at:]) {
			continue
		}
		end := bytes.IndexByte(s[at:], '"')
		if end < 0 {
			return
		}
		request := bytes.TrimRight(s[at:at+end], `\`)
		if !bytes.Contains(request, []byte(" HTTP/")) || !r.takeRequestLine(request) {
			return
		}
		r.readAsker(bytes.TrimRight(s[:at-1], `\`))
		if i := skipSpaces(s, at+end+1); i+3 <= len(s) && r.ranks[statusField] < 3 {
			r.say(meaning{statusField, 3, everywhere}, s[i:i+3])
		}
		return
	}
}
