package logline

// Line is what a line says. Its texts are parts of the line, without quotes, with
// escapes as they are written.
type Line struct {
	// Time is when the line was written, in nanoseconds since 1970 (UTC where the
	// line has no zone), or 0.
	Time int64
	// Logger is the name of Python's logger, Level the level as it is written.
	Logger, Level []byte
	// Method, Target and Protocol are the request line. Target is the path with
	// its query string, or a whole URL.
	Method, Target, Protocol []byte
	// Status is the response's status code, or 0.
	Status int
	// Scheme is http or https, Host the Host header or virtual host.
	Scheme, Host []byte
	// Address is the client's, UserAgent and Referer are what its headers say.
	Address, UserAgent, Referer []byte
	// Authorization and Cookie are the request's headers, SetCookie is the first of the response's.
	Authorization, Cookie, SetCookie []byte
	// User is who the application says it was: user_id, user, username.
	User []byte
	// Request is an id that several lines of one request have in common.
	Request []byte
	// Message is the event or message of an application's line: "user 42 logged out".
	Message []byte
}

// IsRequest tells whether the line says what was asked for.
func (l *Line) IsRequest() bool { return len(l.Target) > 0 }
