package logline

import "bytes"

// readFlow reads the first line of what mitmproxy prints of a request, "203.0.113.1:1234: GET https://shop/ HTTP/2.0",
// and that of its response, " << 200 OK 12b", and tells whether it is one.
func (r *Reader) readFlow(s []byte) bool {
	if s[0] == flowAnswer[0] && bytes.HasPrefix(s, []byte(flowAnswer)) {
		s = s[len(flowAnswer):]
		if bytes.HasPrefix(s, []byte("HTTP/")) {
			r.readStatusLine(s)
			return true
		}
		r.say(meaning{statusField, 3, everywhere}, s[:min(len(s), 3)])
		return true
	}
	request := flowRequest(s)
	if request == 0 {
		return false
	}
	r.say(meaning{addressField, 2, everywhere}, s[:request-len(": ")])
	r.readBareRequest(s[request:])
	return true
}

// flowAnswer is what mitmproxy prints before a response.
const flowAnswer = " << "

// flowRequest is where the request line begins after the client's address and port, or 0.
func flowRequest(s []byte) int {
	// Fast path: an address begins otherwise.
	if len(s) == 0 || !isDigit(s[0]) && (s[0]|0x20 < 'a' || s[0]|0x20 > 'f') && s[0] != '[' && s[0] != ':' {
		return 0
	}
	colon := bytes.Index(s[:min(len(s), maxAddress+len("[]:65535: "))], []byte(": "))
	if colon <= 0 || !isAddress(withoutPort(s[:colon])) || !beginsRequest(s[colon+2:]) {
		return 0
	}
	return colon + 2
}

// readHeader reads a line that is a header, in a dump: "> Host: shop", "header: Set-Cookie: a=b",
// "Authorization: Bearer x". It tells whether it is one that says something.
func (r *Reader) readHeader(s []byte) bool {
	i := 0
	dumped := false
	switch {
	case len(s) > 2 && (s[0] == '>' || s[0] == '<') && s[1] == ' ':
		i, dumped = 2, true
	case s[0] == 'h' && bytes.HasPrefix(s, []byte("header: ")):
		i, dumped = len("header: "), true
	}
	switch {
	case s[0] == 's' && bytes.HasPrefix(s, []byte("send: b")) && len(s) > len("send: b'"):
		return r.readHead(s[len("send: b'") : len(s)-1])
	case s[0] == 'r' && bytes.HasPrefix(s, []byte("reply: ")) && len(s) > len("reply: '"):
		r.readStatusLine(s[len("reply: '"):])
		return true
	}
	if dumped && beginsRequest(s[i:]) {
		r.readBareRequest(s[i:])
		return true
	}
	if i < len(s) && s[i] == 'H' && bytes.HasPrefix(s[i:], []byte("HTTP/")) {
		r.readStatusLine(s[i:])
		return true
	}
	return r.readHeaderLine(s, i, dumped)
}

// readHead reads a request's head in a string, as http.client prints what it sends: its lines end in \r\n.
func (r *Reader) readHead(s []byte) bool {
	const end = `\r\n`
	first, rest, ok := bytes.Cut(s, []byte(end))
	if !ok || !beginsRequest(first) {
		return false
	}
	r.takeRequestLine(first)
	for ok && len(rest) > 0 {
		var line []byte
		line, rest, ok = bytes.Cut(rest, []byte(end))
		if len(line) == 0 {
			break
		}
		r.readHeaderLine(line, 0, true)
	}
	return true
}

// readHeaderLine reads the header at s[i]. One that was not dumped may be a line of something else.
func (r *Reader) readHeaderLine(s []byte, i int, dumped bool) bool {
	i = skipSpaces(s, i)
	colon := i
	for colon < len(s) && colon < i+maxName && (folding[s[colon]] != 0 || s[colon] == '-') {
		colon++
	}
	if colon == i || colon == len(s) || colon == i+maxName || s[colon] != ':' {
		return dumped
	}
	m := r.names.meaningOf(s[i:colon])
	if m.rooms&inHeaders == 0 || m.field == noField {
		return dumped
	}
	value := s[skipSpaces(s, colon+1):]
	if !dumped && m.rooms != everywhere && m.field != hostField && m.field != refererField {
		return false
	}
	r.say(m, value)
	return true
}

// readStatusLine reads "HTTP/1.1 200 OK".
func (r *Reader) readStatusLine(s []byte) {
	space := bytes.IndexByte(s, ' ')
	if space < 0 || space+4 > len(s) {
		return
	}
	r.say(meaning{statusField, 3, everywhere}, s[space+1:space+4])
	r.line.Protocol = s[:space]
}
