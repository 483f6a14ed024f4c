package misuse

import "strings"

// doors are endpoints that answer without credentials and should not.
type doors struct{ found, specified candidates }

func newDoors() *doors {
	return &doors{newCandidates(unauthenticatedEndpoint), newCandidates(openapiUnsecured)}
}

func (w *doors) see(a *Auditor, o *observation) {
	if o.token != nil || o.known || !o.granted || len(o.Credentials) > 0 || string(o.Method) == "OPTIONS" || string(o.Method) == "HEAD" {
		return
	}
	if a.openapi != nil && a.openapi.secured(string(o.Method), o.Path) {
		one := w.specified.note(a, o.endpoint.key, o)
		one.class = o.form
	}
	e := o.endpoint
	if e.words.public || len(e.networks) >= maxCrowd {
		return
	}
	one := w.found.note(a, e.key, o)
	one.class = o.form
}

// What makes an answer without credentials a mistake.
const (
	// maxOpen is how many requests without credentials are an exception.
	maxOpen = 5
	// minClosed is how many requests with credentials, or refused without them,
	// show that an endpoint needs them.
	minClosed = 20
)

func (w *doors) judge(a *Auditor, tell func(kind, *candidate, string)) {
	w.specified.each(func(c *candidate) {
		if a.forms[c.class].tells() {
			tell(openapiUnsecured, c, "the OpenAPI file says that this operation is secured, and it answered without credentials")
		}
	})
	families, near := a.families(), a.nearby()
	w.found.each(func(c *candidate) {
		if !a.forms[c.class].tells() {
			return
		}
		e := c.endpoint
		n := a.without(e)
		closed := e.credentialed.granted + 4*n.refused
		if n.granted <= maxOpen && closed >= minClosed && float64(n.granted) <= 0.02*float64(closed) {
			tell(unauthenticatedEndpoint, c, "it answered without credentials, which nearly all of its requests have")
			return
		}
		if near.contradict(e, n.granted) {
			tell(unauthenticatedEndpoint, c, "it answers without credentials, which its collection and its other methods refuse")
			return
		}
		f := families[e.prefix]
		if f == nil || len(e.networks) >= maxCrowd {
			return
		}
		// The endpoint itself says nothing about its neighbours.
		closed = f.closed - closed
		granted := f.granted - n.granted
		if e.credentialed.granted+n.refused == 0 && closed >= minClosed && f.endpoints > 2 && float64(granted) <= 0.01*float64(closed) && float64(n.granted) <= 0.02*float64(closed) {
			tell(unauthenticatedEndpoint, c, "it answers without credentials, which the endpoints with the same prefix need")
		}
	})
}

// family are the endpoints right below one path, and those of the path itself: a collection and what is in it.
type family struct{ endpoints, closed, granted int64 }

func (a *Auditor) families() map[digest]*family {
	all := map[digest]*family{}
	add := func(path digest, e *endpoint) {
		f := all[path]
		if f == nil {
			f = &family{}
			all[path] = f
		}
		n := a.without(e)
		f.endpoints++
		f.closed += e.credentialed.granted + 4*n.refused
		if !e.words.public {
			f.granted += n.granted
		}
	}
	a.endpoints.all(func(_ digest, e *endpoint) {
		// Browsers ask with OPTIONS before they send credentials.
		if strings.HasPrefix(e.name, "OPTIONS ") {
			return
		}
		add(e.prefix, e)
		add(e.path, e)
	})
	return all
}
