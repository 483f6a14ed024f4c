package misuse

import (
	"cmp"
	"slices"
)

// powersOf are the signals about what a token allows.
type powersOf struct {
	scope, role, changed candidates
}

// powers are what tokens had whose requests an endpoint granted.
type powers struct {
	roles, scopes         tally
	roleSets              tally // tokens' roles, taken together
	withRoles, withScopes int64
	reading               int64 // tokens that only read
	plain                 int64 // tokens without the word of an administrator
	readers, commoners    digestSet
}

func newPowers() *powersOf {
	return &powersOf{newCandidates(scopeExceeded), newCandidates(roleExceeded), newCandidates(roleChanged)}
}

func (w *powersOf) see(a *Auditor, o *observation) {
	c := o.claims
	if c == nil {
		return
	}
	w.role1(a, o)
	if !o.granted {
		return
	}
	key := a.digester.joined(o.token.id, o.endpoint.key)
	p := &o.endpoint.powers
	if len(c.scopes) > 0 {
		p.withScopes++
		for _, s := range c.scopes {
			p.scopes.add(s)
		}
		if c.reads {
			p.reading++
			p.readers.add(c.subject, maxCommon)
		}
		if w.mayExceed(o) {
			w.scope.note(a, key, o)
		}
	}
	if len(c.roles) > 0 {
		p.withRoles++
		p.roleSets.add(c.roleSet)
		for _, r := range c.roles {
			p.roles.add(r)
		}
	}
	if !c.admin && !c.service {
		p.plain++
		p.commoners.add(c.subject, maxCommon)
	}
	if len(c.roles) > 0 && (o.endpoint.admin && !c.admin || lacks(&p.roles, p.withRoles, c.roles) != none || p.roleSets.count(c.roleSet) <= rareRequests) {
		w.role.note(a, key, o)
	}
}

// mayExceed tells whether a granted request may turn out to be beyond its token's scopes. What cannot is not
// kept, so that it takes no room from what can.
func (w *powersOf) mayExceed(o *observation) bool {
	e, c := o.endpoint, o.claims
	p := &e.powers
	switch {
	case p.withScopes < minTokens, lacks(&p.scopes, p.withScopes, c.scopes) != none:
		return true
	case len(p.readers) >= maxCommon && len(p.commoners) >= maxCommon:
		return false
	}
	return e.changes() && c.reads || e.admin && !c.admin
}

// changes tells whether requests for an endpoint change something: a search by POST does not.
func (e *endpoint) changes() bool { return e.write && !e.words.reading }

// maxCommon is how many subjects make a thing common at an endpoint.
const maxCommon = 4

// role1 notes a subject whose role is not what it was.
func (w *powersOf) role1(a *Auditor, o *observation) {
	s, c := o.subject, o.claims
	if s == nil || c.roleSet == none || c.none {
		return
	}
	key := o.token.id
	if s.roleSets.add(c.roleSet, maxKinds) && len(s.roleSets) > 1 {
		a.everyToken.shifting++
		one := w.changed.note(a, key, o)
		one.amount = 0
		if c.admin {
			one.amount = 1
		}
	} else {
		w.changed.again(a, key, o)
	}
}

// What makes a scope or role one that an endpoint needs: all of its requests have it
// but a few, and not most tokens have it anyway.
const (
	maxLacking  = 3
	lackShare   = 0.02
	commonShare = 0.5
)

// lacks returns what all requests of an endpoint but a few have and this one has not.
func lacks(t *tally, total int64, has digestSet) digest {
	if total < minTokens {
		return none
	}
	for _, v := range t.values {
		if lacking := total - v.count; lacking <= maxLacking && float64(lacking) <= lackShare*float64(total)+1 && !has.has(v.value) {
			return v.value
		}
	}
	return none
}

// What makes a role one that an endpoint is for: it is at least distinctLift times as
// usual there as among all tokens.
const distinctLift = 2

// isStranger tells whether a token has none of the roles that an endpoint is for, while
// nearly all other tokens there have one, and whether its own roles, taken together, are rare there.
func (p *powers) isStranger(every *tokenStats, c *Claims) bool {
	rare := p.roleSets.count(c.roleSet)
	if p.withRoles < minTokens || rare > maxLacking || float64(rare) > lackShare*float64(p.withRoles)+1 {
		return false
	}
	// The roles that are more usual here than elsewhere come first, until nearly all
	// have one; what everybody has anyway lets nobody in.
	lift := func(role tallied) float64 {
		return float64(role.count) / float64(p.withRoles) * float64(every.rolesOf) / max(1, float64(every.roles.count(role.value)))
	}
	roles := slices.SortedFunc(slices.Values(p.roles.values), func(x, y tallied) int { return cmp.Compare(lift(y), lift(x)) })
	covered := int64(0)
	for _, role := range roles {
		switch {
		case covered+maxLacking >= p.withRoles:
			return true
		case role.count-role.over <= maxLacking:
			continue
		case lift(role) < distinctLift, c.roles.has(role.value):
			return false
		}
		covered += role.count
	}
	return covered+maxLacking >= p.withRoles
}

func (w *powersOf) judge(a *Auditor, tell func(kind, *candidate, string)) {
	every := &a.everyToken
	w.scope.each(func(c *candidate) {
		e, claims := c.endpoint, c.token.claims
		if a.open(e) {
			return
		}
		p := &e.powers
		if need := lacks(&p.scopes, p.withScopes, claims.scopes); need != none && float64(every.scopes.count(need)) <= commonShare*float64(every.scopesOf) {
			tell(scopeExceeded, c, "the token lacks a scope that nearly all requests of this endpoint have")
			return
		}
		if e.changes() && claims.reads && len(p.readers) < maxCommon && p.reading*10 <= p.withScopes+9 {
			tell(scopeExceeded, c, "a token whose scopes only read was allowed to write")
			return
		}
		if e.admin && len(claims.roles) == 0 && !claims.admin && !claims.service && len(p.commoners) < maxCommon {
			tell(scopeExceeded, c, "a token without a scope of administrators was let into an admin path")
		}
	})
	w.role.each(func(c *candidate) {
		e, claims := c.endpoint, c.token.claims
		if a.open(e) || claims.service {
			return
		}
		p := &e.powers
		if e.admin && !claims.admin && len(p.commoners) < maxCommon {
			tell(roleExceeded, c, "a token without the role of an administrator was let into an admin path")
			return
		}
		if e.admin && !claims.chief && p.isStranger(every, claims) {
			tell(roleExceeded, c, "the token has none of the roles of nearly all others that are let into this admin path")
			return
		}
		if need := lacks(&p.roles, p.withRoles, claims.roles); need != none && float64(every.roles.count(need)) <= commonShare*float64(every.rolesOf) && !claims.admin {
			tell(roleExceeded, c, "the token lacks a role that nearly all requests of this endpoint have")
		}
	})
	w.changed.each(func(c *candidate) {
		if a.isHabit(every.shifting) {
			return
		}
		reason := "earlier tokens of this subject had another role"
		if c.amount == 1 {
			reason += ", and this one has that of an administrator"
		}
		tell(roleChanged, c, reason)
	})
}
