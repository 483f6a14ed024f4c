package misuse

import (
	"bytes"
	"slices"
	"strings"
)

// hosts are the signals about the Host header.
type hosts struct {
	known    []string
	all      tally
	names    equality // how often a host that a token names is the request's
	unknown  candidates
	mismatch candidates
	moved    candidates
	// homes are the hosts of the tokens of an issuer for an audience, visitors the
	// tokens by issuer and audience that come to a host.
	homes, visitors *table[digest, tally]
	strange         candidates
	settled         int64 // tokens that stay at one host
	moving          int64 // tokens that do not
}

func newHosts(a *Auditor) *hosts {
	w := &hosts{unknown: newCandidates(unknownHost), mismatch: newCandidates(hostMismatch), moved: newCandidates(hostMismatch), strange: newCandidates(hostMismatch),
		homes: newTable[digest, tally](maxKeys), visitors: newTable[digest, tally](maxKeys)}
	for _, name := range a.settings.KnownHosts {
		w.known = append(w.known, strings.ToLower(name))
	}
	return w
}

func (w *hosts) see(a *Auditor, o *observation) {
	if o.host == none {
		return
	}
	w.all.add(o.host)
	switch {
	case len(w.known) > 0:
		// Without credentials, a number or a bare name is what probes and neighbours ask for.
		if !isKnown(w.known, bytes.ToLower(o.Host)) && o.accepted && (o.token != nil || !isLocal(o.hostName)) {
			w.unknown.note(a, o.host, o).about = o.host
		}
	case o.accepted && (o.token != nil || !isLocal(o.hostName)) && w.all.count(o.host) <= rareRequests:
		w.unknown.note(a, o.host, o).about = o.host
	}
	if o.token == nil || !o.accepted {
		return
	}
	w.claimed(a, o)
	w.habit(a, o)
	w.population(a, o)
}

// population notes a token at a host where others of its issuer and audience are not.
func (w *hosts) population(a *Auditor, o *observation) {
	c := o.claims
	if c == nil || c.issuer == none && len(c.audiences) == 0 {
		return
	}
	kind := c.issuer
	if len(c.audiences) > 0 {
		kind = a.digester.joined(kind, c.audiences[0])
	}
	home, _ := w.homes.make(kind)
	home.add(o.host)
	guests, _ := w.visitors.make(o.host)
	guests.add(kind)
	if home.count(o.host) <= rareRequests && guests.count(kind) <= rareRequests {
		one := w.strange.note(a, a.digester.joined(o.token.id, o.host), o)
		one.about, one.role = o.host, kind
	}
}

// claimed compares the hosts that a token names with the request's.
func (w *hosts) claimed(a *Auditor, o *observation) {
	if o.claims == nil || len(o.claims.hosts) == 0 {
		return
	}
	if slices.Contains(o.claims.hosts, o.host) {
		w.names.equal++
		return
	}
	w.names.apart++
	if float64(w.names.apart) <= (1-equalShare)*float64(w.names.equal+w.names.apart)+rareRequests {
		w.mismatch.note(a, a.digester.joined(o.token.id, o.host), o).about = o.host
	}
}

// habit notes a token that comes to another host than always before.
func (w *hosts) habit(a *Auditor, o *observation) {
	t := o.token
	key := a.digester.joined(t.id, o.host)
	if !t.hosts.add(o.host, maxKinds) {
		if t.hosts[0] != o.host {
			w.moved.again(a, key, o)
		}
		return
	}
	switch len(t.hosts) {
	case 1:
		w.settled++
		return
	case 2:
		w.settled--
		w.moving++
	}
	one := w.moved.note(a, key, o)
	one.about, one.amount = o.host, t.requests
}

// isKnown tells whether a host is one of those, or below one that begins with "*.". A
// name without a port stands for all ports; one with a port also for a host that was
// logged without its port.
func isKnown(known []string, host []byte) bool {
	bare := withoutPort(host)
	for _, name := range known {
		if len(bare) == len(host) {
			name = string(withoutPort([]byte(name)))
		}
		below, wild := strings.CutPrefix(name, "*")
		is := func(host []byte) bool { return string(host) == name || wild && strings.HasSuffix(string(host), below) }
		if is(host) || is(bare) {
			return true
		}
	}
	return false
}

// withoutPort is a host without its port; an address of IPv6 stands in brackets if it has one.
func withoutPort(host []byte) []byte {
	cut := bytes.LastIndexByte(host, ':')
	if cut > 0 && (bytes.IndexByte(host[:cut], ':') < 0 || host[cut-1] == ']') {
		return host[:cut]
	}
	return host
}

// isLocal tells whether a host is a number or a bare name, as probes and neighbours write.
func isLocal(host []byte) bool {
	if bytes.IndexByte(host, '.') < 0 || bytes.IndexByte(host, ':') >= 0 {
		return true
	}
	for _, c := range host {
		if (c < '0' || c > '9') && c != '.' {
			return false
		}
	}
	return true
}

func (w *hosts) judge(a *Auditor, tell func(kind, *candidate, string)) {
	w.unknown.each(func(c *candidate) {
		switch {
		case len(w.known) > 0:
			tell(unknownHost, c, "the Host header is none of the known hosts")
		case rareAmongRequests(&w.all, c.about):
			tell(unknownHost, c, "the Host header is none of those that are usual in this log")
		}
	})
	total := w.names.equal + w.names.apart
	w.mismatch.each(func(c *candidate) {
		if w.names.equal >= minEqual && float64(w.names.equal) >= equalShare*float64(total) && !rareAmongRequests(&w.all, c.about) && !a.open(c.endpoint) {
			tell(hostMismatch, c, "the token names another host")
		}
	})
	w.strange.each(func(c *candidate) {
		home, guests := w.homes.get(c.role), w.visitors.get(c.about)
		if home != nil && guests != nil && rareAmongRequests(home, c.about) && rareAmongRequests(guests, c.role) && !a.open(c.endpoint) {
			tell(hostMismatch, c, "tokens of this issuer and audience are used at another host")
		}
	})
	w.moved.each(func(c *candidate) {
		// At a host that nobody knows, that is what is strange.
		if c.amount < 3 || rareAmongRequests(&w.all, c.about) || w.moving > rareTokens && float64(w.moving) > 0.02*float64(w.settled) || a.open(c.endpoint) {
			return
		}
		if c.token.requests-c.count >= 3*c.count {
			tell(hostMismatch, c, "the token was used at another host before, and tokens stay at one host here")
		}
	})
}
