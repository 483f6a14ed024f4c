package detectors

// MaskMode names what becomes of a finding.
type MaskMode string

const (
	// MaskLabel writes the kind's label, [FILTERED_<KIND>] by default.
	MaskLabel MaskMode = "label"
	// MaskStars writes as many stars as the value has bytes.
	MaskStars MaskMode = "stars"
	// MaskPartial shows up to four bytes at each end of personal data, and
	// stars between them. Credentials get their label.
	MaskPartial MaskMode = "partial"
	// MaskHash writes a keyed pseudonym, so that equal values stay equal.
	MaskHash MaskMode = "hash"
	// MaskJWTStub keeps of a JWT its algorithm and whether it had expired.
	// Other kinds get their label.
	MaskJWTStub MaskMode = "jwt-stub"
	// MaskRemove writes nothing, or "" where a value must stand.
	MaskRemove MaskMode = "remove"
	// MaskTemplate fills in a template of one's own.
	MaskTemplate MaskMode = "template"
)

// Mask says what a finding becomes. The zero Mask is MaskLabel with the
// default label.
type Mask struct {
	Mode MaskMode
	// Label is the template of MaskLabel, and of the labels that MaskPartial
	// and MaskJWTStub write: {KIND} and {kind} stand for the kind's name in
	// upper and lower case. Empty means DefaultLabel.
	Label string
	// Template is what MaskTemplate fills in, for instance
	// <{kind}:{length}:{hash}>; CheckTemplate says what it may hold.
	Template string
	// Key is the secret of MaskHash, and of {hash} in a template, at least
	// MinKeyBytes long.
	Key []byte
	// KeyID is shown in each pseudonym, so that values stay comparable across
	// a key rotation: 1 to 16 ASCII letters and digits. Empty means that it is
	// derived from the key.
	KeyID string
}

// DefaultLabel is the template that MaskLabel uses when none is given.
const DefaultLabel = "[FILTERED_{KIND}]"

// MinKeyBytes is the shortest key that MaskHash accepts: 128 bits, below which
// a pseudonym could be brute-forced.
const MinKeyBytes = 16

// NeedsKey tells whether the mask writes anything that a key goes into.
func (m Mask) NeedsKey() bool {
	return m.Mode == MaskHash || m.Mode == MaskTemplate && templateNeedsKey(m.Template)
}

// TakesLabel tells whether a mode writes labels, if only for some kinds.
func (m MaskMode) TakesLabel() bool {
	return m == "" || m == MaskLabel || m == MaskPartial || m == MaskJWTStub
}

// Fits tells whether a kind may be given the mode by its name: partial is for
// personal data, jwt-stub for JWTs. Kinds that are not built in are the user's
// own and count as personal data.
func (m MaskMode) Fits(kind string) bool {
	switch m {
	case MaskPartial:
		return !isCredential(kind)
	case MaskJWTStub:
		return kind == jwtKind.Name
	}
	return true
}

// isCredential tells whether a kind is built in and no personal data.
func isCredential(kind string) bool {
	for _, k := range builtin {
		if k.Name == kind {
			return !k.Personal
		}
	}
	return false
}
