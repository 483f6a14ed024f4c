package logline

import "bytes"

// Line is what a line says. Its texts are parts of the line, without quotes, with
// escapes as they are written; AppendText undoes those. It may be copied, and is valid for as
// long as the line is not overwritten.
type Line struct {
	// Time is when the line was written, in nanoseconds since 1970 (UTC where the
	// line has no zone), or 0.
	Time int64
	// Logger is the name of Python's logger, Level the level as it is written.
	Logger, Level []byte
	// Method, Target and Protocol are the request line. Target is the path with
	// its query string, or a whole URL.
	Method, Target, Protocol []byte
	// Query is what follows the question mark in Target, or what the line says
	// apart from it.
	Query []byte
	// Status is the response's status code, or 0.
	Status int
	// Scheme is http or https, Host the Host header or virtual host.
	Scheme, Host []byte
	// Address is the client's, without a port: the first of X-Forwarded-For where the
	// line has that header, else whoever was connected. UserAgent and Referer are
	// what its headers say.
	Address, UserAgent, Referer []byte
	// Authorization and Cookie are the request's headers, SetCookie is the first of the response's.
	Authorization, Cookie, SetCookie []byte
	// User is who the application says it was: user_id, user, username.
	User []byte
	// Request is an id that several lines of one request have in common.
	Request []byte
	// Token is the id of a token that the line names: jti.
	Token []byte
	// Message is the event or message of an application's line: "user 42 logged out".
	Message []byte

	// setCookies reaches from the first to the last Set-Cookie header.
	setCookies []byte
	// whole is the line without its line end.
	whole []byte
	// arguments is a query string that the line has beside Target.
	arguments []byte
	// forwarded is the whole of X-Forwarded-For.
	forwarded []byte
	// told is a dict in a text where a request is expected: "request": "{'method': …}".
	told []byte
	// escapes is how many times the texts are escaped.
	escapes int
}

// IsRequest tells whether the line says what was asked for.
func (l *Line) IsRequest() bool { return len(l.Target) > 0 }

// Path is Target without scheme, host, query string and fragment.
func (l *Line) Path() []byte { return pathOf(l.Target) }

// pathOf is a target without scheme, host, query string and fragment.
func pathOf(target []byte) []byte {
	path := target[originLength(target):]
	if end := bytes.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	return path
}

// Offset is where part begins in line. Part must be a text of the Line that was
// read from it, or an empty one, for which it is -1.
func Offset(line, part []byte) int {
	if len(part) == 0 {
		return -1
	}
	// Parts are made by slicing alone, which leaves the end of the capacity where it was.
	return cap(line) - cap(part)
}

// originLength is the length of scheme, host and port of an absolute URL, or 0.
func originLength(target []byte) int {
	after := schemeLength(target)
	if after == 0 {
		return 0
	}
	for i := after; i < len(target); i++ {
		switch target[i] {
		case '/', '?', '#':
			return i
		}
	}
	return len(target)
}

// schemeLength is the length of http:// or https://, or 0.
func schemeLength(target []byte) int {
	switch {
	case len(target) < len("http://") || target[0] != 'h':
		return 0
	case bytes.HasPrefix(target, []byte("http://")):
		return len("http://")
	case bytes.HasPrefix(target, []byte("https://")):
		return len("https://")
	}
	return 0
}
