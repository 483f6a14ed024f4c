package logline

import "bytes"

// maxDump is how many lines that are no headers may stand inside of a dump: bodies.
const maxDump = 256

// dump is a request whose head is printed line by line, with the response's after it.
type dump struct {
	request *Request
	// answered says that the response's status was read.
	answered bool
	// raw says that headers stand there as they were sent, with nothing before them.
	raw bool
	// others counts lines that are no headers.
	others int
}

// dumped is what a line of a dump is.
type dumped uint8

const (
	notDumped dumped = iota
	dumpedRequest
	dumpedStatus
	dumpedHeader
	dumpedEnd
)

// dumpedAs tells what a line is in the dumps of curl -v, http.client and mitmproxy,
// and in requests that are printed as they were sent.
func dumpedAs(s []byte, raw bool) dumped {
	if len(s) == 0 {
		return notDumped
	}
	switch c := s[0]; {
	case c == '>' || c == '<':
		return dumpedWithArrow(s)
	case c == 's' && bytes.HasPrefix(s, []byte("send: b")):
		if len(s) > len("send: b'") && beginsRequest(s[len("send: b'"):]) {
			return dumpedRequest
		}
	case c == 'r' && bytes.HasPrefix(s, []byte("reply: ")):
		return dumpedStatus
	case c == 'h' && bytes.HasPrefix(s, []byte("header: ")):
		return dumpedHeader
	case c == 'H' && raw && bytes.HasPrefix(s, []byte("HTTP/")):
		return dumpedStatus
	case c >= 'A' && c <= 'Z' && beginsRequest(s):
		if protocol := bytes.LastIndex(s, []byte(" HTTP/")); protocol > 0 && len(s)-protocol <= len(" HTTP/1.1") {
			return dumpedRequest
		}
	}
	switch {
	case raw && bytes.HasPrefix(s, []byte(flowAnswer)):
		return dumpedStatus
	case raw && isHeaderLine(bytes.TrimLeft(s, " ")):
		return dumpedHeader
	case flowRequest(s) > 0:
		return dumpedRequest
	}
	return notDumped
}

func dumpedWithArrow(s []byte) dumped {
	switch {
	case len(s) == 1:
		if s[0] == '<' {
			return dumpedEnd
		}
		return dumpedHeader
	case s[1] != ' ':
		return notDumped
	case s[0] == '>' && beginsRequest(s[2:]):
		return dumpedRequest
	case s[0] == '<' && bytes.HasPrefix(s[2:], []byte("HTTP/")):
		return dumpedStatus
	case len(s) == 2 && s[0] == '<':
		return dumpedEnd
	}
	return dumpedHeader
}

// isHeaderLine tells whether s begins with a header's name, a colon and a space.
func isHeaderLine(s []byte) bool {
	colon := bytes.IndexByte(s[:min(len(s), maxName)], ':')
	if colon <= 0 || colon+1 < len(s) && s[colon+1] != ' ' {
		return false
	}
	for _, c := range s[:colon] {
		if folding[c] == 0 && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// addToDump takes over a line that belongs to a dump, and tells whether it does.
func (a *Assembler) addToDump(number int, s []byte, l *Line) bool {
	d := &a.dump
	as := dumpedAs(s, d.request != nil && d.raw)
	if as == dumpedRequest {
		a.endDump()
		d.request = a.take()
		d.raw = s[0] != '>' && s[0] != 's'
		d.answered = false
		d.others = 0
		d.request.add(number, &a.reader)
		if d.request.Time == 0 {
			d.request.Time = a.at
		}
		return true
	}
	if d.request == nil {
		return false
	}
	switch as {
	case dumpedStatus, dumpedHeader:
		d.answered = d.answered || as == dumpedStatus
		d.request.add(number, &a.reader)
		return true
	case dumpedEnd:
		d.request.LastLine = number
		if !d.raw {
			a.endDump()
		}
		return true
	}
	return a.endsDump(number, s, l)
}

// endsDump judges a line that is none of a dump's. Urllib3 tells of the request that http.client has
// dumped; a line with a time or a level is somebody else's; the rest are bodies.
func (a *Assembler) endsDump(number int, s []byte, l *Line) bool {
	d := &a.dump
	if l.isWhole() && bytes.Equal(l.Method, d.request.Method) && bytes.Equal(l.Path(), d.request.Path) {
		d.request.add(number, &a.reader)
		d.request.Time = l.Time
		a.endDump()
		return true
	}
	d.others++
	if d.answered && !d.raw || d.others > maxDump || !a.isBody(s, l) {
		a.endDump()
		return false
	}
	return true
}

// isBody tells whether a line inside of a dump can be a part of a body. A body in JSON may have times and events too,
// but seldom a level.
func (a *Assembler) isBody(s []byte, l *Line) bool {
	if len(s) > 0 && (s[0] == '{' || s[0] == '[') {
		return len(l.Level) == 0 || len(l.Message) == 0
	}
	return !a.reader.hasOwnTime() && len(l.Level) == 0 && !l.IsRequest()
}

// endDump hands on the request that was dumped.
func (a *Assembler) endDump() {
	q := a.dump.request
	if q == nil {
		return
	}
	a.dump.request = nil
	a.visitor.Request(q)
	a.free = append(a.free, q)
}
