package misuse

import (
	"bytes"
	"slices"
	"strconv"
)

// walks are tokens that go through the ids of a collection one by one.
type walks struct {
	all   *table[walkKey, walk]
	ids   *table[walkKey, visitors] // of each id of a collection
	found candidates
}

type walkKey struct{ collection, of digest }

// walk is what one token, or subject, did in one collection.
type walk struct {
	ids    digestSet
	last   int64 // the number of the last id, or -1
	steps  int   // from one number to one of the next three
	moves  int   // from one id to another
	role   digest
	exempt bool
}

// visitors are the first two that asked for an id.
type visitors struct{ first, second digest }

func newWalks() *walks {
	return &walks{newTable[walkKey, walk](maxWalks), newTable[walkKey, visitors](maxIDs), newCandidates(idWalk)}
}

func (w *walks) see(a *Auditor, o *observation) {
	if o.token == nil && o.subject == nil || o.Status == 401 {
		return
	}
	who := a.tokenKey(o)
	if o.subject != nil {
		who = o.subject.key
	}
	exempt := o.token.isAdmin() || o.token.isService()
	for i := range o.segments {
		s := &o.segments[i]
		if !s.id || i > 0 && isPaging(o.segments[i-1].text) || o.is(s.value) {
			continue
		}
		w.visit(a, o, walkKey{s.before, who}, s.value, number(s.text), exempt)
	}
	eachParameter(o.Query, func(name, value []byte) {
		if isIDName(name) && !o.is(a.digester.of(value)) {
			w.visit(a, o, walkKey{a.digester.joined(o.endpoint.key, a.digester.of(name)), who}, a.digester.of(value), number(value), exempt)
		}
	})
}

func isPaging(text []byte) bool { return slices.Contains(pagingWords, string(bytes.ToLower(text))) }

func (w *walks) visit(a *Auditor, o *observation, key walkKey, id digest, n int64, exempt bool) {
	v, fresh := w.ids.make(walkKey{key.collection, id})
	switch {
	case fresh:
		v.first = key.of
	case v.first != key.of && v.second == none:
		v.second = key.of
	}
	one, fresh := w.all.make(key)
	if fresh {
		one.last = -1
		if o.claims != nil {
			one.role = o.claims.roleSet
		}
	}
	one.exempt = one.exempt || exempt
	if !one.ids.add(id, maxWalked) {
		return
	}
	if step := n - one.last; one.last >= 0 && n >= 0 {
		one.moves++
		if step >= -3 && step <= 3 {
			one.steps++
		}
	}
	one.last = n
	if len(one.ids) >= minWalk && !one.exempt {
		w.found.note(a, a.digester.joined(key.collection, key.of), o)
	}
}

// The limits of walks.
const (
	// maxWalked is how many ids of a collection are remembered for one token.
	maxWalked = 256
	// minWalk is how many ids one by one are a walk in any case; without an
	// order it takes [audit] ids_per_token.
	minWalk = 8
	// walkOrder is the part of the moves that go to a neighbour.
	walkOrder = 0.7
	// walkFactor is how many times as many ids as nearly all others a walk has.
	walkFactor = 3
	// leapFactor is the same for ids without an order, which are anybody's work
	// more often.
	leapFactor = 5
	// sharedShare is the part of a collection's ids, of those that were asked for,
	// that several asked for, above which it is for everybody.
	sharedShare = 0.3
)

// minPeers is how many with the same role make its habits.
const minPeers = 5

// everybody stands for all roles.
const everybody digest = 2

// number is an id that is a number, or -1.
func number(text []byte) int64 {
	if len(text) == 0 || len(text) > 15 {
		return -1
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func (w *walks) judge(a *Auditor, tell func(kind, *candidate, string)) {
	// Those with one role have the same work: what a clerk does is no walk.
	lengths := map[walkKey][]int64{}
	suspects := map[walkKey]int{}
	w.all.all(func(k walkKey, one *walk) {
		for _, peers := range [...]walkKey{{k.collection, one.role}, {k.collection, everybody}} {
			lengths[peers] = append(lengths[peers], int64(len(one.ids)))
			if len(one.ids) >= minWalk && !one.exempt {
				suspects[peers]++
			}
		}
	})
	w.all.all(func(k walkKey, one *walk) {
		c := w.found.all.get(a.digester.joined(k.collection, k.of))
		if c == nil || one.exempt || a.open(c.endpoint) {
			return
		}
		peers := walkKey{k.collection, one.role}
		if len(lengths[peers]) < minPeers {
			peers.of = everybody
		}
		usual := quantile(lengths[peers], suspects[peers])
		n := int64(len(one.ids))
		ordered := one.moves > 0 && float64(one.steps) >= walkOrder*float64(one.moves)
		if n < walkFactor*usual || !ordered && (n < leapFactor*usual || n < int64(a.settings.IDsPerToken)) || w.isShared(k) {
			return
		}
		reason := "one token asked for " + strconv.FormatInt(n, 10) + " ids of a collection"
		if ordered {
			reason += ", one after the other"
		}
		tell(idWalk, c, reason)
	})
}

// isShared tells whether a collection is one for everybody: many of its ids are
// asked for by several others.
func (w *walks) isShared(k walkKey) bool {
	var ids, shared int64
	w.ids.all(func(at walkKey, v *visitors) {
		if at.collection != k.collection || v.first == k.of && v.second == none {
			return
		}
		ids++
		if v.second != none && v.first != k.of && v.second != k.of {
			shared++
		}
	})
	return ids >= minTokens && float64(shared) >= sharedShare*float64(ids)
}
