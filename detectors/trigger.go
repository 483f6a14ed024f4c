package detectors

import (
	"slices"

	"scrim/detectors/prefilter"
)

// Shape is a grammar that finds values: it is called where its trigger stands
// and emits no value or some. It reads at most maxBack bytes back and
// maxRecognise ahead, so that it decides the same in every window.
type Shape func(s *Scanner, at int)

// Trigger is a literal that starts a look. The prefilter is compiled from all
// triggers: it stops at the rarest byte of each literal, if those after it are
// the literal's.
type Trigger struct {
	// Literal must stand in the source; lower case if Fold.
	Literal string
	// Fold ignores ASCII case.
	Fold bool
	// AfterKey spares the look where no key can end before the literal, which
	// is one of the prefilter's separators.
	AfterKey bool
	// Shape is called with the offset of the literal's first byte.
	Shape Shape
}

// armed is a trigger under the byte that the prefilter looks for.
type armed struct {
	Trigger
	back int // from the anchor byte to the literal's first byte
}

// anchorOf is the offset of the anchor byte of a literal, from which on three
// bytes are the rarest.
func anchorOf(t *Trigger) int {
	best, least := 0, 0
	for i := range t.Literal {
		three := t.threeAt(i)
		if cost := three.Rarity(); i == 0 || cost < least {
			best, least = i, cost
		}
	}
	return best
}

// threeAt is what the three bytes from the literal's i-th on may be.
func (t *Trigger) threeAt(i int) (three prefilter.Three) {
	for k := range three {
		switch {
		case i+k >= len(t.Literal):
			three[k] = prefilter.Every
		case t.Fold:
			three[k] = prefilter.Folded(t.Literal[i+k])
		default:
			three[k] = prefilter.SetOf(t.Literal[i+k : i+k+1])
		}
	}
	return three
}

// triggerTable is the compiled form of all triggers.
type triggerTable struct {
	filter *prefilter.Tables
	// buckets hold the literals by their anchor byte, separators the shapes of
	// those that have to follow a key.
	buckets    [256][]armed
	separators [256]Shape
	// pairs are the literals by their anchor byte and the one after it: an index
	// of anchors, for each of them one of what may follow, and the lists.
	anchors [256]uint8
	follows [][256]uint8
	pairs   [][]armed
}

// beginning are the literals that may have their anchor byte at src[i], those of
// one byte if it is the last one.
func (t *triggerTable) beginning(src []byte, i int) []armed {
	next := byte(0)
	if i+1 < len(src) {
		next = src[i+1]
	}
	return t.pairs[t.follows[t.anchors[src[i]]][next]]
}

// pairUp makes pairs of buckets.
func (t *triggerTable) pairUp() {
	t.follows, t.pairs = make([][256]uint8, 1), make([][]armed, 1)
	for c, bucket := range t.buckets {
		if len(bucket) == 0 {
			continue
		}
		t.anchors[c] = uint8(len(t.follows))
		threes := make([]prefilter.Three, len(bucket))
		for i := range bucket {
			threes[i] = bucket[i].threeAt(bucket[i].back)
		}
		var follows [256]uint8
		for next := range follows {
			var list []armed
			for i := range bucket {
				if threes[i][1].Has(byte(next)) {
					list = append(list, bucket[i])
				}
			}
			follows[next] = t.listOf(list)
		}
		t.follows = append(t.follows, follows)
	}
}

// listOf is the number of a list of literals among the pairs; equal lists share
// one.
func (t *triggerTable) listOf(list []armed) uint8 {
	for i, known := range t.pairs {
		if slices.EqualFunc(known, list, func(a, b armed) bool { return a.Literal == b.Literal && a.back == b.back }) {
			return uint8(i)
		}
	}
	t.pairs = append(t.pairs, list)
	return uint8(len(t.pairs) - 1)
}

// compileTriggers compiles the triggers of an engine whose keys end in the tails
// and whose national numbers begin with groups of the sizes, a bit each.
func compileTriggers(all []Trigger, tails []prefilter.Three, sizes uint64) triggerTable {
	var t triggerTable
	var literals []prefilter.Three
	for _, trigger := range all {
		if trigger.AfterKey {
			t.separators[trigger.Literal[0]] = trigger.Shape
			continue
		}
		literals = append(literals, t.arm(trigger))
	}
	t.pairUp()
	t.filter = prefilter.Compile(literals, tails, sizes)
	return t
}

// arm puts a trigger into the buckets of its anchor byte and returns what the
// prefilter has to find there.
func (t *triggerTable) arm(trigger Trigger) prefilter.Three {
	i := anchorOf(&trigger)
	a := armed{Trigger: trigger, back: i}
	three := trigger.threeAt(i)
	for c := range 256 {
		if three[0].Has(byte(c)) {
			t.buckets[c] = append(t.buckets[c], a)
		}
	}
	return three
}

// at tells whether the trigger's literal begins at src[i].
func (t *Trigger) at(src []byte, i int) bool {
	if t.Fold {
		return hasFoldedAt(src, i, t.Literal)
	}
	return hasPrefixAt(src, i, t.Literal)
}
