package cases

import (
	"slices"

	"scrim/detectors"
	"scrim/pipeline/config"
)

// Origin is where a kind comes from.
type Origin string

// The origins.
const (
	BuiltIn    Origin = "built-in"
	Rule       Origin = "rule"
	Dictionary Origin = "dictionary"
)

// Coverage is how many cases there are for a kind that the configuration looks
// for.
type Coverage struct {
	Kind   string
	Origin Origin
	// MustMask counts the cases in which it has to be masked: masked lists it, or
	// want is what comes out and a value of it is masked there.
	MustMask int
	// MustNotMask counts the cases that come near it and in which it must not be
	// masked: masked does not list it, unchanged is said, or want is what comes
	// out and nothing of it is masked there. A case comes near a kind if scrim
	// explain has a near miss of it; near a rule also if the input holds one of
	// its keywords, and near a dictionary if it holds a word of one of its terms,
	// in any case. Near a rule that has no keyword, and of whose pattern none can
	// be derived, comes every case: nothing tells.
	MustNotMask int
}

// Complete tells whether there are cases of both sorts.
func (c Coverage) Complete() bool { return c.MustMask > 0 && c.MustNotMask > 0 }

// demand is what a case says of a kind.
type demand uint8

const (
	demandNothing demand = iota
	demandMask
	demandNoMask
)

// demands is what a case says of a kind. A want that does not come out says
// nothing: which kinds it is about is known only by what comes out.
func (t *trial) demands(kind string) demand {
	masks := t.masked[kind]
	switch {
	case t.Expect == config.ExpectWant && !t.passed:
		return demandNothing
	case t.Expect == config.ExpectMasked:
		masks = slices.Contains(t.Masked, kind)
	case t.Expect == config.ExpectUnchanged:
		masks = false
	}
	if masks {
		return demandMask
	}
	return demandNoMask
}

// coverage counts the cases of every kind that is looked for.
func (r *runner) coverage(trials []trial) (all []Coverage) {
	in := newInputs(trials)
	for _, k := range r.kinds {
		if !k.Enabled {
			continue
		}
		c := Coverage{Kind: k.Name, Origin: r.origin(k.Name)}
		near := r.near(k.Name, in)
		for i := range trials {
			switch trials[i].demands(k.Name) {
			case demandMask:
				c.MustMask++
			case demandNoMask:
				if trials[i].isNear(k.Name) || near(i) {
					c.MustNotMask++
				}
			}
		}
		all = append(all, c)
	}
	return all
}

// origin is where a kind comes from.
func (r *runner) origin(kind string) Origin {
	switch {
	case r.rules[kind] != nil:
		return Rule
	case r.dictionaries[kind] != nil:
		return Dictionary
	}
	return BuiltIn
}

// near is how to tell which inputs come near a rule or a dictionary; none comes
// near another kind by its words.
func (r *runner) near(kind string, in *inputs) func(int) bool {
	if rule := r.rules[kind]; rule != nil {
		return in.nearRule(*rule)
	}
	if d := r.dictionaries[kind]; d != nil {
		return in.nearDictionary(*d)
	}
	return func(int) bool { return false }
}

// isNear tells whether the engine has a near miss of a kind, or masks it although
// it must not.
func (t *trial) isNear(kind string) bool {
	return slices.ContainsFunc(t.explained, func(x detectors.Explanation) bool { return x.Kind == kind })
}
