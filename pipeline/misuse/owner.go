package misuse

// owners are tokens that are used at what belongs to another subject.
type owners struct {
	places places
	apart  candidates
}

func newOwners() *owners { return &owners{newPlaces(), newCandidates(otherSubject)} }

func (w *owners) see(a *Auditor, o *observation) {
	if o.subject == nil || !o.accepted {
		return
	}
	var one [1]digest
	values := one[:0]
	if o.claims != nil && len(o.claims.subjects) > 0 {
		values = o.claims.subjects
	} else {
		values = append(values, o.subject.key)
	}
	if o.user != none {
		values = append(values, o.user)
	}
	w.places.see(a, o, values, w.apart)
}

func (w *owners) judge(a *Auditor, tell func(kind, *candidate, string)) {
	w.places.judge(&w.apart, func(c *candidate) {
		if !a.open(c.endpoint) {
			tell(otherSubject, c, "the token's subject is not the one that "+placeNames[c.class]+" names")
		}
	})
}
