package misuse

import (
	"bytes"
	"slices"

	"scrim/pipeline/logline"
)

// observation is a request with what is known of it.
type observation struct {
	*Request
	granted  bool // answered 2xx
	accepted bool // answered below 400, or the answer is not known
	refused  bool // answered 401 or 403
	segments []segment
	endpoint *endpoint
	hostName []byte // in lower case, without its port
	host     digest
	// token is the one that the request came with in a header, a cookie, or else
	// the query string; claims are its claims, or nil.
	token  *token
	claims *Claims
	// credential is the token's.
	credential *Credential
	subject    *subject
	// known says that the line names a user.
	known  bool
	user   digest
	groups [groupLevels]*group
	form   int
	kept   bool
	ref    ref
}

// prepare fills in an observation of a request.
func (a *Auditor) prepare(o *observation, r *Request) {
	segments := o.segments
	*o = observation{Request: r}
	o.form = a.formOf(r)
	o.granted = r.Status >= 200 && r.Status < 300
	o.accepted = r.Status < 400
	o.refused = r.Status == 401 || r.Status == 403
	o.segments = a.split(r.Path, segments)
	o.hostName = lowerHost(r.Host)
	o.host = a.digester.of(o.hostName)
	a.findToken(o)
	a.findSubject(o)
	a.findEndpoint(o)
	a.findGroups(o)
}

// findToken chooses the credential that the request was made with.
func (a *Auditor) findToken(o *observation) {
	for i := range o.Credentials {
		c := &o.Credentials[i]
		if c.Place == InReferer || c.Once {
			continue
		}
		if o.credential == nil || c.Place < o.credential.Place || c.Place == o.credential.Place && c.Claims != nil && o.credential.Claims == nil {
			o.credential = c
		}
	}
	if o.credential == nil {
		return
	}
	t, fresh := a.tokens.make(o.credential.Fingerprint)
	if fresh {
		t.id = a.keyOf(o.credential)
		t.fingerprint, t.claims = o.credential.Fingerprint.String(), o.credential.Claims
		t.key = o.credential.Key && t.claims == nil
	}
	o.token, o.claims = t, t.claims
}

// findSubject finds who it was: who the token is for, or whom the line names.
func (a *Auditor) findSubject(o *observation) {
	o.user = a.digester.of(o.User)
	o.known = o.user != none && !isAnonymous(o.User)
	if !o.known {
		o.user = none
	}
	key, name := o.user, ""
	if o.claims != nil && o.claims.subject != none {
		key, name = o.claims.subject, o.claims.subjectText
	} else if key != none {
		name = string(o.User)
	} else if o.token != nil && o.token.subject != nil {
		o.subject = o.token.subject
		return
	}
	if key == none {
		return
	}
	s, fresh := a.subjects.make(key)
	if fresh {
		s.key, s.pseudonym = key, a.names.Of("subject", []byte(name)).String()
	}
	o.subject = s
	if o.token != nil && o.token.subject != s {
		o.token.subject = s
		if o.claims != nil {
			for _, name := range o.claims.subjects {
				a.alias(name, s)
			}
		}
		a.alias(o.user, s)
	}
}

// alias notes one more name of a subject.
func (a *Auditor) alias(name digest, s *subject) {
	if name != none {
		known, _ := a.aliases.make(name)
		*known = s
	}
}

var anonymousNames = []string{"anonymous", "anonymoususer", "anon", "none", "null", "-", "guest", "unknown", "0"}

func isAnonymous(user []byte) bool {
	return slices.Contains(anonymousNames, string(bytes.ToLower(user)))
}

// is tells whether a part of a request names the subject of its token.
func (o *observation) is(value digest) bool {
	if value == none {
		return false
	}
	if o.claims != nil && slices.Contains(o.claims.subjects, value) {
		return true
	}
	return value == o.user
}

func (a *Auditor) findEndpoint(o *observation) {
	path := a.pathOf(o.segments)
	key := a.digester.joined(a.digester.of(o.Method), path)
	e, fresh := a.endpoints.make(key)
	if fresh {
		e.key, e.path = key, path
		a.describe(e, o)
	}
	o.endpoint = e
}

// describe fills in a new endpoint.
func (a *Auditor) describe(e *endpoint, o *observation) {
	e.read = string(o.Method) == "GET"
	for i := range o.segments {
		s := &o.segments[i]
		e.prefix = s.before
		if !s.id {
			e.words.see(s.text)
		}
	}
	path := o.Path
	if o.AppendPath != nil {
		path = o.AppendPath(nil, path)
	}
	e.name = string(logline.AppendEndpoint(nil, o.Method, path))
	e.write = isWrite(o.Method)
	e.admin = a.isAdminPath(o.segments)
	e.password = passwordOf(o.Method, o.segments)
}

func isWrite(method []byte) bool {
	switch string(method) {
	case "POST", "PUT", "PATCH", "DELETE":
		return true
	}
	return false
}

// adminSegments are parts of paths that are for administrators, if nothing else is said.
var adminSegments = []string{"admin", "administration", "backoffice", "back-office", "staff", "internal", "manage", "management", "superuser", "sysadmin", "console", "ops"}

// maxAdminSegment is how deep in a path such a part may stand.
const maxAdminSegment = 4

// isAdminPath tells whether a path begins with one of the admin paths, also below
// a version: /api/v2/admin is below /api/admin. Without them it goes by words.
func (a *Auditor) isAdminPath(segments []segment) bool {
	if len(a.settings.AdminPaths) == 0 {
		return slices.ContainsFunc(segments[:min(len(segments), maxAdminSegment)], func(s segment) bool {
			return slices.Contains(adminSegments, string(bytes.ToLower(s.text)))
		})
	}
	for _, path := range a.settings.AdminPaths {
		if parts := split(path); len(parts) > 0 && beginsWith(segments, parts) {
			return true
		}
	}
	return false
}

// beginsWith tells whether a path begins with these parts, versions left out.
func beginsWith(segments []segment, parts []string) bool {
	at := 0
	for _, part := range parts {
		if at < len(segments) && isVersion(segments[at].text) && !isVersion([]byte(part)) {
			at++
		}
		if at >= len(segments) || !bytes.EqualFold(segments[at].text, []byte(part)) {
			return false
		}
		at++
	}
	return true
}

func isVersion(text []byte) bool {
	if len(text) < 2 || len(text) > 4 || text[0] != 'v' {
		return false
	}
	for _, c := range text[1:] {
		if (c < '0' || c > '9') && c != '.' {
			return false
		}
	}
	return true
}

// findGroups finds the places whose habits the request should have.
func (a *Auditor) findGroups(o *observation) {
	if o.claims == nil {
		return
	}
	key := a.digester.ofString("everything")
	for level := range groupLevels {
		switch level {
		case 0:
		case 1:
			key = a.digester.joined(key, o.host)
		default:
			at := level - 2
			if at >= len(o.segments) {
				return
			}
			key = a.digester.below(key, &o.segments[at])
		}
		g, _ := a.groups.make(a.digester.joined(key, digest(level)))
		g.level = level
		o.groups[level] = g
	}
}

// lowerHost is a Host header in lower case without its port.
func lowerHost(host []byte) []byte {
	if cut := bytes.LastIndexByte(host, ':'); cut > 0 && bytes.IndexByte(host[:cut], ':') < 0 {
		host = host[:cut]
	}
	for _, c := range host {
		if c >= 'A' && c <= 'Z' {
			return bytes.ToLower(host)
		}
	}
	return host
}
