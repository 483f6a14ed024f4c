package leaks

import (
	"cmp"
	"slices"

	"scrim/detectors"
)

// Limits of what a tally remembers one by one, for memory; beyond them it
// estimates.
const (
	// maxKnown is how many different secrets of a run are told apart exactly.
	maxKnown = 1 << 18
	// maxInFile is how many of one file.
	maxInFile = 1 << 16
)

// tally adds findings up, in bounded memory.
type tally struct {
	kinds      []detectors.KindInfo
	findings   int64
	accepted   int64
	inputs     int64
	lines      int64
	bytes      int64
	withheld   int64
	severities [detectors.SeverityCritical + 1]int64
	byKind     map[detectors.KindID]*kindTally
	byPlace    [places]PlaceTotal
	weaknesses map[int]int64
	endpoints  names
	loggers    names
	timeline   timeline

	known map[uint64]detectors.KindID // by word; nil once they are too many
	all   distinct

	file    *fileTally
	files   list[FileTotal]
	groups  list[Group]
	secrets list[Secret]
}

type kindTally struct {
	severity   detectors.Severity
	count      int64
	distinct   distinct
	weaknesses []int
}

func newTally(kinds []detectors.KindInfo) *tally {
	t := &tally{
		kinds: kinds, byKind: map[detectors.KindID]*kindTally{}, weaknesses: map[int]int64{}, known: map[uint64]detectors.KindID{},
		files:   list[FileTotal]{limit: MaxFiles, compare: compareFiles},
		groups:  list[Group]{limit: MaxGroups, compare: compareGroups},
		secrets: list[Secret]{limit: MaxSecrets, compare: compareSecrets},
	}
	return t
}

// add counts a finding of the file that was begun.
func (t *tally) add(l *Leak, kind detectors.KindID) {
	t.findings++
	t.severities[l.Severity]++
	place := &t.byPlace[l.Place]
	place.Count++
	place.Severity = max(place.Severity, l.Severity)
	k := t.kind(kind)
	k.count++
	k.severity = max(k.severity, l.Severity)
	k.weaknesses = union(k.weaknesses, l.Weaknesses)
	for _, w := range l.Weaknesses {
		t.weaknesses[w]++
	}
	t.endpoints.add(l.Endpoint, l.Severity)
	t.loggers.add(l.Logger, l.Severity)
	t.timeline.add(l.Time, l.Severity)
	if t.file.add(l, kind) {
		t.see(word(l.Fingerprint), kind, k)
	}
}

func (t *tally) kind(id detectors.KindID) *kindTally {
	k := t.byKind[id]
	if k == nil {
		k = new(kindTally)
		if t.known == nil {
			k.distinct.lose()
		}
		t.byKind[id] = k
	}
	return k
}

// see counts a secret that may be new in the run.
func (t *tally) see(w uint64, kind detectors.KindID, k *kindTally) {
	if t.known == nil {
		t.all.est.add(w)
		k.distinct.est.add(w)
		return
	}
	if _, ok := t.known[w]; ok {
		return
	}
	t.all.exact++
	k.distinct.exact++
	if t.known[w] = kind; len(t.known) > maxKnown {
		t.forget()
	}
}

// forget goes over to estimates.
func (t *tally) forget() {
	t.all.lose()
	for _, k := range t.byKind {
		k.distinct.lose()
	}
	for w, kind := range t.known {
		t.all.est.add(w)
		t.byKind[kind].distinct.est.add(w)
	}
	t.known = nil
}

// begin begins a file.
func (t *tally) begin(name string) { t.file = newFileTally(name) }

// end adds up the file that was begun.
func (t *tally) end(artefact Artefact) {
	f := t.file
	t.file = nil
	if f.total.Count == 0 {
		return
	}
	f.total.Artefact = artefact
	f.total.Distinct = f.distinct.estimate()
	f.total.Kinds = map[string]int64{}
	for key, g := range f.groups {
		f.total.Kinds[t.kinds[key.kind].Name] += g.Count
		g.Distinct = g.distinct.estimate()
		t.groups.add(g.Group)
	}
	t.files.add(f.total)
	for fingerprint, s := range f.secrets {
		t.secrets.add(Secret{
			File: f.total.File, Line: s.line, Column: s.column, Kind: t.kinds[s.kind].Name, Place: s.place, Severity: s.severity,
			Weaknesses: s.weaknesses, Fingerprint: fingerprint, Count: s.count,
		})
	}
	t.secrets.dropped += f.unlisted
}

// summary is what was counted.
func (t *tally) summary() *Summary {
	s := &Summary{
		Findings: t.findings, Accepted: t.accepted, Distinct: t.all.estimate(), Severities: t.severities,
		Lines: t.lines, Bytes: t.bytes, Inputs: t.inputs, Withheld: t.withheld,
		Endpoints: t.endpoints.most(), Loggers: t.loggers.most(), Timeline: t.timeline.intervals(), Untimed: t.timeline.untimed,
	}
	s.Groups, s.MoreGroups = t.groups.sorted()
	s.Files, s.MoreFiles = t.files.sorted()
	s.Secrets, s.MoreSecrets = t.secrets.sorted()
	for id, k := range t.byKind {
		s.Kinds = append(s.Kinds, KindTotal{t.kinds[id].Name, k.severity, k.count, k.distinct.estimate(), k.weaknesses})
	}
	slices.SortFunc(s.Kinds, func(a, b KindTotal) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	for p := range places {
		if t.byPlace[p].Count > 0 {
			one := t.byPlace[p]
			one.Place = p
			s.Places = append(s.Places, one)
		}
	}
	slices.SortStableFunc(s.Places, func(a, b PlaceTotal) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count))
	})
	for _, w := range Weaknesses {
		if n := t.weaknesses[w.Number]; n > 0 {
			s.Weaknesses = append(s.Weaknesses, WeaknessTotal{w, n})
		}
	}
	slices.SortStableFunc(s.Weaknesses, func(a, b WeaknessTotal) int {
		return cmp.Or(cmp.Compare(b.Weakness.Severity, a.Weakness.Severity), cmp.Compare(b.Count, a.Count))
	})
	return s
}

// union adds the numbers of more that are not in all; both rise.
func union(all, more []int) []int {
	if len(all) >= len(more) && containsAll(all, more) {
		return all // fast path
	}
	all = append(slices.Clone(all), more...)
	slices.Sort(all)
	return slices.Compact(all)
}

func containsAll(all, more []int) bool {
	for _, n := range more {
		if !slices.Contains(all, n) {
			return false
		}
	}
	return true
}

// fileTally adds up the findings of one file.
type fileTally struct {
	total    FileTotal
	distinct distinct
	groups   map[groupKey]*groupTally
	secrets  map[detectors.Fingerprint]secretTally
	full     bool  // there are secrets that are not in the table
	unlisted int64 // findings of these
}

type groupKey struct {
	kind  detectors.KindID
	place Place
}

type groupTally struct {
	Group
	distinct distinct
}

// secretTally is one secret of the file. It is small: there may be many.
type secretTally struct {
	line, column, count int64
	weaknesses          []int
	kind                detectors.KindID
	place               Place
	severity            detectors.Severity
	places              uint16 // a bit for each place in which it stood
}

func newFileTally(name string) *fileTally {
	return &fileTally{total: FileTotal{File: name}, groups: map[groupKey]*groupTally{}, secrets: map[detectors.Fingerprint]secretTally{}}
}

// add counts a finding. It reports whether the secret may be new in the file.
func (f *fileTally) add(l *Leak, kind detectors.KindID) (isNew bool) {
	f.total.Count++
	f.total.Severity = max(f.total.Severity, l.Severity)
	g := f.group(l, kind)
	g.Count++
	g.Severity = max(g.Severity, l.Severity)
	g.Weaknesses = union(g.Weaknesses, l.Weaknesses)
	s, ok := f.secrets[l.Fingerprint]
	switch {
	case !ok && len(f.secrets) >= maxInFile:
		f.lose()
		f.unlisted++
		f.distinct.est.add(word(l.Fingerprint))
		g.distinct.est.add(word(l.Fingerprint))
		return true
	case !ok:
		isNew = true
		s = secretTally{line: l.Line, column: l.Column, kind: kind, place: l.Place}
		f.distinct.exact++
	}
	if s.places&(1<<l.Place) == 0 {
		s.places |= 1 << l.Place
		g.distinct.exact++
	}
	if s.count++; l.Severity > s.severity || len(s.weaknesses) == 0 {
		s.severity, s.weaknesses, s.place = l.Severity, l.Weaknesses, l.Place
	}
	f.secrets[l.Fingerprint] = s
	return isNew
}

func (f *fileTally) group(l *Leak, kind detectors.KindID) *groupTally {
	key := groupKey{kind, l.Place}
	g := f.groups[key]
	if g == nil {
		g = &groupTally{Group: Group{File: l.File, Kind: l.Kind, Place: l.Place, Line: l.Line, Column: l.Column}}
		if f.full {
			g.distinct.lose()
		}
		f.groups[key] = g
	}
	return g
}

// lose goes over to estimates of how many secrets there are.
func (f *fileTally) lose() {
	if f.full {
		return
	}
	f.full = true
	f.distinct.lose()
	for _, g := range f.groups {
		g.distinct.lose()
	}
	for fingerprint, s := range f.secrets {
		f.distinct.est.add(word(fingerprint))
		for p := range places {
			if s.places&(1<<p) != 0 {
				f.groups[groupKey{s.kind, p}].distinct.est.add(word(fingerprint))
			}
		}
	}
}

// list keeps the first of what is added to it, in some order.
type list[T any] struct {
	limit   int
	compare func(a, b *T) int
	all     []T
	dropped int64
}

func (l *list[T]) add(one T) {
	l.all = append(l.all, one)
	if len(l.all) >= 2*l.limit {
		l.cut()
	}
}

func (l *list[T]) cut() {
	slices.SortFunc(l.all, func(a, b T) int { return l.compare(&a, &b) })
	if n := len(l.all); n > l.limit {
		l.dropped += int64(n - l.limit)
		clear(l.all[l.limit:])
		l.all = l.all[:l.limit]
	}
}

// sorted is what was kept, and how much was not.
func (l *list[T]) sorted() ([]T, int64) {
	l.cut()
	return l.all, l.dropped
}

func compareFiles(a, b *FileTotal) int {
	return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.File, b.File))
}

func compareGroups(a, b *Group) int {
	return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.File, b.File),
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Place, b.Place))
}

func compareSecrets(a, b *Secret) int {
	return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Kind, b.Kind))
}
