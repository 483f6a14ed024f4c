package misuse

import (
	"bytes"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/logline"
)

// records are requests that stand on several lines: dumps of headers, and lines
// that have a request id in common.
type records struct {
	assembler *logline.Assembler
	// until is the line up to which lines may belong to a record that has begun.
	until int64
	// recent are the last lines of records, masked, by their numbers modulo.
	recent [recentLines]recentLine
	text   []byte // of a request, as a message
}

type recentLine struct {
	number int64
	text   []byte
}

const (
	// recentLines is how many lines of records are kept as evidence.
	recentLines = 256
	// recordLines is how many lines after one that is part of a record may belong
	// to it: dumps have bodies in between.
	recordLines = 256
)

// open tells whether a line may belong to a record that has begun.
func (r *records) open(line int64) bool { return line <= r.until }

// assemble gives a line to the assembler, which hands back requests and events when
// they are complete.
func (i *Inspector) assemble(p *pipeline.Passage, n *notes, at noted, one *noted) {
	number := i.line + at.line
	if one != nil && one.what&isPart != 0 {
		i.records.until = number + recordLines
	}
	kept := &i.records.recent[number%recentLines]
	kept.number, kept.text = number, cutMasked(i.appendMasked(kept.text[:0], p, n, at.lo, at.hi, at.found))
	i.records.assembler.Add(int(number), p.Window.Data[at.lo:at.hi])
}

// Close ends the file: what waits for more lines is handed on.
func (i *Inspector) Close() {
	i.archive.close()
	i.records.assembler.Flush()
}

// Request implements [logline.Visitor].
func (i *Inspector) Request(q *logline.Request) {
	i.request = Request{
		File: i.file, Line: int64(q.Line), Time: q.Time,
		Method: q.Method, Path: q.Path, Query: q.Query, Status: q.Status, Scheme: q.Scheme, Host: q.Host,
		Address: q.Address, UserAgent: q.UserAgent, User: q.User,
		Credentials: i.request.Credentials[:0], SetCookies: i.request.SetCookies[:0],
		Form: formOf('>', q.Host, q.Scheme, q.UserAgent, q.Logger),
	}
	for _, header := range q.SetCookies {
		i.request.SetCookies = appendSetCookie(i.request.SetCookies, header)
	}
	i.credentials(q)
	if len(i.request.Credentials) > 0 {
		i.auditor.inputs[i.file].assembled++
	}
	i.request.AppendText = func(dst []byte) []byte { return i.appendRecord(dst, q) }
	i.request.AppendPath = i.appendPath
	i.auditor.Observe(&i.request)
}

// Event implements [logline.Visitor].
func (i *Inspector) Event(e *logline.Event) {
	if !endsSomething(e.Message) {
		return
	}
	line := e.Line
	i.event = Event{File: i.file, Line: int64(line), Time: e.Time, Message: e.Message, Token: e.Token, User: e.User, AppendText: func(dst []byte) []byte {
		return append(dst, i.records.recent[line%recentLines].text...)
	}}
	i.auditor.Hear(&i.event)
}

// The parts of a request's message, as its lines.
var messageParts = [...]logline.Part{logline.InQuery, logline.InReferer, logline.InAuthorization, logline.InCookie}

// credentials finds those of a request by the engine: it writes the request down as
// a message again.
func (i *Inspector) credentials(q *logline.Request) {
	text := appendRequestLine(i.records.text[:0], q)
	for _, h := range [...]struct {
		name  string
		value []byte
	}{{"Referer: ", q.Referer}, {"Authorization: ", q.Authorization}, {"Cookie: ", q.Cookies}} {
		text = append(append(append(text, h.name...), bytes.ReplaceAll(h.value, []byte("\n"), []byte(" "))...), '\n')
	}
	i.records.text = text
	w := detectors.Lines(text)
	found, _ := i.masker.Scan(detectors.Carry{}, w)
	for k := range found {
		f := &found[k]
		kind := i.kinds[f.Kind]
		part := messageParts[bytes.Count(text[:f.Lo], []byte("\n"))%len(messageParts)]
		if part == logline.InQuery && f.Place != detectors.PlaceQuery {
			continue
		}
		c, ok := credentialAt(part, kind, f, text[:f.Lo])
		if !ok {
			continue
		}
		i.prints.take(&c, i.masker, w, f, kind)
		i.request.Credentials = append(i.request.Credentials, c)
	}
}

// appendRecord appends the lines of a record as the filter writes them; of an
// archive, the request line.
func (i *Inspector) appendRecord(dst []byte, q *logline.Request) []byte {
	start := len(dst)
	for line := q.Line; line <= q.LastLine && len(dst)-start <= maxEvidenceBytes; line++ {
		if kept := &i.records.recent[line%recentLines]; kept.number == int64(line) && len(kept.text) > 0 {
			if len(dst) > start {
				dst = append(dst, " ⏎ "...)
			}
			dst = append(dst, kept.text...)
		}
	}
	if len(dst) > start {
		return dst
	}
	return i.masker.AppendRedact(dst, appendRequestLine(nil, q))
}

func appendRequestLine(dst []byte, q *logline.Request) []byte {
	dst = append(append(append(dst, q.Method...), ' '), q.Path...)
	if len(q.Query) > 0 {
		dst = append(append(dst, '?'), q.Query...)
	}
	return append(dst, " HTTP/1.1\n"...)
}
