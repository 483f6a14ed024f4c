package misuse

import "slices"

// algorithms are the signals about how tokens are signed.
type algorithms struct {
	allowed                   []digest
	none, changed, unexpected candidates
}

func newAlgorithms(a *Auditor) *algorithms {
	w := &algorithms{none: newCandidates(algNone), changed: newCandidates(algChanged), unexpected: newCandidates(algUnexpected)}
	for _, name := range a.settings.Algorithms {
		w.allowed = append(w.allowed, a.digester.ofString(name))
	}
	return w
}

func (w *algorithms) see(a *Auditor, o *observation) {
	for i := range o.Credentials {
		if c := &o.Credentials[i]; c.Claims != nil && (c.Claims.none || c.Claims.unsigned) {
			one := w.none.note(a, a.keyOf(c), o)
			if c.Claims.none {
				one.class = 1
			}
		}
	}
	c := o.claims
	if c == nil || c.algorithm == none || c.none {
		return
	}
	key := o.token.id
	if s := o.subject; s != nil {
		if s.algorithms.add(c.algorithm, maxKinds) && len(s.algorithms) > 1 {
			a.everyToken.algorithmsShifting++
			w.changed.note(a, key, o)
		} else {
			w.changed.again(a, key, o)
		}
	}
	if len(w.allowed) > 0 {
		if !slices.Contains(w.allowed, c.algorithm) {
			w.unexpected.note(a, key, o).about = c.algorithm
		}
		return
	}
	if o.token.requests == 0 {
		a.keyUse(c).add(c.algorithm)
	}
	if a.everyToken.algorithms.count(c.algorithm) <= rareTokens || a.keyUse(c).count(c.algorithm) <= rareTokens {
		w.unexpected.note(a, key, o).about = c.algorithm
	}
}

// keyUse are the algorithms of the tokens that an issuer signs with one key.
func (a *Auditor) keyUse(c *Claims) *tally {
	use, _ := a.keys.make(a.digester.joined(c.issuer, c.keyID))
	return use
}

// usualWith tells whether an algorithm is what the tokens of the same issuer and key
// mostly have.
func (a *Auditor) usualWith(c *Claims) bool {
	use := a.keyUse(c)
	return use.count(c.algorithm) >= 2 && use.share(c.algorithm) >= 0.5
}

// maxKinds is how many algorithms or role sets of one subject, and hosts or wide
// networks of one token, are told apart.
const maxKinds = 6

// What makes a habit: so many tokens at least, of which a rare trait has not more
// than rareTokens or rareShare.
const (
	minTokens  = 20
	rareTokens = 3
	rareShare  = 0.01
)

// rareAmongTokens tells whether few tokens have a value.
func rareAmongTokens(t *tally, value digest) bool {
	n := t.count(value)
	return t.total >= minTokens && t.isOne() && (n <= rareTokens && float64(n) <= 0.1*float64(t.total) || float64(n) <= rareShare*float64(t.total))
}

func (w *algorithms) judge(a *Auditor, tell func(kind, *candidate, string)) {
	w.none.each(func(c *candidate) {
		reason := "the token says that it is not signed"
		if c.class == 0 {
			// Some logs leave out all signatures.
			if a.everyToken.unsigned > rareTokens && 10*a.everyToken.unsigned > a.everyToken.withClaims {
				return
			}
			reason = "the token's signature is missing"
		}
		if c.refused == c.count {
			reason += "; it was refused"
		}
		tell(algNone, c, reason)
	})
	usual := &a.everyToken.algorithms
	w.changed.each(func(c *candidate) {
		if a.isHabit(a.everyToken.algorithmsShifting) || c.refused == c.count {
			return
		}
		// A subject may have tokens of two keys, each with its own algorithm.
		if !a.usualWith(c.token.claims) {
			tell(algChanged, c, "earlier tokens of this subject were signed in another way")
		}
	})
	w.unexpected.each(func(c *candidate) {
		switch {
		case c.refused == c.count:
		case len(w.allowed) > 0:
			tell(algUnexpected, c, "it is signed in a way that [audit] does not allow")
		case rareAmongTokens(a.keyUse(c.token.claims), c.about):
			tell(algUnexpected, c, "nearly all tokens of this issuer and key are signed in another way")
		case rareAmongTokens(usual, c.about) && !a.usualWith(c.token.claims) && !c.token.claims.service:
			tell(algUnexpected, c, "nearly all tokens of this log are signed in another way")
		}
	})
}

// keyOf is the key of a credential's candidates.
func (a *Auditor) keyOf(c *Credential) digest { return a.digester.of(c.Fingerprint[:]) }

// isHabit tells whether so many subjects do a thing that it means nothing.
func (a *Auditor) isHabit(subjects int64) bool {
	n := int64(len(a.subjects.entries))
	return subjects > 3 && float64(subjects) > 0.05*float64(n)
}
