package misuse

import "scrim/detectors"

// maxClaims is how many tokens' claims are kept, so that each is read once.
const maxClaims = 1 << 10

// prints make fingerprints and read claims, for one goroutine.
type prints struct {
	digester digester
	names    *detectors.Fingerprinter
	claims   map[detectors.Fingerprint]*Claims
	value    []byte
}

func newPrints(d digester, key []byte) prints {
	return prints{digester: d, names: detectors.NewFingerprinter(key), claims: map[detectors.Fingerprint]*Claims{}}
}

// take fills in fingerprint and claims of a credential from the finding that it is.
func (p *prints) take(c *Credential, s *detectors.Scanner, w detectors.Window, f *detectors.Finding, kind credentialKind) {
	p.value = s.AppendValue(p.value[:0], w, f)
	c.Fingerprint = p.names.Of(kind.name, p.value)
	if !kind.jwt {
		return
	}
	var known bool
	if c.Claims, known = p.claims[c.Fingerprint]; known {
		return
	}
	if len(p.claims) == maxClaims {
		clear(p.claims)
	}
	c.Claims = readClaims(p.digester, p.value)
	p.claims[c.Fingerprint] = c.Claims
}
