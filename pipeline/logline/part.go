package logline

import "bytes"

// Part is a part of a line that a value may stand in.
type Part uint8

// The parts of a line.
const (
	// InText is the rest of a line, what no other part covers.
	InText Part = iota
	InPath
	InQuery
	InFragment
	InReferer
	InUserAgent
	InAuthorization
	InCookie
	InSetCookie
	InHost
	InAddress
	InUser
	InRequestID
	InMessage
)

var partNames = [...]string{"text", "path", "query", "fragment", "referer", "user_agent", "authorization", "cookie", "set_cookie", "host", "address", "user", "request_id", "message"}

// String is the part's name: "referer".
func (p Part) String() string { return partNames[p] }

// Where says in which part of the line the bytes from lo to hi, offsets in the
// line that was read, begin. What overlaps several parts counts for the
// innermost: a URL in a message is a query and not a message.
func (l *Line) Where(lo, hi int) Part {
	for _, p := range [...]struct {
		text []byte
		part Part
	}{
		{l.Authorization, InAuthorization}, {l.Cookie, InCookie}, {l.setCookies, InSetCookie}, {l.Referer, InReferer},
		{l.UserAgent, InUserAgent}, {l.arguments, InQuery}, {l.forwarded, InAddress}, {l.Address, InAddress}, {l.User, InUser}, {l.Request, InRequestID},
	} {
		if l.holds(p.text, lo, hi) {
			return p.part
		}
	}
	if l.holds(l.Target, lo, hi) {
		return l.whereInTarget(lo)
	}
	switch {
	case l.holds(l.Query, lo, hi):
		return InQuery
	case l.holds(l.Host, lo, hi):
		return InHost
	case l.holds(l.Message, lo, hi):
		return InMessage
	}
	return InText
}

// holds tells whether text, a part of the line, and the bytes from lo to hi overlap.
func (l *Line) holds(text []byte, lo, hi int) bool {
	if len(text) == 0 {
		return false
	}
	at := Offset(l.whole, text)
	return lo < at+len(text) && hi > at
}

func (l *Line) whereInTarget(lo int) Part {
	before := l.Target[:min(max(lo-Offset(l.whole, l.Target), 0), len(l.Target))]
	switch {
	case bytes.IndexByte(before, '#') >= 0:
		return InFragment
	case bytes.IndexByte(before, '?') >= 0:
		return InQuery
	}
	return InPath
}
