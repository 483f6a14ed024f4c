package misuse

import (
	"bytes"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/logline"
)

// Inspector feeds an Auditor with the lines of one file: [pipeline.Inspect] scans
// them, workers read what they say, and the Auditor gets it in order. Records that
// stand on several lines are put together where the order is known.
type Inspector struct {
	auditor *Auditor
	file    int
	line    int64 // how many were before the passage
	masker  *detectors.Scanner
	// appendPath is appendHidden, made once.
	appendPath func(dst, path []byte) []byte
	prints     prints
	kinds      []credentialKind
	key        []byte
	request    Request
	event      Event
	records    records
	archive    archiveReader
}

// Inspect begins the next file, read with that engine. The key is that of the
// Auditor. Close ends it.
func (a *Auditor) Inspect(name string, e *detectors.Engine, key []byte) *Inspector {
	i := &Inspector{auditor: a, file: a.Open(name), masker: e.NewScanner(), prints: newPrints(a.digester, key), key: key}
	for _, k := range e.Kinds() {
		i.kinds = append(i.kinds, credentialKindOf(k.Name))
	}
	i.appendPath = i.appendHidden
	i.records.assembler = logline.NewAssembler(i, 0)
	return i
}

// notes are what a worker leaves of a passage.
type notes struct {
	lines       []noted
	says        []logline.Line
	credentials []Credential
	cookies     []SetCookie
	found       []detectors.Finding
	texts       []byte // paths and query strings that were escaped
	unread      []int  // where lines begin that hold tokens and no request with them
}

// noted is one line that says something. Its extents are ranges of the notes.
type noted struct {
	lo, hi      int   // in the window's data
	line        int64 // from the beginning of the passage
	what        what
	says        int
	credentials extent
	cookies     extent
	found       extent
	path, query extent // in texts, empty if they stand in the line as they are
}

type extent struct{ lo, hi int }

// what a line is.
type what uint8

const (
	isRequest what = 1 << iota
	isEnding       // an event that ends a token
	isPart         // a part of a record of several lines
)

// reader is a worker.
type reader struct {
	by    *Inspector
	lines logline.Reader
	prints
}

// Worker implements [pipeline.Inspector].
func (i *Inspector) Worker() pipeline.Worker {
	return &reader{by: i, prints: newPrints(i.auditor.digester, i.key)}
}

// Note implements [pipeline.Worker]: it reads every line that is whole.
func (r *reader) Note(s *detectors.Scanner, p *pipeline.Passage, found []detectors.Finding) {
	n, _ := p.Notes.(*notes)
	if n == nil {
		n = &notes{}
		p.Notes = n
	}
	n.lines, n.says, n.credentials, n.cookies, n.texts = n.lines[:0], n.says[:0], n.credentials[:0], n.cookies[:0], n.texts[:0]
	n.unread = n.unread[:0]
	n.found = append(n.found[:0], found...)
	mine := extent{}
	eachLine(p, func(lo, hi int, line int64, whole bool) {
		mine = n.foundIn(lo, hi, mine)
		if whole {
			r.read(s, p, n, noted{lo: lo, hi: hi, line: line, found: mine})
		}
	})
}

// Aside implements [pipeline.Worker]: lines that stand within a record of another
// stream are left alone.
func (r *reader) Aside(*detectors.Scanner, *pipeline.Passage, detectors.Aside, []detectors.Finding) {}

// foundIn is which findings are in the next line.
func (n *notes) foundIn(lo, hi int, before extent) extent {
	at := extent{before.hi, before.hi}
	if before.hi > 0 && n.found[before.hi-1].Hi > lo {
		at.lo-- // it goes on from an earlier line
	}
	for at.hi < len(n.found) && n.found[at.hi].Lo < hi {
		at.hi++
	}
	return at
}

// eachLine calls f with every line that a passage owns something of, its number from
// 1 on, and whether all of it is there.
func eachLine(p *pipeline.Passage, f func(lo, hi int, line int64, whole bool)) {
	w := &p.Window
	at, line := w.Lo, int64(0)
	for at < w.Hi {
		end := w.Hi
		if length := bytes.IndexByte(w.Data[at:w.Hi], '\n'); length >= 0 {
			end = at + length + 1
		}
		line++
		f(at, end, line, !(at == w.Lo && p.Begun || end == w.Hi && w.Open))
		if w.Seams != nil {
			line += int64(bytes.Count(w.Seams.Within(at, end), []byte("\n")))
		}
		at = end
	}
}

// read reads one line.
func (r *reader) read(s *detectors.Scanner, p *pipeline.Passage, n *notes, one noted) {
	text := p.Window.Data[one.lo:one.hi]
	l := r.lines.Read(text)
	one.what = whatIs(text, l)
	if one.what&isRequest == 0 && r.holdsCredential(n, &one) {
		n.unread = append(n.unread, one.lo)
	}
	if one.what == 0 {
		return
	}
	if one.what != isPart {
		one.says = len(n.says)
		n.says = append(n.says, *l)
	}
	one.credentials.lo, one.cookies.lo = len(n.credentials), len(n.cookies)
	if one.what&isRequest != 0 {
		for i := one.found.lo; i < one.found.hi; i++ {
			r.credential(s, p, n, &one, l, &n.found[i])
		}
		for _, header := range r.lines.SetCookies() {
			n.cookies = appendSetCookie(n.cookies, header)
		}
		one.path, one.query = n.plain(l, l.Path()), n.plain(l, l.Query)
	}
	one.credentials.hi, one.cookies.hi = len(n.credentials), len(n.cookies)
	if one.what&isRequest != 0 && one.credentials.hi == one.credentials.lo && r.holdsCredential(n, &one) {
		n.unread = append(n.unread, one.lo)
	}
	n.lines = append(n.lines, one)
}

// holdsCredential tells whether a token was found in a line, wherever it stands.
func (r *reader) holdsCredential(n *notes, one *noted) bool {
	for i := one.found.lo; i < one.found.hi; i++ {
		f := &n.found[i]
		if kind := r.by.kinds[f.Kind]; !f.Continued && f.Lo >= one.lo && (kind.jwt || kind.name == "token") {
			return true
		}
	}
	return false
}

// whatIs tells what a line is. A line with method and status says all of a request.
func whatIs(text []byte, l *logline.Line) (is what) {
	if len(l.Message) > 0 && endsSomething(l.Message) {
		is |= isEnding
	}
	switch {
	case beginsDump(text):
		return isPart
	case len(l.Target) > 0 && len(l.Method) > 0 && l.Status != 0:
		is |= isRequest
	case len(l.Target) > 0 && (len(l.Method) > 0 || len(l.Authorization) > 0 || len(l.Cookie) > 0):
		is |= isPart
	}
	return is
}

// beginsDump tells whether a line is one of the head of a request that was printed
// line by line.
func beginsDump(text []byte) bool {
	return text[0] == '>' || text[0] == '<' || bytes.HasPrefix(text, []byte("send: b")) || bytes.HasPrefix(text, []byte("reply: "))
}

// plain keeps a text without its backslashes, if it has any.
func (n *notes) plain(l *logline.Line, text []byte) extent {
	if bytes.IndexByte(text, '\\') < 0 {
		return extent{}
	}
	lo := len(n.texts)
	n.texts = l.AppendText(n.texts, text)
	return extent{lo, len(n.texts)}
}

// credential notes a finding that is one.
func (r *reader) credential(s *detectors.Scanner, p *pipeline.Passage, n *notes, one *noted, l *logline.Line, f *detectors.Finding) {
	kind := r.by.kinds[f.Kind]
	if kind.name == "" || f.Continued || f.Lo < one.lo {
		return
	}
	c, ok := credentialAt(l.Where(f.Lo-one.lo, f.Hi-one.lo), kind, f, p.Window.Data[one.lo:f.Lo])
	if !ok {
		return
	}
	r.take(&c, s, p.Window, f, kind)
	n.credentials = append(n.credentials, c)
}

// Settle implements [pipeline.Inspector].
func (i *Inspector) Settle(p *pipeline.Passage) error {
	i.auditor.inputs[i.file].filled = true
	if i.isArchive(p) {
		return i.archive.feed(p)
	}
	if n, ok := p.Notes.(*notes); ok && !p.Withheld {
		i.settle(p, n)
	}
	i.line += p.LineEnds()
	return nil
}

// settle hands on what the lines of a passage say.
func (i *Inspector) settle(p *pipeline.Passage, n *notes) {
	// Fast path: every line stands for itself.
	if !i.records.open(i.line) && !n.hasParts() {
		for k := range n.lines {
			i.hand(p, n, &n.lines[k])
		}
		i.auditor.inputs[i.file].unread += int64(len(n.unread))
		return
	}
	next, unread, mine := 0, 0, extent{}
	eachLine(p, func(lo, hi int, line int64, whole bool) {
		mine = n.foundIn(lo, hi, mine)
		var one *noted
		if next < len(n.lines) && n.lines[next].lo == lo {
			one = &n.lines[next]
			next++
		}
		isPart := one != nil && one.what&isPart != 0 || i.records.open(i.line+line)
		if unread < len(n.unread) && n.unread[unread] == lo {
			unread++
			i.auditor.inputs[i.file].miss(isPart)
		}
		switch {
		case !whole:
		case isPart:
			i.assemble(p, n, noted{lo: lo, hi: hi, line: line, found: mine}, one)
		case one != nil:
			i.hand(p, n, one)
		}
	})
}

func (n *notes) hasParts() bool {
	for k := range n.lines {
		if n.lines[k].what&isPart != 0 {
			return true
		}
	}
	return false
}

// appendMasked appends a line as the filter writes it.
func (i *Inspector) appendMasked(dst []byte, p *pipeline.Passage, n *notes, lo, hi int, found extent) []byte {
	w := p.Window
	w.Lo, w.Hi, w.Seams, w.Open, w.Cut = lo, hi, nil, false, false
	mine := n.found[found.lo:found.hi]
	if len(mine) > 0 && mine[0].Lo < lo {
		// What began on an earlier line has its mask there.
		mine[0].Lo, mine[0].Continued = lo, true
	}
	return i.masker.AppendMasked(dst, w, mine)
}

// appendHidden appends a path with what is found in it hidden.
func (i *Inspector) appendHidden(dst, path []byte) []byte {
	start := len(dst)
	dst = append(dst, path...)
	text := dst[start:]
	found, _ := i.masker.Scan(detectors.Carry{}, detectors.Lines(text))
	for k := range found {
		logline.Hide(text[found[k].Lo:min(found[k].Hi, len(text))])
	}
	return dst
}

// hand gives one line to the Auditor.
func (i *Inspector) hand(p *pipeline.Passage, n *notes, one *noted) {
	masked := func(dst []byte) []byte { return i.appendMasked(dst, p, n, one.lo, one.hi, one.found) }
	l := &n.says[one.says]
	if one.what&isEnding != 0 {
		i.event = Event{File: i.file, Line: i.line + one.line, Time: l.Time, Message: l.Message, Token: l.Token, User: l.User, AppendText: masked}
		i.auditor.Hear(&i.event)
	}
	if one.what&isRequest == 0 {
		return
	}
	path, query := l.Path(), l.Query
	if one.path.hi > one.path.lo {
		path = n.texts[one.path.lo:one.path.hi]
	}
	if one.query.hi > one.query.lo {
		query = n.texts[one.query.lo:one.query.hi]
	}
	i.request = Request{
		File: i.file, Line: i.line + one.line, Time: l.Time,
		Method: l.Method, Path: path, Query: query, Status: l.Status, Scheme: l.Scheme, Host: l.Host,
		Address: l.Address, UserAgent: l.UserAgent, User: l.User,
		Credentials: n.credentials[one.credentials.lo:one.credentials.hi],
		SetCookies:  n.cookies[one.cookies.lo:one.cookies.hi],
		Form:        formOf(p.Window.Data[one.lo], l.Host, l.Scheme, l.UserAgent, l.Logger), AppendText: masked, AppendPath: i.appendPath,
	}
	i.auditor.Observe(&i.request)
}

// formOf tells lines apart by the fields that they have: one that is no access line
// says nothing of credentials.
func formOf(first byte, fields ...[]byte) (form uint8) {
	switch {
	case first == '{':
		form = 1
	case first == '[':
		form = 2
	case first < '0' || first > '9':
		form = 3
	}
	for _, field := range fields {
		form <<= 1
		if len(field) > 0 {
			form |= 1
		}
	}
	return form
}
