package misuse

import (
	"bytes"
	"slices"
)

// places learn where in requests a claim of their token stands: in which part of
// which path, under which name of a query, in the first label of the host. Where it
// nearly always stands there, a request in which something else does is strange.
type places struct{ all *table[digest, equality] }

// equality is one place.
type equality struct {
	equal, apart int64
	// named is how often what stood there was a name and not an id by its form.
	named int64
	// equalBy and apartBy are the same by the roles of the tokens.
	equalBy, apartBy tally
	// owners are some subjects that found themselves there, strangers some without
	// a role that found others.
	owners, strangers digestSet
}

func newPlaces() places { return places{newTable[digest, equality](maxPositions)} }

// The kinds of places.
const (
	inPath = iota
	inQueryString
	inHostName
)

var placeNames = [...]string{"the path", "the query", "the host"}

// What makes a place one where a claim stands: that many requests at least, of at
// least minOwners subjects, and that part of all.
const (
	minEqual   = 5
	minOwners  = 2
	equalShare = 0.9
)

// see learns from a request; where a place has something else than the claim, it
// is noted.
func (p places) see(a *Auditor, o *observation, values []digest, apart candidates) {
	for i := range o.segments {
		s := &o.segments[i]
		// The same parts of paths under all methods are one place.
		p.compare(a, o, a.digester.joined(s.before, 2), s.value, s.id, values, inPath, apart)
	}
	eachParameter(o.Query, func(name, value []byte) {
		if isIDName(name) {
			p.compare(a, o, a.digester.joined(a.digester.of(name), 3), a.digester.of(value), true, values, inQueryString, apart)
		}
	})
	if label, rest, ok := bytes.Cut(o.hostName, []byte(".")); ok && bytes.IndexByte(rest, '.') > 0 {
		p.compare(a, o, a.digester.joined(a.digester.of(rest), 4), a.digester.of(label), true, values, inHostName, apart)
	}
}

func (p places) compare(a *Auditor, o *observation, place, value digest, certain bool, values []digest, class int, apart candidates) {
	role := roleOf(o)
	if slices.Contains(values, value) {
		e, _ := p.all.make(place)
		e.equal++
		e.equalBy.add(role)
		if !certain {
			e.named++
		}
		if o.subject != nil {
			e.owners.add(o.subject.key, maxOwners)
		}
		return
	}
	if o.claims != nil && slices.Contains(o.claims.related, value) {
		return
	}
	var e *equality
	if certain {
		e, _ = p.all.make(place)
	} else if e = p.all.get(place); e == nil || e.named == 0 {
		return
	}
	if o.token.isAdmin() || o.token.isService() {
		return
	}
	e.apart++
	e.apartBy.add(role)
	if o.subject != nil && role == o.subject.key {
		e.strangers.add(role, maxOwners)
	}
	if e.equal == 0 && e.apart > rareRequests {
		return // Fast path: a place where other things stand.
	}
	one := apart.note(a, a.digester.joined(a.digester.joined(place, digest(class)), a.tokenKey(o)), o)
	one.about, one.class, one.role = place, class, role
}

// roleOf stands for the powers of whoever asks; without roles it is the subject.
func roleOf(o *observation) digest {
	switch {
	case o.claims != nil && o.claims.roleSet != none:
		return o.claims.roleSet
	case o.subject != nil:
		return o.subject.key
	}
	return 1
}

// staffShare is the part of what a role asks for that is not its own above which
// that is its work.
const staffShare = 0.3

// maxOwners is how many subjects of one place are told apart.
const maxOwners = 256

// maxStrangers is how many subjects without a role may ask for what belongs to
// others, if it is not a habit.
const maxStrangers = 3

// isStaff tells whether those with a role ask for what belongs to others as a
// habit. Without roles it is a habit of those that never ask for their own, if there
// are several.
func (e *equality) isStaff(role digest) bool {
	if e.strangers.has(role) && len(e.strangers) > maxStrangers && len(e.owners) < maxOwners && !e.owners.has(role) {
		return true
	}
	apart := e.apartBy.count(role)
	return apart >= 3 && float64(apart) >= staffShare*float64(apart+e.equalBy.count(role))
}

// tokenKey is the key of what a request was made with: its token, or its subject.
func (a *Auditor) tokenKey(o *observation) digest {
	if o.token != nil {
		return o.token.id
	}
	if o.subject != nil {
		return o.subject.key
	}
	return none
}

func (p places) judge(apart *candidates, tell func(*candidate)) {
	apart.each(func(c *candidate) {
		e := p.all.get(c.about)
		if e == nil || e.equal < minEqual || len(e.owners) < minOwners || e.isStaff(c.role) {
			return
		}
		strange := e.apart
		for _, v := range e.apartBy.values {
			if e.isStaff(v.value) {
				strange -= v.count
			}
		}
		if float64(e.equal) >= equalShare*float64(e.equal+strange) {
			tell(c)
		}
	})
}

// eachParameter calls f with every name and value of a query string, as they are written.
func eachParameter(query []byte, f func(name, value []byte)) {
	for len(query) > 0 {
		var pair []byte
		end := bytes.IndexAny(query, "&;")
		if end < 0 {
			pair, query = query, nil
		} else {
			pair, query = query[:end], query[end+1:]
		}
		if name, value, ok := bytes.Cut(pair, []byte("=")); ok {
			f(name, value)
		}
	}
}

var idNames = []string{"user", "uid", "owner", "account", "customer", "tenant", "org", "organization", "member", "profile", "username", "sub", "subject", "workspace", "company"}

// isIDName tells whether a name of a query string is that of an id: user, user_id, userId.
func isIDName(name []byte) bool {
	lower := string(bytes.ToLower(name))
	return len(lower) > 2 && lower[len(lower)-2:] == "id" || slices.Contains(idNames, lower)
}
