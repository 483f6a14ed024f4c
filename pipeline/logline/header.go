package logline

import "bytes"

// readHeader reads a line that is a header, in a dump: "> Host: shop", "header: Set-Cookie: a=b",
// "Authorization: Bearer x". It tells whether it is one that says something.
func (r *Reader) readHeader(s []byte) bool {
	i := 0
	dumped := false
	switch {
	case len(s) > 2 && (s[0] == '>' || s[0] == '<') && s[1] == ' ':
		i, dumped = 2, true
	case bytes.HasPrefix(s, []byte("header: ")):
		i, dumped = len("header: "), true
	}
	if dumped && beginsRequest(s[i:]) {
		r.readBareRequest(s[i:])
		return true
	}
	if dumped && bytes.HasPrefix(s[i:], []byte("HTTP/")) {
		r.readStatusLine(s[i:])
		return true
	}
	colon := bytes.IndexByte(s[i:min(len(s), i+maxName)], ':')
	if colon <= 0 {
		return dumped
	}
	name := s[i : i+colon]
	for _, c := range name {
		if folding[c] == 0 && c != '-' {
			return dumped
		}
	}
	m := meaningOf(name)
	if m.rooms&inHeaders == 0 || m.field == noField {
		return dumped
	}
	value := s[skipSpaces(s, i+colon+1):]
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
