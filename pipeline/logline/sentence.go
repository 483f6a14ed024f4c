package logline

import "bytes"

// readSentence reads what is said of a request in words, and tells whether it is that: httpx's
// `HTTP Request: GET https://shop/ "HTTP/1.1 200 OK"` and daphne's `HTTP GET / 200 [0.02, 203.0.113.1:52000]`.
func (r *Reader) readSentence(s []byte) bool {
	const begin = "HTTP "
	if !bytes.HasPrefix(s, []byte(begin)) {
		return false
	}
	s = s[len(begin):]
	if bytes.HasPrefix(s, []byte("Request: ")) {
		return r.readClientSentence(s[len("Request: "):])
	}
	if !beginsRequest(s) {
		return false
	}
	target := methodLength(s) + 1
	space := bytes.IndexByte(s[target:], ' ')
	if space < 0 || !r.takeRequestLine(s[:target+space]) {
		return false
	}
	rest := s[target+space+1:]
	r.say(meaning{statusField, formatRank, everywhere}, rest[:min(len(rest), 3)])
	if comma := bytes.Index(rest, []byte(", ")); comma > 0 && rest[len(rest)-1] == ']' {
		r.say(meaning{addressField, 2, everywhere}, rest[comma+2:len(rest)-1])
	}
	return true
}

// readClientSentence reads what httpx says of a request that it made.
func (r *Reader) readClientSentence(s []byte) bool {
	quote := bytes.IndexByte(s, '"')
	if quote < 1 || !beginsRequest(s) || !r.takeRequestLine(s[:quote-1]) {
		return false
	}
	r.readStatusLine(bytes.Trim(s[quote:], `"`))
	return true
}
