package misuse

import (
	"bytes"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/logline"
)

// Inspector feeds an Auditor with the lines of one file: [pipeline.Inspect] scans
// them, workers read what they say, and the Auditor gets it in order.
type Inspector struct {
	auditor *Auditor
	file    int
	line    int64 // how many were before the passage
	masker  *detectors.Scanner
	kinds   []credentialKind
	key     []byte
	request Request
	event   Event
}

// Inspect begins the next file, read with that engine. The key is that of the
// Auditor.
func (a *Auditor) Inspect(name string, e *detectors.Engine, key []byte) *Inspector {
	i := &Inspector{auditor: a, file: a.Open(name), masker: e.NewScanner(), key: key}
	for _, k := range e.Kinds() {
		i.kinds = append(i.kinds, credentialKindOf(k.Name))
	}
	return i
}

// notes are what a worker leaves of a passage.
type notes struct {
	lines       []noted
	credentials []Credential
	cookies     []SetCookie
	found       []detectors.Finding
	texts       []byte // paths and query strings that were escaped
}

// noted is one line that says something. Its slices are ranges of the notes.
type noted struct {
	lo, hi      int   // in the window's data
	line        int64 // from the beginning of the passage
	says        logline.Line
	credentials extent
	cookies     extent
	found       extent
	path, query extent // in texts, empty if they stand in the line as they are
	ends        bool   // an event of an ended token
}

type extent struct{ lo, hi int }

// maxClaims is how many tokens' claims a worker keeps, so that each is read once.
const maxClaims = 4 << 10

// reader is a worker.
type reader struct {
	by     *Inspector
	lines  logline.Reader
	names  *detectors.Fingerprinter
	claims map[detectors.Fingerprint]*Claims
	value  []byte
}

// Worker implements [pipeline.Inspector].
func (i *Inspector) Worker() pipeline.Worker {
	return &reader{by: i, names: detectors.NewFingerprinter(i.key), claims: map[detectors.Fingerprint]*Claims{}}
}

// Note implements [pipeline.Worker]: it reads every line that is whole.
func (r *reader) Note(s *detectors.Scanner, p *pipeline.Passage, found []detectors.Finding) {
	n, _ := p.Notes.(*notes)
	if n == nil {
		n = &notes{}
		p.Notes = n
	}
	n.lines, n.credentials, n.cookies, n.found, n.texts = n.lines[:0], n.credentials[:0], n.cookies[:0], n.found[:0], n.texts[:0]
	w := &p.Window
	at, line := w.Lo, int64(0)
	for at < w.Hi {
		end := w.Hi
		if length := bytes.IndexByte(w.Data[at:w.Hi], '\n'); length >= 0 {
			end = at + length + 1
		}
		line++
		for len(found) > 0 && found[0].Hi <= at {
			found = found[1:]
		}
		mine := 0
		for mine < len(found) && found[mine].Lo < end {
			mine++
		}
		if part := at == w.Lo && p.Begun || end == w.Hi && w.Open; !part {
			r.read(s, p, n, noted{lo: at, hi: end, line: line}, found[:mine])
		}
		line += int64(bytes.Count(w.Seams.Within(at, end), []byte("\n")))
		at = end
	}
}

// read reads one line.
func (r *reader) read(s *detectors.Scanner, p *pipeline.Passage, n *notes, one noted, found []detectors.Finding) {
	text := p.Window.Data[one.lo:one.hi]
	l := r.lines.Read(text)
	one.ends = len(l.Message) > 0 && endsSomething(l.Message)
	if !one.ends && !l.IsRequest() {
		return
	}
	one.says = *l
	one.found = extent{len(n.found), len(n.found) + len(found)}
	n.found = append(n.found, found...)
	if len(found) > 0 && found[0].Lo < one.lo {
		// What began on an earlier line has its mask there.
		rest := &n.found[one.found.lo]
		rest.Lo, rest.Continued = one.lo, true
	}
	one.credentials.lo, one.cookies.lo = len(n.credentials), len(n.cookies)
	if l.IsRequest() {
		for i := range found {
			r.credential(s, p, n, &one, &found[i])
		}
		if len(l.SetCookie) > 0 {
			n.cookies = appendSetCookie(n.cookies, l.SetCookie)
		}
		one.path = n.plain(l, l.Path())
		one.query = n.plain(l, l.Query)
	}
	one.credentials.hi, one.cookies.hi = len(n.credentials), len(n.cookies)
	n.lines = append(n.lines, one)
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
func (r *reader) credential(s *detectors.Scanner, p *pipeline.Passage, n *notes, one *noted, f *detectors.Finding) {
	kind := r.by.kinds[f.Kind]
	if kind.name == "" || f.Continued || f.Lo < one.lo {
		return
	}
	before := p.Window.Data[one.lo:f.Lo]
	c := Credential{Kind: kind.name}
	switch one.says.Where(f.Lo-one.lo, f.Hi-one.lo) {
	case logline.InAuthorization:
		c.Place = InHeader
	case logline.InCookie:
		c.Place = InCookie
		if !isSessionCookie(nameBefore(before)) && !kind.certain {
			return
		}
	case logline.InQuery:
		c.Place = InQuery
		if kind.cookie || isGuard(nameBefore(before)) {
			return
		}
		c.Once = isOnce(nameBefore(before))
	case logline.InReferer:
		c.Place = InReferer
		if f.Place != detectors.PlaceQuery || kind.cookie || isGuard(nameBefore(before)) {
			return
		}
		c.Once = isOnce(nameBefore(before))
	case logline.InText:
		if f.Place != detectors.PlaceHeader || kind.cookie || isGuard(nameBefore(before)) {
			return
		}
		c.Place = InHeader
	default:
		return
	}
	r.value = s.AppendValue(r.value[:0], p.Window, f)
	c.Fingerprint = r.names.Of(kind.name, r.value)
	if kind.jwt {
		c.Claims = r.claimsOf(c.Fingerprint)
	}
	n.credentials = append(n.credentials, c)
}

// claimsOf are the claims of the value that was fingerprinted last.
func (r *reader) claimsOf(f detectors.Fingerprint) *Claims {
	c, known := r.claims[f]
	if !known {
		if len(r.claims) == maxClaims {
			clear(r.claims)
		}
		c = readClaims(r.by.auditor.digester, r.value)
		r.claims[f] = c
	}
	return c
}

// Settle implements [pipeline.Inspector].
func (i *Inspector) Settle(p *pipeline.Passage) error {
	if n, ok := p.Notes.(*notes); ok && !p.Withheld {
		for k := range n.lines {
			i.hand(p, n, &n.lines[k])
		}
	}
	ends, _ := p.LineEnds()
	i.line += ends
	return nil
}

// hand gives one line to the Auditor.
func (i *Inspector) hand(p *pipeline.Passage, n *notes, one *noted) {
	masked := func(dst []byte) []byte {
		w := p.Window
		w.Lo, w.Hi, w.Seams, w.Open, w.Cut = one.lo, one.hi, nil, false, false
		return i.masker.AppendMasked(dst, w, n.found[one.found.lo:one.found.hi])
	}
	l := &one.says
	if one.ends {
		i.event = Event{File: i.file, Line: i.line + one.line, Time: l.Time, Message: l.Message, User: l.User, AppendText: masked}
		i.auditor.Hear(&i.event)
	}
	if !l.IsRequest() {
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
		Address: l.Address, UserAgent: l.UserAgent, User: l.User, ID: l.Request,
		Credentials: n.credentials[one.credentials.lo:one.credentials.hi],
		SetCookies:  n.cookies[one.cookies.lo:one.cookies.hi],
		Form:        formOf(l), AppendText: masked,
	}
	i.auditor.Observe(&i.request)
}

// formOf tells lines apart by the fields that they have: one that is no access line
// says nothing of credentials.
func formOf(l *logline.Line) (form uint8) {
	for bit, field := range [...][]byte{l.Host, l.Scheme, l.UserAgent, l.Logger} {
		if len(field) > 0 {
			form |= 1 << bit
		}
	}
	return form
}
