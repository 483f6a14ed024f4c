package detectors

// MaskMode names what becomes of a finding.
type MaskMode string

const (
	// MaskLabel writes the kind's label, [FILTERED_<KIND>] by default.
	MaskLabel MaskMode = "label"
	// MaskStars writes as many stars as the value has bytes.
	MaskStars MaskMode = "stars"
	// MaskHash writes a keyed pseudonym, so that equal values stay equal.
	MaskHash MaskMode = "hash"
	// MaskRemove writes nothing, or "" where a value must stand.
	MaskRemove MaskMode = "remove"
)

// Mask says what a finding becomes. The zero Mask is MaskLabel with the
// default label.
type Mask struct {
	Mode MaskMode
	// Label is the template of MaskLabel: {KIND} and {kind} stand for the
	// kind's name in upper and lower case. Empty means DefaultLabel.
	Label string
	// Key is the secret of MaskHash, at least MinKeyBytes long.
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
