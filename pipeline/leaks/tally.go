package leaks

import (
	"cmp"
	"slices"

	"scrim/detectors"
)

// maxKnown is how many different secrets of a run are told apart exactly; beyond
// that their number is estimated.
const maxKnown = 1 << 18

// tally adds findings up, in bounded memory. What can be told from a finding's
// kind and instance is counted by those, and added up in the end.
type tally struct {
	kinds     []detectors.KindInfo
	instances *instances
	counts    [][instanceCount]int64 // by kind
	accepted  int64
	endpoints names
	loggers   names
	timeline  timeline
	inputs    int64
	lines     int64
	bytes     int64
	withheld  int64

	known  map[uint64]struct{} // the secrets so far, by word; nil once they are too many
	all    distinct
	byKind []distinct

	file    *fileTally
	files   list[FileTotal]
	groups  list[Group]
	secrets list[Secret]
}

// newTally lists secrets one by one if listed is set.
func newTally(kinds []detectors.KindInfo, is *instances, listed bool) *tally {
	return &tally{
		kinds: kinds, instances: is, counts: make([][instanceCount]int64, len(kinds)),
		known: map[uint64]struct{}{}, byKind: make([]distinct, len(kinds)), file: newFileTally(kinds, listed),
		files:   list[FileTotal]{limit: MaxFiles, compare: compareFiles},
		groups:  list[Group]{limit: MaxGroups, compare: compareGroups},
		secrets: list[Secret]{limit: MaxSecrets, compare: compareSecrets},
	}
}

// add counts a finding of the file that was begun.
func (t *tally) add(l *Leak, kind detectors.KindID, is instance) {
	t.counts[kind][is]++
	t.endpoints.add(l.Endpoint, l.Severity)
	t.loggers.add(l.Logger, l.Severity)
	t.timeline.add(l.Time, l.Severity)
	if t.file.add(l, kind, is) {
		t.see(word(l.Fingerprint), kind)
	}
}

// see counts a secret that may be new in the run.
func (t *tally) see(w uint64, kind detectors.KindID) {
	if t.known == nil {
		t.all.est.add(w)
		t.byKind[kind].lose()
		t.byKind[kind].est.add(w)
		return
	}
	if _, ok := t.known[w]; ok {
		return
	}
	t.all.exact++
	t.byKind[kind].exact++
	if t.known[w] = struct{}{}; len(t.known) >= maxKnown {
		t.forget()
	}
}

// forget goes over to estimates of what comes, beyond what is known exactly.
func (t *tally) forget() {
	t.all.lose()
	for w := range t.known {
		t.all.est.add(w)
	}
	t.known = nil
}

// begin begins a file.
func (t *tally) begin(name string) { t.file.begin(name) }

// end adds up the file that was begun.
func (t *tally) end(artefact Artefact) {
	f := t.file
	if f.count == 0 {
		return
	}
	total := FileTotal{File: f.name, Artefact: artefact, Count: f.count, Distinct: f.distinct.estimate(), Kinds: map[string]int64{}}
	for _, at := range f.touched {
		g := &f.groups[at]
		one := g.group(f.name, t)
		total.Severity = max(total.Severity, one.Severity)
		total.Kinds[one.Kind] += one.Count
		t.groups.add(one)
	}
	t.files.add(total)
	for i := range f.secrets {
		s := &f.secrets[i]
		is := &t.instances[s.worst]
		t.secrets.add(Secret{
			File: f.name, Line: s.line, Column: s.column, Kind: t.kinds[s.kind].Name, Place: s.worst.place(), Severity: is.severity,
			Weaknesses: is.numbers, Fingerprint: s.fingerprint, Count: s.count,
		})
	}
	t.secrets.dropped += f.unlisted
}

// summary is what was counted.
func (t *tally) summary() *Summary {
	s := &Summary{
		Accepted: t.accepted, Distinct: t.all.estimate(), Lines: t.lines, Bytes: t.bytes, Inputs: t.inputs, Withheld: t.withheld,
		Endpoints: t.endpoints.most(), Loggers: t.loggers.most(), Timeline: t.timeline.intervals(), Untimed: t.timeline.untimed,
	}
	s.Groups, s.MoreGroups = t.groups.sorted()
	s.Files, s.MoreFiles = t.files.sorted()
	s.Secrets, s.MoreSecrets = t.secrets.sorted()
	var byPlace [places]PlaceTotal
	byWeakness := map[int]int64{}
	for kind := range t.counts {
		k := KindTotal{Kind: t.kinds[kind].Name, Distinct: t.byKind[kind].estimate()}
		for is, n := range t.counts[kind] {
			if n == 0 {
				continue
			}
			in := &t.instances[is]
			k.Count += n
			k.Severity = max(k.Severity, in.severity)
			k.Weaknesses = union(k.Weaknesses, in.numbers)
			s.Severities[in.severity] += n
			p := &byPlace[instance(is).place()]
			p.Place, p.Count, p.Severity = instance(is).place(), p.Count+n, max(p.Severity, in.severity)
			for _, w := range in.numbers {
				byWeakness[w] += n
			}
		}
		if k.Count > 0 {
			s.Kinds = append(s.Kinds, k)
			s.Findings += k.Count
		}
	}
	s.sort(byPlace[:], byWeakness)
	return s
}

// sort puts what is worst first.
func (s *Summary) sort(byPlace []PlaceTotal, byWeakness map[int]int64) {
	slices.SortFunc(s.Kinds, func(a, b KindTotal) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	for _, p := range byPlace {
		if p.Count > 0 {
			s.Places = append(s.Places, p)
		}
	}
	slices.SortStableFunc(s.Places, func(a, b PlaceTotal) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count))
	})
	for _, w := range Weaknesses {
		if n := byWeakness[w.Number]; n > 0 {
			s.Weaknesses = append(s.Weaknesses, WeaknessTotal{w, n})
		}
	}
	slices.SortStableFunc(s.Weaknesses, func(a, b WeaknessTotal) int {
		return cmp.Or(cmp.Compare(b.Weakness.Severity, a.Weakness.Severity), cmp.Compare(b.Count, a.Count))
	})
}

// union is all numbers of both, rising.
func union(all, more []int) []int {
	all = append(slices.Clone(all), more...)
	slices.Sort(all)
	return slices.Compact(all)
}
