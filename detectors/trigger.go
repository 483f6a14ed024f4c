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
	back int  // from the anchor byte to the literal's first byte
	next byte // of the literal, after the anchor byte; 0 if that is all of it
}

// anchorCost ranks bytes by how common they are in logs; only the order counts.
// What is not listed is taken to be a common letter. The backslash ranks low so
// that \u00 and \x share it.
var anchorCost = func() (t [256]int) {
	for c := range t {
		t[c] = 300
	}
	for chars, cost := range map[string]int{
		"\xef\xe2\xc2": 1, "@": 3, "J": 20, "=": 90, "%": 60, ":": 290, "\\": 10, "&": 30, "\x1b": 2,
		"bB": 90, "kK": 60, "gG": 130, "vV": 80, "wW": 70, "jqQzZxX": 30, "B": 20, "K": 15, "G": 60, "-": 200,
	} {
		for i := range len(chars) {
			t[chars[i]] = min(t[chars[i]], cost)
		}
	}
	return t
}()

// anchorOf is the offset of the rarest byte of a literal that has another one
// after it.
func anchorOf(literal string) int {
	best := 0
	for i := range max(1, len(literal)-1) {
		if anchorCost[literal[i]] < anchorCost[literal[best]] {
			best = i
		}
	}
	return best
}

// triggerTable is the prefilter's compiled form of all triggers.
type triggerTable struct {
	class [256]uint8
	lanes classTable // class as the prefilter reads it
	// after holds, for every anchor byte, the bytes of which one has to stand
	// after it; for a separator, those that spare the test for a key, as the
	// slash of "://" does.
	after   [256]byteSet
	buckets [256][]armed
	// loose has all bits if some literal has, after the anchor byte, a byte that
	// is not block.bound although the anchor byte is of a word.
	loose uint64
	// pastOpens is set if a byte that is of classOpens for other engines is a
	// trigger by itself.
	pastOpens bool
}

func compileTriggers(all []Trigger) triggerTable {
	var t triggerTable
	for c := range t.class {
		t.class[c] = classOf(byte(c))
	}
	for _, trigger := range all {
		t.arm(trigger)
	}
	for c := range t.class {
		t.share(byte(c))
		t.lanes[c] = lanes(t.class[c])
	}
	return t
}

// share gives classOpens, which is made of two other classes, to the bytes that
// are of neither, and of those two each byte only one.
func (t *triggerTable) share(c byte) {
	switch single := t.class[c]&classSingle != 0; {
	case single:
		t.class[c] &^= classSeparator
		t.pastOpens = t.pastOpens || numberOpens.has(c)
	case numberOpens.has(c) && t.class[c]&classSeparator != 0:
		t.pastOpens = true
	case numberOpens.has(c):
		t.class[c] |= classOpens
	case dialEscapes.has(c):
		t.class[c] |= classFirst
	}
}

// classOf is what a byte is to every engine.
func classOf(c byte) (class uint8) {
	switch {
	case c == '0':
		class |= classZero
	case isDigit(c):
		class |= classDigit | classWord
	case c == '-':
		class |= classWord | classGlue // also a classDial
	case byteClass[c]&isBase64Bit != 0:
		class |= classWord
	case isGlue(c):
		class |= classGlue
	}
	if dialSeparators.has(c) && c != '-' {
		class |= classDial
	}
	if strings.IndexByte("\"'`];\\ \t$._-:?|+)", c) >= 0 {
		class |= classKeyTail
	}
	return class
}

// isGlue tells whether digits after c are a part of something else: of a word,
// a decimal, a version, an escape, an identifier with hyphens.
func isGlue(c byte) bool {
	return isAlnum(c) || strings.IndexByte("_-.%@#$^~*", c) >= 0
}

// isBound tells whether c is of block.bound.
func isBound(c byte) bool {
	return !isDigit(c) && !(dialSeparators.has(c) && c != '-') && (byteClass[c]&isBase64Bit != 0 || isGlue(c))
}

func (t *triggerTable) arm(trigger Trigger) {
	i := anchorOf(trigger.Literal)
	n := len(trigger.Literal)
	a := armed{Trigger: trigger, back: i}
	if i+1 < n {
		a.next = trigger.Literal[i+1]
	}
	anchors := trigger.Literal[i : i+1]
	if trigger.Fold {
		anchors += strings.ToUpper(anchors)
	}
	for j := range len(anchors) {
		c := anchors[j]
		if j > 0 && c == anchors[0] {
			continue
		}
		switch {
		case trigger.AfterKey:
			t.class[c] |= classSeparator
		case len(trigger.Literal) == 1:
			t.class[c] |= classSingle
		default:
			t.class[c] |= classFirst
		}
		t.follow(c, trigger, i+1)
		t.buckets[c] = append(t.buckets[c], a)
	}
}

// follow notes which byte may stand after an anchor byte c, whose place in the
// literal is before i.
func (t *triggerTable) follow(c byte, trigger Trigger, i int) {
	if len(trigger.Literal) == 1 {
		if !trigger.AfterKey {
			t.after[c] = everyByte
		}
		return
	}
	next := trigger.Literal[i : i+1]
	if trigger.Fold {
		next += strings.ToUpper(next)
	}
	for j := range len(next) {
		t.after[c].add(next[j])
		t.class[next[j]] |= classSecond
		if byteClass[c]&isBase64Bit != 0 && !isBound(next[j]) {
			t.loose = ^uint64(0)
		}
	}
}

// at tells whether the trigger's literal begins at src[i].
func (t *Trigger) at(src []byte, i int) bool {
	if t.Fold {
		return hasFoldedAt(src, i, t.Literal)
	}
	return hasPrefixAt(src, i, t.Literal)
}
