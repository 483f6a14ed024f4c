package misuse

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
	near := a.nearby()
	w.found.each(func(c *candidate) {
		if !a.forms[c.class].tells() {
			return
		}
		e := c.endpoint
		d := doorway{e, a.without(e)}
		n, closed := d.without, d.closed()
		if n.granted <= maxOpen && closed >= minClosed && float64(n.granted) <= 0.02*float64(closed) {
			tell(unauthenticatedEndpoint, c, "it answered without credentials, which nearly all of its requests have")
			return
		}
		if near.contradict(&d) {
			tell(unauthenticatedEndpoint, c, "it answers without credentials, which its collection and its other methods refuse")
			return
		}
		if closed > 0 || len(e.networks) >= maxCrowd {
			return
		}
		// The endpoint itself says nothing about its neighbours.
		f := near.family(e.prefix)
		others := f.granted - n.granted
		if f.closed >= minClosed && f.endpoints > 2 && float64(others) <= 0.01*float64(f.closed) && float64(n.granted) <= 0.02*float64(f.closed) {
			tell(unauthenticatedEndpoint, c, "it answers without credentials, which the endpoints with the same prefix need")
		}
	})
}
