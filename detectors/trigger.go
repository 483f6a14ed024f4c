package detectors

import "strings"

// Shape is a grammar that finds values: it is called where its trigger stands
// and emits no value or some. It reads at most maxBack bytes back and
// maxRecognise ahead, so that it decides the same in every window.
type Shape func(s *Scanner, at int)

// Trigger is a literal that starts a look. The prefilter is compiled from all
// triggers: it stops at the rarest byte of each literal.
type Trigger struct {
	// Literal must stand in the source; lower case if Fold.
	Literal string
	// Fold ignores ASCII case.
	Fold bool
	// AfterKey spares the look where no key can end before the literal, which
	// must have one byte.
	AfterKey bool
	// Shape is called with the offset of the literal's first byte.
	Shape Shape
}

// armed is a trigger under the byte that the prefilter looks for.
type armed struct {
	Trigger
	back int // from the anchor byte to the literal's first byte
	// peek is the literal's byte at an offset of aside from the anchor, by
	// which most candidates are rejected; aside is 0 if there is no other.
	aside int
	peek  byte
}

// anchorCost ranks bytes by how often they occur in Django's logs; what is not
// listed is taken to be a common letter. Measured as occurrences per 10,000
// bytes over some twenty log formats.
var anchorCost = func() (t [256]int) {
	for c := range t {
		t[c] = 300
	}
	for chars, cost := range map[string]int{
		"@": 3, "J": 20, "=": 90, "%": 60, ":": 290, "\\": 10, "&": 30, "\x1b": 2,
		"bB": 90, "kK": 60, "gG": 130, "vV": 80, "wW": 70, "jqQzZxX": 30, "B": 20, "K": 15, "G": 60, "-": 200,
	} {
		for i := range len(chars) {
			t[chars[i]] = min(t[chars[i]], cost)
		}
	}
	return t
}()

// anchorOf is the offset of the rarest byte of a literal.
func anchorOf(literal string) int {
	best := 0
	for i := range len(literal) {
		if anchorCost[literal[i]] < anchorCost[literal[best]] {
			best = i
		}
	}
	return best
}

// triggerTable is the prefilter's compiled form of all triggers.
type triggerTable struct {
	class [256]uint8
	// besides is, for a separator, the byte after it that makes it a trigger
	// of another kind too, as in "://".
	besides [256]byte
	buckets [256][]armed
}

func compileTriggers(all []Trigger) triggerTable {
	var t triggerTable
	for c := range t.class {
		if isDigit(byte(c)) {
			t.class[c] |= classDigit
		}
		if byteClass[c]&isBase64Bit != 0 {
			t.class[c] |= classWord
		}
		if isGlue(byte(c)) {
			t.class[c] |= classGlue
		}
	}
	for _, trigger := range all {
		t.arm(trigger)
	}
	return t
}

// isGlue tells whether digits after c are a part of something else: of a word,
// a decimal, a version, an escape, an identifier with hyphens.
func isGlue(c byte) bool {
	return isAlnum(c) || strings.IndexByte("_-.%@#$^~*", c) >= 0
}

func (t *triggerTable) arm(trigger Trigger) {
	i := anchorOf(trigger.Literal)
	a := armed{Trigger: trigger, back: i}
	switch {
	case i+1 < len(trigger.Literal):
		a.aside = 1
	case i > 0:
		a.aside = -1
	}
	a.peek = trigger.Literal[i+a.aside]
	anchors := trigger.Literal[i : i+1]
	if trigger.Fold {
		anchors += strings.ToUpper(anchors)
	}
	for j := range len(anchors) {
		c := anchors[j]
		if j > 0 && c == anchors[0] {
			continue
		}
		t.class[c] |= classAnchor
		if trigger.AfterKey {
			t.class[c] |= classSeparator
		}
		if a.aside == 1 && !trigger.AfterKey {
			t.besides[c] = a.peek
		}
		t.buckets[c] = append(t.buckets[c], a)
	}
}

// near is a cheap test that holds wherever the trigger stands.
func (a *armed) near(src []byte, at int) bool {
	if a.aside == 0 {
		return true
	}
	i := at + a.aside
	return i >= 0 && i < len(src) && (src[i] == a.peek || a.Fold && foldTable[src[i]] == a.peek)
}

// at tells whether the trigger's literal begins at src[i].
func (t *Trigger) at(src []byte, i int) bool {
	if t.Fold {
		return hasFoldedAt(src, i, t.Literal)
	}
	return hasPrefixAt(src, i, t.Literal)
}
