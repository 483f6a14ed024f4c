package leaks

import "scrim/detectors"

// maxInFile is how many different secrets of one file are told apart and may be
// listed; beyond that their number is estimated.
const maxInFile = 1 << 16

// fileTally adds up the findings of one file after the other. Its memory is used
// again, and holds no pointers.
type fileTally struct {
	name     string
	count    int64
	distinct distinct
	groups   []groupTally // by kind and place
	touched  []int        // those that have findings, in the order of the first
	at       wordIndex
	listed   bool // secrets are kept one by one
	fetched  uint64
	secrets  []secretTally
	unlisted int64 // findings of secrets that are not in the table
}

// groupTally are the findings of a kind in a place.
type groupTally struct {
	kind         detectors.KindID
	place        Place
	line, column int64 // of the first
	count        int64
	instances    [2 * artefacts]bool // those that occurred, of which the place and the nature are known
	first        instance
	distinct     distinct
}

// secretTally is one secret of the file.
type secretTally struct {
	fingerprint         detectors.Fingerprint
	kind                detectors.KindID
	severity            detectors.Severity
	worst               instance // the first with that severity
	line, column, count int64
}

func newFileTally(kinds []detectors.KindInfo, listed bool) *fileTally {
	return &fileTally{listed: listed, groups: make([]groupTally, len(kinds)*int(places))}
}

func (f *fileTally) begin(name string) {
	for _, at := range f.touched {
		f.groups[at] = groupTally{}
	}
	f.at.reset()
	*f = fileTally{name: name, listed: f.listed, groups: f.groups, touched: f.touched[:0], at: f.at, secrets: f.secrets[:0]}
}

// fetch asks for the slots of findings that are to be added. They are far apart in
// memory, and waiting for all of them at once takes a fifth of waiting for one
// after the other.
func (f *fileTally) fetch(all []note) {
	mask := uint64(len(f.at.slots) - 1)
	for i := range all {
		f.fetched ^= f.at.slots[word(all[i].fingerprint)&mask].word
	}
}

// add counts a finding. It reports whether the secret may be new in the file.
func (f *fileTally) add(l *Leak, kind detectors.KindID, is instance) (isNew bool) {
	f.count++
	g := f.group(l, kind, is)
	g.count++
	g.instances[is%(2*instance(artefacts))] = true
	w, bit := word(l.Fingerprint), uint16(1)<<l.Place
	s := f.at.slot(w)
	switch {
	case s.places != 0: // fast path
		if s.places&bit == 0 {
			s.places |= bit
			g.distinct.exact++
		}
	case f.at.taken >= maxInFile:
		f.lose()
		f.unlisted++
		f.distinct.est.add(w)
		g.distinct.lose()
		g.distinct.est.add(w)
		return true
	default:
		f.distinct.exact++
		g.distinct.exact++
		if f.listed {
			f.secrets = append(f.secrets, secretTally{
				fingerprint: l.Fingerprint, kind: kind, severity: l.Severity, worst: is, line: l.Line, column: l.Column, count: 1,
			})
		}
		f.at.take(s, wordSlot{word: w, at: int32(len(f.secrets) - 1), places: bit, kind: kind})
		return true
	}
	if f.listed {
		f.secrets[s.at].add(l, is)
	}
	return false
}

func (s *secretTally) add(l *Leak, is instance) {
	s.count++
	if l.Severity > s.severity {
		s.severity, s.worst = l.Severity, is
	}
}

func (f *fileTally) group(l *Leak, kind detectors.KindID, is instance) *groupTally {
	at := int(kind)*int(places) + int(l.Place)
	g := &f.groups[at]
	if g.count == 0 {
		*g = groupTally{kind: kind, place: l.Place, line: l.Line, column: l.Column, first: is}
		f.touched = append(f.touched, at)
	}
	return g
}

// lose goes over to estimates of how many secrets there are.
func (f *fileTally) lose() {
	if f.distinct.est != nil {
		return
	}
	f.distinct.lose()
	for i := range f.at.slots {
		s := &f.at.slots[i]
		if s.places == 0 {
			continue
		}
		f.distinct.est.add(s.word)
		for p := range places {
			if s.places&(1<<p) != 0 {
				d := &f.groups[int(s.kind)*int(places)+int(p)].distinct
				d.lose()
				d.est.add(s.word)
			}
		}
	}
}

// group is what a report says of it.
func (g *groupTally) group(file string, t *tally) Group {
	one := Group{
		File: file, Kind: t.kinds[g.kind].Name, Place: g.place, Count: g.count, Distinct: g.distinct.estimate(), Line: g.line, Column: g.column,
	}
	base := g.first - g.first%(2*instance(artefacts))
	for i, is := range g.instances {
		if is {
			in := &t.instances[base+instance(i)]
			one.Severity = max(one.Severity, in.severity)
			one.Weaknesses = union(one.Weaknesses, in.numbers)
		}
	}
	return one
}
