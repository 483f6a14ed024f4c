package logline

import "bytes"

// maxRead is how much of a line is read, in bytes: what comes after it, the body
// of a request mostly, says nothing of what was asked for.
const maxRead = 256 << 10

// maxWrapped is how many wrappings are taken off a line: what a container
// runtime, a collector and syslog put around what a process wrote.
const maxWrapped = 4

// Reader reads lines. The zero value is ready. It is not safe for concurrent use;
// what it needs, it keeps, so that reading allocates nothing.
type Reader struct {
	// Year is the year of times that have none, such as syslog's. Where it is 0
	// those times are not known.
	Year int

	line       Line
	setCookies [][]byte
	ranks      [fields]uint8
	wrapped    int
	// inner is the line without what it is wrapped in.
	inner []byte
	// What two wrappings leave of a line.
	unescaped, colourless thinned
	// told is for texts that a record holds.
	told thinned
	// nesting is for readObject, which would have to clear a variable of its own each time.
	nesting nesting
	names   names
}

// Read reads a line, with or without its end. The result points into the line and is valid until
// the next Read. Any bytes will do; it takes time in proportion to their number.
func (r *Reader) Read(line []byte) *Line {
	line = withoutEnd(line)
	r.begin(line)
	r.read(line[:min(len(line), maxRead)])
	r.finish()
	return &r.line
}

// SetCookies are all Set-Cookie headers of the line that was read last, parts of it, valid until
// the next Read.
func (r *Reader) SetCookies() [][]byte { return r.setCookies }

// begin forgets the line before.
func (r *Reader) begin(line []byte) {
	r.line = Line{whole: line}
	r.setCookies = r.setCookies[:0]
	r.ranks = [fields]uint8{}
	r.wrapped = 0
}

// read reads a line, or what is left of one after a wrapping was taken off.
func (r *Reader) read(s []byte) {
	s = withoutEnd(s)
	r.inner = s
	if len(s) == 0 {
		return
	}
	switch c := s[0]; {
	case c == '{':
		// Fast path: JSON.
		if !r.readDocker(s) {
			r.readObject(s, 0, inTop)
		}
	case c != '[' && r.readCombined(s):
		// Fast path: an access line.
	case bytes.IndexByte(s, escapeSign) >= 0:
		r.readColoured(s)
	default:
		r.readText(s)
	}
}

func withoutEnd(s []byte) []byte {
	if n := len(s); n > 0 && s[n-1] == '\n' {
		s = s[:n-1]
	}
	if n := len(s); n > 0 && s[n-1] == '\r' {
		s = s[:n-1]
	}
	return s
}

// finish derives what follows from the fields that were found.
func (r *Reader) finish() {
	l := &r.line
	if r.ranks[loggerField] == nameOfLogger.rank && (r.ranks[levelField] == 0 || !isModule(l.Logger)) {
		l.Logger = nil
	}
	if len(l.told) > 0 && r.ranks[targetField] < 2 {
		r.readTold(l.told)
	}
	if len(l.Message) > 0 && r.ranks[targetField] < 2 {
		r.readRecordMessage()
	}
	if question := bytes.IndexByte(l.Target, '?'); question >= 0 {
		l.Query = l.Target[question+1:]
		if fragment := bytes.IndexByte(l.Query, '#'); fragment >= 0 {
			l.Query = l.Query[:fragment]
		}
	} else if len(l.arguments) > 0 {
		l.Query = l.arguments
	}
	if scheme := schemeLength(l.Target); scheme > 0 {
		if len(l.Scheme) == 0 {
			l.Scheme = l.Target[:scheme-len("://")]
		}
		if len(l.Host) == 0 {
			l.Host = l.Target[scheme:originLength(l.Target)]
			if at := bytes.LastIndexByte(l.Host, '@'); at >= 0 {
				l.Host = l.Host[at+1:]
			}
		}
	}
}

// isModule tells whether a name is written as modules and programs are, and not as people or products.
func isModule(name []byte) bool {
	return len(name) > 0 && (name[0] < 'A' || name[0] > 'Z') && isDotted(name)
}

// hasOwnTime tells whether the time is the line's own and not that of what it is wrapped in, which each
// line has.
func (r *Reader) hasOwnTime() bool { return r.ranks[timeField] > 0 }

// say takes over that a name with this meaning has this value.
func (r *Reader) say(m meaning, value []byte) {
	if len(value) == 0 || m.rank <= r.ranks[m.field] || isNothing(value) {
		if m.field == setCookieField && m.rank == r.ranks[setCookieField] {
			r.takeSetCookie(value)
		}
		return
	}
	if r.take(m.field, value) {
		r.ranks[m.field] = m.rank
	}
}

// formatRank is the rank of what stands where the format of a line has it, above that of every name.
const formatRank = 8

// setTime takes over the time that the format of a line has.
func (r *Reader) setTime(at int64) {
	r.line.Time = at
	r.ranks[timeField] = formatRank
}

// setStatus takes over the status that the format of a line has.
func (r *Reader) setStatus(status int) {
	r.line.Status = status
	r.ranks[statusField] = formatRank
}

// setRequest takes over the method and the target that the format of a line has.
func (r *Reader) setRequest(method, target []byte) {
	r.line.Method, r.line.Target = method, target
	r.ranks[methodField], r.ranks[targetField] = formatRank, formatRank
}

// isNothing tells whether a value says that there is none.
func isNothing(value []byte) bool {
	switch len(value) {
	case 1:
		return value[0] == '-'
	case 4:
		return string(value) == "None" || string(value) == "null"
	}
	return false
}

// take sets a field if the value can be one of its values.
func (r *Reader) take(f field, value []byte) bool {
	l := &r.line
	switch f {
	case timeField:
		return r.takeTime(value)
	case loggerField:
		l.Logger = value
	case levelField:
		l.Level = value
	case messageField:
		l.Message = value
	case tokenField:
		l.Token = value
	case userField:
		if string(value) == "AnonymousUser" {
			return false
		}
		l.User = value
	case requestField:
		l.Request = value
	case userAgentField:
		l.UserAgent = value
	case refererField:
		l.Referer = value
	case authorizationField:
		l.Authorization = value
	case cookieField:
		l.Cookie = value
	case setCookieField:
		l.SetCookie = value
		r.takeSetCookie(value)
	case hostField:
		l.Host = value
	default:
		return r.takeRequest(f, value)
	}
	return true
}

// takeSetCookie takes over one of several Set-Cookie headers.
func (r *Reader) takeSetCookie(value []byte) {
	if len(value) == 0 || len(r.setCookies) == maxSetCookies {
		return
	}
	r.setCookies = append(r.setCookies, value)
	first := r.setCookies[0]
	if after := Offset(first, value); after >= 0 {
		r.line.setCookies = first[:after+len(value)]
	}
}

func (r *Reader) takeTime(value []byte) bool {
	at, length := readTime(value, r.Year)
	if length == 0 {
		at = readEpoch(value)
	}
	if at == 0 {
		return false
	}
	r.line.Time = at
	return true
}

func (r *Reader) takeRequest(f field, value []byte) bool {
	l := &r.line
	switch f {
	case methodField:
		if methodLength(value) != len(value) {
			return false
		}
		l.Method = value
	case targetField:
		if !isTarget(value) {
			return false
		}
		l.Target = value
	case queryField:
		l.arguments = bytes.TrimPrefix(value, []byte("?"))
	case requestLineField:
		return r.takeRequestLine(value)
	case statusField:
		return r.takeStatus(value)
	case protocolField:
		if bytes.HasPrefix(value, []byte("HTTP/")) {
			l.Protocol = value
			return true
		}
		return r.takeScheme(value)
	case schemeField:
		return r.takeScheme(value)
	case addressField:
		return r.takeAddress(value)
	case forwardedField:
		return r.takeForwarded(value)
	}
	return true
}

func (r *Reader) takeScheme(value []byte) bool {
	switch string(value) {
	case "http", "https":
		r.line.Scheme = value
		return true
	}
	return false
}

func (r *Reader) takeStatus(value []byte) bool {
	status, ok := statusAt(value, 0)
	if !ok || len(value) != 3 {
		return false
	}
	r.line.Status = status
	return true
}

// statusAt reads the status code at s[i].
func statusAt(s []byte, i int) (int, bool) {
	status, ok := digits(s, i, 3)
	return status, ok && status >= 100 && status <= 599
}
