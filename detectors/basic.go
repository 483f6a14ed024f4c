package detectors

var basicKind = Kind{
	Name:     "basic",
	Summary:  "HTTP Basic credentials, base64 of user:password; the user in access lines; the scheme word stays",
	CWE:      []int{522, 532},
	Severity: SeverityCritical,
	Keys:     []string{"basic auth", "basic authorization"},
	Triggers: []Trigger{{Literal: "basic", Fold: true, Shape: schemeShape}},
	Judge:    judgeToken,
}

// maxUserPass is how many decoded bytes are looked at for the colon.
const maxUserPass = 192

// looksBasic tells whether text is base64 of user:password (RFC 7617 §2): it
// decodes to something with a colon and without control characters.
func looksBasic(text []byte) bool {
	if len(text) < 6 {
		return false
	}
	var buf [maxUserPass]byte
	plain := decodeBase64(buf[:0], text[:min(len(text), maxUserPass/3*4)])
	colon := false
	for _, c := range plain {
		if c < ' ' || c == 0x7f {
			return false
		}
		colon = colon || c == ':'
	}
	return colon
}
