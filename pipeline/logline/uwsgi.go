package logline

import "bytes"

// readUWSGI reads uWSGI's line and tells whether it is one:
//
//	[pid: 1|app: 0|req: 1/1] 203.0.113.1 (user) {28 vars in 517 bytes} [Sun Nov 22 10:00:00 2026] GET / => generated 2 bytes in 2 msecs (HTTP/1.1 200) 5 headers …
func (r *Reader) readUWSGI(s []byte) bool {
	if !bytes.HasPrefix(s, []byte("[pid: ")) {
		return false
	}
	end := bytes.IndexByte(s, ']')
	if end < 0 || end+2 >= len(s) {
		return false
	}
	rest := s[end+2:]
	if space := bytes.IndexByte(rest, ' '); space > 0 {
		r.say(meaning{addressField, 2, everywhere}, rest[:space])
		rest = rest[space+1:]
	}
	if len(rest) > 0 && rest[0] == '(' {
		if closing := bytes.IndexByte(rest, ')'); closing > 0 {
			r.say(meaning{userField, 2, everywhere}, rest[1:closing])
			rest = rest[closing:]
		}
	}
	bracket := bytes.IndexByte(rest, '[')
	if bracket < 0 {
		return true
	}
	at, length := readTime(rest[bracket+1:], r.Year)
	if length == 0 || bracket+length+3 >= len(rest) {
		return true
	}
	r.setTime(at)
	r.readUWSGIRequest(rest[bracket+1+length+2:])
	return true
}

func (r *Reader) readUWSGIRequest(s []byte) {
	arrow := bytes.Index(s, []byte(" => "))
	if arrow < 0 {
		return
	}
	r.takeRequestLine(s[:arrow])
	s = s[arrow:]
	open := bytes.Index(s, []byte("(HTTP/"))
	if open < 0 {
		return
	}
	s = s[open+1:]
	if space := bytes.IndexByte(s, ' '); space > 0 && space+4 <= len(s) {
		r.line.Protocol = s[:space]
		r.say(meaning{statusField, formatRank, everywhere}, s[space+1:space+4])
	}
}
