package misuse

// candidate is what may turn out to be a misuse: some requests of one cause.
type candidate struct {
	token    *token
	subject  *subject
	endpoint *endpoint
	count    int64
	refused  int64 // of them were answered 401 or 403
	time     int64
	refs     []ref
	// about is what the requests had that is to be judged.
	about digest
	// groups are where it was seen, for judging what is usual there.
	groups [groupLevels]*group
	// amount is a duration in seconds or a number that the reason names.
	amount int64
	class  int
	role   digest
	// listed says that a list of the configuration lacks what about stands for.
	listed bool
}

// candidates are those of one kind of signal.
type candidates struct {
	kind kind
	all  *table[digest, candidate]
}

func newCandidates(k kind) candidates {
	return candidates{k, newTable[digest, candidate](maxCandidates)}
}

// note adds a request to the candidate of a key.
func (c *candidates) note(a *Auditor, key digest, o *observation) *candidate {
	one, fresh := c.all.make(key)
	if fresh {
		one.token, one.subject, one.endpoint, one.time = o.token, o.subject, o.endpoint, o.Time
		one.groups = o.groups
	}
	one.count++
	if o.refused {
		one.refused++
	}
	if len(one.refs) < maxEvidence {
		one.refs = append(one.refs, a.evidence(o))
	}
	return one
}

// again adds a request to the candidate of a key, if there is one.
func (c *candidates) again(a *Auditor, key digest, o *observation) {
	if c.all.get(key) != nil {
		c.note(a, key, o)
	}
}

// each calls f with every candidate, in the order of their first lines.
func (c *candidates) each(f func(*candidate)) {
	c.all.all(func(_ digest, one *candidate) { f(one) })
}

// evidence keeps the request's line, once.
func (a *Auditor) evidence(o *observation) ref {
	if !o.kept {
		o.kept = true
		a.text = o.AppendText(a.text[:0])
		o.ref = ref{file: int32(o.File), line: o.Line, number: a.kept.keep(string(cutMasked(a.text)))}
	}
	return o.ref
}
