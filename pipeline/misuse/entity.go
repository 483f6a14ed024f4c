package misuse

// token is what is remembered of a token, a session or a password.
type token struct {
	id          digest // of the fingerprint, the key of its candidates
	fingerprint string // hexadecimal
	claims      *Claims
	key         bool // made for a program
	subject     *subject
	requests    int64
	first, last int64 // times, or 0
	hosts       digestSet
	rate        rate
	bursting    bool
	bursts      int
	route       route
	dead        [endings]int64 // when it ended, or 0
}

// isService tells whether it is a program's.
func (t *token) isService() bool { return t != nil && t.claims != nil && t.claims.service }

// isAdmin tells whether it is an administrator's.
func (t *token) isAdmin() bool { return t != nil && t.claims != nil && t.claims.admin }

// subject is what is remembered of a user.
type subject struct {
	key        digest
	pseudonym  string
	algorithms digestSet
	roleSets   digestSet
	live       []*token // that it used last, at most maxLive
}

// maxLive is how many tokens of one subject are looked at for a logout.
const maxLive = 8

// tokenStats are about tokens, each counted once.
type tokenStats struct {
	withClaims, unsigned int64
	algorithms           tally
	issuerLifetimes      map[digest]*tally
	roles, scopes        tally
	rolesOf, scopesOf    int64
	shifting             int64
	algorithmsShifting   int64
}

// remember updates what is known, after every watch has seen the request.
func (a *Auditor) remember(o *observation) {
	if o.Time != 0 {
		if a.first == 0 || o.Time < a.first {
			a.first = o.Time
		}
		a.last = max(a.last, o.Time)
	}
	form := &a.forms[o.form]
	form.requests++
	if o.token != nil {
		form.credentialed++
	}
	a.count(o)
	t := o.token
	if t == nil {
		return
	}
	if t.requests == 0 {
		a.countToken(t)
		t.first = o.Time
	}
	t.requests++
	if o.Time != 0 {
		t.last = max(t.last, o.Time)
		if t.first == 0 {
			t.first = o.Time
		}
	}
	if s := o.subject; s != nil {
		s.uses(t)
	}
}

// uses makes a token the last that the subject used.
func (s *subject) uses(t *token) {
	for i, have := range s.live {
		if have == t {
			copy(s.live[i:], s.live[i+1:])
			s.live[len(s.live)-1] = t
			return
		}
	}
	if len(s.live) == maxLive {
		copy(s.live, s.live[1:])
		s.live[maxLive-1] = t
		return
	}
	s.live = append(s.live, t)
}

// countToken counts a token that is seen for the first time.
func (a *Auditor) countToken(t *token) {
	c := t.claims
	if c == nil {
		return
	}
	stats := &a.everyToken
	stats.withClaims++
	if c.unsigned && !c.none {
		stats.unsigned++
	}
	stats.algorithms.add(c.algorithm)
	if len(c.roles) > 0 {
		stats.rolesOf++
	}
	for _, role := range c.roles {
		stats.roles.add(role)
	}
	if len(c.scopes) > 0 {
		stats.scopesOf++
	}
	for _, scope := range c.scopes {
		stats.scopes.add(scope)
	}
	if c.expires != 0 && c.issued != 0 {
		if stats.issuerLifetimes == nil {
			stats.issuerLifetimes = map[digest]*tally{}
		}
		of := stats.issuerLifetimes[c.issuer]
		if of == nil && len(stats.issuerLifetimes) < maxTallied {
			of = &tally{}
			stats.issuerLifetimes[c.issuer] = of
		}
		if of != nil {
			of.add(lifetimeClass(c.expires - c.issued))
		}
	}
}

// formKey is a form of lines in one file.
type formKey struct {
	file int
	form uint8
}

// formOf numbers the forms of lines. Those beyond maxForms are one.
func (a *Auditor) formOf(r *Request) int {
	key := formKey{r.File, r.Form}
	id, known := a.formIDs[key]
	if !known && len(a.formIDs) < maxForms-1 {
		id = len(a.formIDs)
		a.formIDs[key] = id
	} else if !known {
		id = maxForms - 1
	}
	return id
}

// formStats tell whether lines of a form show credentials at all.
type formStats struct{ requests, credentialed int64 }

// The least that must be known before the absence of a credential means anything.
const (
	minFormRequests = 20
	minFormShare    = 0.1
)

// tells reports whether a line of this form without a credential is a request
// without one.
func (f *formStats) tells() bool {
	return f.requests >= minFormRequests && float64(f.credentialed) >= minFormShare*float64(f.requests)
}

// endpoint is a method and a path without what varies in it.
type endpoint struct {
	key, prefix  digest
	path         digest // what the endpoints right below it have as their prefix
	name         string // as reports show it
	words        pathWords
	read         bool // GET
	write        bool
	admin        bool // below an admin path
	password     passwordChange
	anonymous    [maxForms]answers
	credentialed answers
	networks     digestSet // of requests without credentials that were granted
	powers       powers
}

// answers count what was granted (2xx) and refused (401, 403).
type answers struct{ granted, refused int64 }

// count counts a request at its endpoint.
func (a *Auditor) count(o *observation) {
	e := o.endpoint
	to := &e.credentialed
	if o.token == nil && !o.known {
		to = &e.anonymous[o.form]
		if o.granted {
			e.networks.add(a.network(o.Address), maxCrowd)
		}
	}
	switch {
	case o.granted:
		to.granted++
	case o.refused:
		to.refused++
	}
}

// without is what requests without credentials were answered, as far as lines tell.
func (a *Auditor) without(e *endpoint) (n answers) {
	for i := range e.anonymous {
		if a.forms[i].tells() {
			n.granted += e.anonymous[i].granted
			n.refused += e.anonymous[i].refused
		}
	}
	return n
}

// maxCrowd is how many networks make an endpoint public beyond doubt.
const maxCrowd = 20

// openShare is the part of an endpoint's requests without credentials above which
// it is open by design.
const openShare = 0.05

// open tells whether an endpoint is meant for everybody, so that a bad token sent
// along with a request for it was not accepted but ignored.
func (a *Auditor) open(e *endpoint) bool {
	if e.words.public {
		return true
	}
	n := a.without(e)
	return n.granted >= 3 && float64(n.granted) >= openShare*float64(n.granted+n.refused+e.credentialed.granted)
}

// groupLevels are the places that have habits: everything, a host, the first part
// of a path at a host, the first two parts.
const groupLevels = 4

// traits are what is usual at a place.
type trait int

const (
	audienceTrait trait = iota
	issuerTrait
	tenantTrait
	traits
)

// group is one place, with how often its requests had which trait.
type group struct {
	level  int
	traits [traits]tally
}
