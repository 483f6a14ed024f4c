package misuse

// exposed are tokens that stand where others can read them.
type exposed struct {
	query, referer, plain candidates
	clear, encrypted      int64 // requests with a token by scheme
}

func newExposed() *exposed {
	return &exposed{query: newCandidates(tokenInQuery), referer: newCandidates(tokenInReferer), plain: newCandidates(tokenOverHTTP)}
}

func (w *exposed) see(a *Auditor, o *observation) {
	for i := range o.Credentials {
		c := &o.Credentials[i]
		if c.Once {
			continue
		}
		switch c.Place {
		case InQuery:
			if o.endpoint.words.once {
				continue
			}
			// The endpoint is the cause, whoever sends a token there.
			one := w.query.note(a, o.endpoint.key, o)
			if token := a.tokens.get(c.Fingerprint); one.count == 1 {
				one.token = token
			} else if one.token != token {
				one.token, one.subject = nil, nil
			}
		case InReferer:
			one := w.referer.note(a, a.keyOf(c), o)
			one.token = a.tokens.get(c.Fingerprint)
			if one.token == nil {
				one.token = &token{fingerprint: c.Fingerprint.String()}
			}
		}
	}
	if o.token == nil {
		return
	}
	switch string(o.Scheme) {
	case "https":
		w.encrypted++
	case "http":
		w.clear++
		if !isLocal(o.hostName) || len(o.Host) == 0 {
			w.plain.note(a, o.token.id, o)
		}
	}
}

// maxClear is the part of the requests with tokens that came over http above
// which it is the way inside, behind what ends TLS, that the log tells of.
const maxClear = 0.5

func (w *exposed) judge(_ *Auditor, tell func(kind, *candidate, string)) {
	w.query.each(func(c *candidate) {
		tell(tokenInQuery, c, "the token stands in the query string, which servers, browsers and proxies write down")
	})
	w.referer.each(func(c *candidate) {
		tell(tokenInReferer, c, "the token stands in the Referer header, which whoever is linked to gets")
	})
	if w.encrypted == 0 || float64(w.clear) > maxClear*float64(w.clear+w.encrypted) {
		return
	}
	w.plain.each(func(c *candidate) { tell(tokenOverHTTP, c, "the token came over http") })
}
