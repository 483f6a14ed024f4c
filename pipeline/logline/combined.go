package logline

import "bytes"

// maxBeforeTime is how long what stands before the time of an access line may
// be, in bytes: addresses of proxies, user, virtual host.
const maxBeforeTime = 512

// readCombined reads the access lines of nginx, Apache, gunicorn and their like,
// and tells whether the line is one:
//
//	203.0.113.1 - user [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 2 "referer" "agent" and more
func (r *Reader) readCombined(s []byte) bool {
	bracket := bytes.IndexByte(s[:min(len(s), maxBeforeTime)], '[')
	if bracket < 2 || s[bracket-1] != ' ' || bracket+4 > len(s) || s[bracket+3] != '/' {
		return false
	}
	at, length := readCommonLog(s[bracket+1:])
	if length == 0 || !isPeer(s[:bracket-1]) {
		return false
	}
	i := bracket + 1 + length
	for i < len(s) && s[i] != '"' {
		i++
	}
	if i+1 < len(s) && s[i+1] == escapeSign {
		// Werkzeug colours the request only.
		return false
	}
	r.setTime(at)
	r.readPeer(s[:bracket-1])
	if i == len(s) {
		return true
	}
	end := closingQuote(s, i)
	r.takeRequestLine(s[i+1 : end])
	if end < len(s) {
		r.readAnswer(s[end+1:])
	}
	return true
}

// isPeer tells whether s is what stands before the time of an access line: an address, or a virtual host and an
// address, then two words. A line in something else's line has more before its time.
func isPeer(s []byte) bool {
	// Fast path: an address without a user.
	const nobody = " - -"
	if n := len(s) - len(nobody); n > 0 && string(s[n:]) == nobody && isAddress(s[:n]) && bytes.IndexByte(s[:n], ':') < 0 {
		return true
	}
	words := 1
	for i, c := range s {
		if c == ' ' && i > 0 && s[i-1] != ',' {
			words++
		}
	}
	if words != 3 && words != 4 || s[0] == ' ' {
		return false
	}
	first, rest, _ := bytes.Cut(s, []byte(" "))
	second, _, _ := bytes.Cut(rest, []byte(" "))
	switch {
	case words == 3 && string(second) == "-" && bytes.IndexByte(first, ':') < 0, first[len(first)-1] == ',':
		return true
	}
	return isAddress(withoutPort(first)) || isAddress(withoutPort(second))
}

// readPeer reads what stands before the time: address, identity and user, with a virtual
// host before them or several addresses of X-Forwarded-For.
func (r *Reader) readPeer(s []byte) {
	first := s
	if space := bytes.IndexByte(s, ' '); space > 0 {
		first = s[:space]
		s = s[space+1:]
	} else {
		s = nil
	}
	if n := len(first); first[n-1] == ',' {
		r.say(meaning{forwardedField, 3, everywhere}, first[:n-1])
		for more := true; more; {
			n := bytes.IndexByte(s, ' ')
			more = n > 0 && s[n-1] == ','
			s = s[n+1:]
		}
	} else if bare := withoutPort(first); isAddress(bare) {
		r.say(meaning{addressField, 2, everywhere}, bare)
	} else if second, rest, ok := bytes.Cut(s, []byte(" ")); ok && isAddress(withoutPort(second)) {
		r.line.Host = first
		r.say(meaning{addressField, 2, everywhere}, second)
		s = rest
	}
	if space := bytes.LastIndexByte(s, ' '); space >= 0 {
		r.say(meaning{userField, 2, everywhere}, s[space+1:])
	}
}

// readAnswer reads what follows the request line: status, size, then quoted fields, of which the
// first two are referer and agent.
func (r *Reader) readAnswer(s []byte) {
	i := 0
	for i < len(s) && s[i] == ' ' {
		i++
	}
	if status, ok := digits(s, i, 3); ok {
		r.setStatus(status)
		i += 3
	}
	quoted := 0
	for {
		from, plain := i, false
		if i, plain = nextQuoted(s, i); i == len(s) {
			if !plain {
				r.readBarePairs(s[from:])
			}
			return
		}
		var name []byte
		if !plain {
			r.readBarePairs(s[from:i])
			name = nameBefore(s[from:i])
		}
		end := closingQuote(s, i)
		value := s[i+1 : end]
		switch {
		case name != nil:
			if m := meaningOf(name); m.rooms&inTop != 0 {
				r.say(m, value)
			}
		case quoted == 0 && !isLoneAgent(s, value) && !isAgent(value):
			r.say(meaning{refererField, 2, everywhere}, value)
			quoted++
		case quoted <= 1:
			r.say(meaning{userAgentField, 2, everywhere}, value)
			quoted = 2
		default:
			r.guess(value)
		}
		if end >= len(s) {
			return
		}
		i = end + 1
	}
}

// nextQuoted is where the next quoted field begins from s[i] on, or the length of s. It is plain if nothing before it has a
// name, which few fields have.
func nextQuoted(s []byte, i int) (at int, plain bool) {
	for ; i < len(s); i++ {
		switch s[i] {
		case '"':
			return i, true
		case '=', ':':
			return next(s, i, '"'), false
		}
	}
	return i, true
}

// isLoneAgent tells whether the only quoted field of an answer is the agent: it is no URL.
func isLoneAgent(answer, value []byte) bool {
	return len(value) > 1 && !bytes.Contains(value, []byte("://")) && bytes.Count(answer, []byte{'"'}) == 2
}

// readBarePairs reads the pairs without quotes between quoted fields: rt=0.002 request_id=….
func (r *Reader) readBarePairs(s []byte) {
	for i := 0; ; {
		n := bytes.IndexByte(s[i:], '=')
		if n < 0 {
			return
		}
		i = max(r.readPair(s, i+n), i+n+1)
	}
}

// nameBefore is the name of key="value", where s ends with the equals sign, or nil.
func nameBefore(s []byte) []byte {
	if len(s) < 2 || s[len(s)-1] != '=' && s[len(s)-1] != ':' {
		return nil
	}
	s = s[:len(s)-1]
	return s[bytes.LastIndexByte(s, ' ')+1:]
}

// guess takes over a field that an operator added without a name, if it can be
// told from its value what it is.
func (r *Reader) guess(value []byte) {
	const rank = 1
	first, _, _ := bytes.Cut(value, []byte(","))
	switch {
	case len(value) < 3:
	case beginsCredentials(value):
		r.say(meaning{authorizationField, rank, everywhere}, value)
	case isAddress(withoutPort(first)):
		r.say(meaning{forwardedField, rank, everywhere}, value)
	case string(value) == "https" || string(value) == "http":
		r.say(meaning{schemeField, rank, everywhere}, value)
	case isHost(value) || string(withoutPort(value)) == "localhost":
		r.say(meaning{hostField, rank, everywhere}, value)
	case isSetCookie(value):
		r.say(meaning{setCookieField, rank, everywhere}, value)
	case isCookies(value):
		r.say(meaning{cookieField, rank, everywhere}, value)
	}
}

// beginsCredentials tells whether s begins with a scheme of the Authorization header.
func beginsCredentials(s []byte) bool {
	space := bytes.IndexByte(s[:min(len(s), len("Negotiate "))], ' ')
	if space < 0 {
		return false
	}
	for _, scheme := range [...]string{"bearer", "token", "basic", "digest", "jwt", "negotiate", "apikey", "hawk"} {
		if bytes.EqualFold(s[:space], []byte(scheme)) {
			return true
		}
	}
	return false
}

// isHost tells whether s can be a host name with a dot, with or without a port.
func isHost(s []byte) bool {
	s = withoutPort(s)
	dots := 0
	for i, c := range s {
		switch {
		case c == '.':
			dots++
		case c == '-' && i > 0, isDigit(c), c|0x20 >= 'a' && c|0x20 <= 'z':
		default:
			return false
		}
	}
	return dots > 0 && s[0] != '.' && !isDigit(s[len(s)-1])
}

// isSetCookie tells whether s is what sets a cookie: a pair, then attributes that only a response has.
func isSetCookie(s []byte) bool {
	pair, attributes, ok := bytes.Cut(s, []byte(";"))
	if !ok || !isCookies(pair) {
		return false
	}
	for attribute := range bytes.SplitSeq(attributes, []byte(";")) {
		name, _, _ := bytes.Cut(bytes.TrimSpace(attribute), []byte("="))
		var folded [maxName]byte
		switch string(folded[:fold(&folded, name)]) {
		case "path", "expires", "maxage", "samesite", "httponly", "secure", "domain":
		default:
			return false
		}
	}
	return true
}

// isCookies tells whether s begins as a Cookie header does: a name, an equals sign, no space.
func isCookies(s []byte) bool {
	equals := bytes.IndexByte(s, '=')
	if equals <= 0 || !isDotted(s[:equals]) {
		return false
	}
	semicolon := bytes.IndexByte(s, ';')
	return semicolon > equals || bytes.IndexByte(s, ' ') < 0
}
