package logline

import "bytes"

// maxMethod is the longest method that is read as one, in letters.
const maxMethod = 16

// methodLength is the length of the capitals that s begins with, if they can be
// a method.
func methodLength(s []byte) int {
	n := 0
	for n < len(s) && n <= maxMethod && s[n] >= 'A' && s[n] <= 'Z' {
		n++
	}
	if n < len("GET") || n > maxMethod {
		return 0
	}
	return n
}

// isTarget tells whether s begins as a path or a URL does.
func isTarget(s []byte) bool {
	return len(s) > 0 && (s[0] == '/' || schemeLength(s) > 0 || len(s) == 1 && s[0] == '*')
}

// beginsRequest tells whether s begins with a method and a target.
func beginsRequest(s []byte) bool {
	n := methodLength(s)
	return n > 0 && n+1 < len(s) && s[n] == ' ' && (s[n+1] == '/' || s[n+1] == '*' || schemeLength(s[n+1:]) > 0)
}

// takeRequestLine takes over "GET /x HTTP/1.1", with or without protocol, and how
// Django names a request: <WSGIRequest: GET '/x'>.
func (r *Reader) takeRequestLine(s []byte) bool {
	if len(s) > 0 && s[0] == '<' {
		return r.takeDjangoRequest(s)
	}
	if len(s) > 0 && s[0] == '{' {
		r.line.told = s
		return false
	}
	n := methodLength(s)
	if n == 0 || n+1 >= len(s) || s[n] != ' ' {
		return false
	}
	target := s[n+1:]
	if space := lastSpace(target); space >= 0 && isProtocol(target[space+1:]) {
		r.line.Protocol = target[space+1:]
		target = target[:space]
	}
	if !isTarget(target) && !isAuthority(s[:n], target) {
		return false
	}
	r.setRequest(s[:n], target)
	return true
}

// lastSpace is where the last space of a target and its protocol is, or -1. A target may have spaces that no client should
// have sent.
func lastSpace(target []byte) int {
	// Fast path: the protocol is HTTP/1.1, or there is no space at all, which is found out much faster from the front.
	if at := len(target) - len(" HTTP/1.1"); at >= 0 && string(target[at:at+len(" HTTP/")]) == " HTTP/" && target[len(target)-3] != ' ' && target[len(target)-2] != ' ' && target[len(target)-1] != ' ' {
		return at
	}
	if bytes.IndexByte(target, ' ') < 0 {
		return -1
	}
	return bytes.LastIndexByte(target, ' ')
}

// isProtocol tells whether s is HTTP's name and version, or a version alone, as hypercorn writes it.
func isProtocol(s []byte) bool {
	switch string(s) {
	case "1.0", "1.1", "2", "3":
		return true
	}
	return bytes.HasPrefix(s, []byte("HTTP/"))
}

// isAuthority tells whether the target is what CONNECT has: host:port.
func isAuthority(method, target []byte) bool {
	return string(method) == "CONNECT" && bytes.IndexByte(target, ':') > 0
}

// takeDjangoRequest reads <WSGIRequest: GET '/x'> and <ASGIRequest: GET '/x'>.
func (r *Reader) takeDjangoRequest(s []byte) bool {
	at := bytes.Index(s, []byte("Request: "))
	if at < 0 {
		return false
	}
	s = s[at+len("Request: "):]
	n := methodLength(s)
	if n == 0 || n+3 >= len(s) || s[n] != ' ' || s[n+1] != '\'' {
		return false
	}
	target := s[n+2:]
	end := bytes.IndexByte(target, '\'')
	if end < 0 || !isTarget(target[:end]) {
		return false
	}
	r.setRequest(s[:n], target[:end])
	return true
}

// hasProtocol tells whether the protocol of a request line stands somewhere in s. It goes from slash to slash, since
// most messages have none.
func hasProtocol(s []byte) bool {
	const before = " HTTP"
	for i := 0; ; i++ {
		n := bytes.IndexByte(s[i:], '/')
		if n < 0 {
			return false
		}
		i += n
		if i >= len(before) && string(s[i-len(before):i]) == before {
			return true
		}
	}
}
