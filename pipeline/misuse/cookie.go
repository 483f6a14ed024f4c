package misuse

import "fmt"

// cookies are session cookies without the attributes that guard them.
type cookies struct {
	insecure, open candidates
	names          map[digest]string
}

func newCookies() *cookies {
	return &cookies{newCandidates(cookieWithoutSecure), newCandidates(cookieWithoutHTTPOnly), map[digest]string{}}
}

func (w *cookies) see(a *Auditor, o *observation) {
	for i := range o.SetCookies {
		c := &o.SetCookies[i]
		if !c.Session && !c.CSRF {
			continue
		}
		key := a.digester.of(c.Name)
		if len(w.names) < maxCookies {
			if _, known := w.names[key]; !known {
				w.names[key] = string(c.Name[:min(len(c.Name), maxSegment)])
			}
		}
		if !c.Secure {
			w.insecure.note(a, key, o).about = key
		}
		if !c.HTTPOnly && c.Session && !c.CSRF {
			w.open.note(a, key, o).about = key
		}
	}
}

func (w *cookies) judge(_ *Auditor, tell func(kind, *candidate, string)) {
	say := func(list candidates, k kind, what string) {
		list.each(func(c *candidate) {
			// The cookie is the cause, whoever got it.
			c.token, c.subject = nil, nil
			tell(k, c, fmt.Sprintf("the cookie %q was set without %s", w.names[c.about], what))
		})
	}
	say(w.insecure, cookieWithoutSecure, "Secure")
	say(w.open, cookieWithoutHTTPOnly, "HttpOnly")
}
