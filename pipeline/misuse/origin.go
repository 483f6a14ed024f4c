package misuse

import (
	"slices"
	"strconv"
)

// origins are the signals about for whom and by whom a token was issued.
type origins struct {
	allowed    [traits][]digest
	candidates [traits]candidates
	// equal learns where in a request the tenant of its token stands.
	equal places
	apart candidates
}

func newOrigins(a *Auditor) *origins {
	w := &origins{equal: newPlaces(), apart: newCandidates(tenantMismatch)}
	w.candidates[audienceTrait] = newCandidates(audienceMismatch)
	w.candidates[issuerTrait] = newCandidates(issuerMismatch)
	w.candidates[tenantTrait] = newCandidates(tenantMismatch)
	for _, name := range a.settings.Audiences {
		w.allowed[audienceTrait] = append(w.allowed[audienceTrait], a.digester.ofString(name))
	}
	for _, name := range a.settings.Issuers {
		w.allowed[issuerTrait] = append(w.allowed[issuerTrait], a.digester.ofString(name))
	}
	return w
}

func (w *origins) see(a *Auditor, o *observation) {
	c := o.claims
	if c == nil || !o.accepted {
		return
	}
	w.trait(a, o, issuerTrait, c.issuer)
	for _, tenant := range c.tenants {
		w.trait(a, o, tenantTrait, tenant)
	}
	w.audiences(a, o)
	if len(c.tenants) > 0 {
		w.equal.see(a, o, c.tenants, w.apart)
	}
}

// audiences looks at the audience that fits best: a token may have several.
func (w *origins) audiences(a *Auditor, o *observation) {
	best, most := none, int64(-1)
	for _, audience := range o.claims.audiences {
		n := int64(0)
		for _, g := range o.groups {
			if g != nil {
				n = g.traits[audienceTrait].count(audience) // the last, narrowest place
			}
		}
		if slices.Contains(w.allowed[audienceTrait], audience) {
			n = 1 << 62
		}
		if n > most {
			best, most = audience, n
		}
	}
	w.trait(a, o, audienceTrait, best)
}

func (w *origins) trait(a *Auditor, o *observation, t trait, value digest) {
	if allowed := w.allowed[t]; len(allowed) > 0 {
		if !slices.Contains(allowed, value) {
			w.candidates[t].note(a, o.token.id, o).about = value
		}
		return
	}
	if value == none {
		return
	}
	rare := false
	for _, g := range o.groups {
		if g != nil {
			g.traits[t].add(value)
			rare = rare || g.traits[t].count(value) <= rareRequests
		}
	}
	if rare {
		// The same token may be at home at one place and strange at another.
		key := a.digester.joined(a.digester.joined(o.token.id, value), o.place())
		w.candidates[t].note(a, key, o).about = value
	}
}

// place is the narrowest place of a request.
func (o *observation) place() digest {
	key := o.host
	if len(o.segments) > 0 {
		key ^= o.segments[0].value
	}
	if len(o.segments) > 1 && !o.segments[1].id {
		key ^= o.segments[1].value << 1
	}
	return key
}

// What is unusual at a place: it has at least minRequests of which not more than
// rareRequests and rareRequestShare have the trait.
const (
	minRequests      = 40
	rareRequests     = 5
	rareRequestShare = 0.005
)

func rareAmongRequests(t *tally, value digest) bool {
	n := t.count(value)
	return t.total >= minRequests && t.settled() && n <= rareRequests && float64(n) <= max(rareRequestShare, 2/float64(t.total))*float64(t.total)
}

// strange tells whether a trait is unusual at a place where a request was, and why:
// it is rare everywhere, or rare there and at home somewhere else.
func strange(t trait, c *candidate, homes map[homeOf][]*group) (reason string, strange bool) {
	everywhere := c.groups[0]
	if everywhere == nil {
		return "", false
	}
	if rareAmongRequests(&everywhere.traits[t], c.about) {
		return "in this log", true
	}
	for level := 1; level < groupLevels; level++ {
		if g := c.groups[level]; g != nil && rareAmongRequests(&g.traits[t], c.about) && slices.ContainsFunc(homes[homeOf{t, level, c.about}], func(at *group) bool { return at != g }) {
			return [...]string{"in this log", "at this host", "at this path", "at this path"}[level], true
		}
	}
	return "", false
}

// homeShare is the part of a place's requests with a trait that makes it the trait's home.
const homeShare = 0.5

// homeOf is a trait's value at one level of places.
type homeOf struct {
	trait trait
	level int
	value digest
}

// homes finds the places of each value, for those that have any.
func (a *Auditor) homes() map[homeOf][]*group {
	all := map[homeOf][]*group{}
	a.groups.all(func(_ digest, g *group) {
		for t := range traits {
			for _, v := range g.traits[t].values {
				at := homeOf{t, g.level, v.value}
				// Two are enough to know one that is not the place in question.
				if g.traits[t].total >= minTokens && g.traits[t].share(v.value) >= homeShare && len(all[at]) < 2 {
					all[at] = append(all[at], g)
				}
			}
		}
	})
	return all
}

func (w *origins) judge(a *Auditor, tell func(kind, *candidate, string)) {
	homes := a.homes()
	// A list of the configuration that lacks one is one cause, however many tokens have it.
	type lacking struct {
		trait trait
		value digest
	}
	missing := map[lacking]int{}
	for t := range traits {
		if len(w.allowed[t]) == 0 {
			continue
		}
		w.candidates[t].each(func(c *candidate) {
			if !a.open(c.endpoint) {
				missing[lacking{t, c.about}]++
			}
		})
	}
	for t, what := range [...]string{audienceTrait: "audience", issuerTrait: "issuer", tenantTrait: "tenant"} {
		t := trait(t)
		list := &w.candidates[t]
		list.each(func(c *candidate) {
			if a.open(c.endpoint) {
				return
			}
			if len(w.allowed[t]) > 0 {
				c.listed = true
				reason := "the token's " + what + " is none of those in [audit]"
				if n := missing[lacking{t, c.about}]; n > 1 {
					reason += "; " + strconv.Itoa(n) + " tokens have the same one, which may be missing there"
				}
				tell(list.kind, c, reason)
				return
			}
			if where, ok := strange(t, c, homes); ok {
				tell(list.kind, c, "the token's "+what+" is not the one that is usual "+where)
			}
		})
	}
	w.equal.judge(&w.apart, func(c *candidate) {
		if !a.open(c.endpoint) {
			tell(tenantMismatch, c, "the token's tenant is not the one that "+placeNames[c.class]+" names")
		}
	})
}
