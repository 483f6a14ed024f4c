package logline

// Request is what one or several lines say of one request. Its texts are decoded: as they were
// before they were written, and cut after 16 KiB. They are copies in memory of the request's own, valid until the
// function that was given the request returns.
type Request struct {
	// Time is when the request was logged first, in nanoseconds since 1970, or 0.
	Time int64
	// Line and LastLine are the numbers of the first and last line that say something of it.
	Line, LastLine int
	// Logger is that of the first line that has one.
	Logger []byte
	// Method is empty only where a line has headers and a path without it. Path has no query string,
	// Query no question mark.
	Method, Path, Query []byte
	// Status is the response's status code, or 0 where no line says it.
	Status int
	// Scheme is http or https; Host is the Host header, or of whom the request was asked.
	Scheme, Host []byte
	// Address is the client's: see Line.
	Address, UserAgent, Referer []byte
	// Authorization and Cookies are the values of the request's headers, SetCookies those of all
	// Set-Cookie headers of the response.
	Authorization, Cookies []byte
	SetCookies             [][]byte
	// User is who the application says it was, RequestID the id that its lines have in common.
	User, RequestID []byte

	buffer []byte
}

// Event is an application's line that is no request: "user 42 logged out". Its
// texts are decoded, and valid until the function that was given the event returns.
type Event struct {
	Time                   int64
	Line                   int
	Logger, Level, Message []byte
	User, Token            []byte

	buffer []byte
}

const (
	// maxKept is how much of one text is kept, in bytes: more than servers take for a header.
	maxKept = 16 << 10
	// maxRequest is how much is kept of all texts of a request, in bytes.
	maxRequest = 64 << 10
	// maxSetCookies is how many Set-Cookie headers are kept.
	maxSetCookies = 32
)

// reset empties the request and keeps its memory.
func (q *Request) reset() {
	*q = Request{SetCookies: q.SetCookies[:0], buffer: q.buffer[:0]}
}

// keep copies a text of a line, decoded.
func (q *Request) keep(l *Line, text []byte) []byte {
	text = text[:min(len(text), maxKept, maxRequest-len(q.buffer))]
	from := len(q.buffer)
	q.buffer = l.AppendText(q.buffer, text)
	return q.buffer[from:len(q.buffer):len(q.buffer)]
}

// fill keeps text where there is nothing yet.
func (q *Request) fill(field *[]byte, l *Line, text []byte) {
	if len(*field) == 0 && len(text) > 0 {
		*field = q.keep(l, text)
	}
}

// add takes over what a line says beyond what is known already.
func (q *Request) add(number int, r *Reader) {
	l := &r.line
	if q.Line == 0 {
		q.Line = number
	}
	q.LastLine = number
	if q.Time == 0 {
		q.Time = l.Time
	}
	if l.Status != 0 {
		q.Status = l.Status
	}
	if len(q.Path) == 0 {
		q.fill(&q.Path, l, l.Path())
		q.fill(&q.Query, l, l.Query)
	}
	for _, f := range [...]struct {
		field *[]byte
		text  []byte
	}{
		{&q.Method, l.Method}, {&q.Scheme, l.Scheme}, {&q.Host, l.Host}, {&q.Address, l.Address}, {&q.UserAgent, l.UserAgent},
		{&q.Referer, l.Referer}, {&q.Authorization, l.Authorization}, {&q.Cookies, l.Cookie}, {&q.User, l.User}, {&q.RequestID, l.Request},
		{&q.Logger, l.Logger},
	} {
		q.fill(f.field, l, f.text)
	}
	for _, header := range r.setCookies {
		if len(q.SetCookies) < maxSetCookies {
			q.SetCookies = append(q.SetCookies, q.keep(l, header))
		}
	}
}

// set takes over an application's line.
func (e *Event) set(number int, l *Line) {
	*e = Event{Time: l.Time, Line: number, buffer: e.buffer[:0]}
	for _, f := range [...]struct {
		field *[]byte
		text  []byte
	}{
		{&e.Logger, l.Logger}, {&e.Level, l.Level}, {&e.Message, l.Message}, {&e.User, l.User}, {&e.Token, l.Token},
	} {
		if len(f.text) > 0 {
			from := len(e.buffer)
			e.buffer = l.AppendText(e.buffer, f.text[:min(len(f.text), maxKept)])
			*f.field = e.buffer[from:len(e.buffer):len(e.buffer)]
		}
	}
}
