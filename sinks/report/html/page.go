package html

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"

	"scrim/detectors"
	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/amount"
)

// How many rows are shown at once, how many after a click, and how many inputs:
// a page of tens of thousands of rows is slow to open, and is read by nobody.
const (
	shownRows   = 15
	foldedRows  = 200
	shownInputs = 500
	// namedKinds is how many kinds are named in a row or a sentence.
	namedKinds = 4
)

// page is what the layout shows: texts that are ready to be escaped, in the order
// in which they stand.
type page struct {
	Style      template.CSS
	Headline   string
	Verdict    string
	Found      bool // findings
	Clean      bool // none, and everything was read
	Notices    []string
	Tiles      []tile
	Strip      strip
	Severities []severityRow
	Places     []row
	Timeline   *timeline
	Untimed    string
	Kinds      []kindRow
	Estimated  string
	Weaknesses []weaknessRow
	Endpoints  []row
	Loggers    []row
	NameError  string
	Files      table[fileRow]
	Groups     table[groupRow]
	Advice     []adviceCard
	Evidence   evidencePart
}

// tile is a number that is read at a glance.
type tile struct{ Value, Name, Note string }

// row is a line of a table with a bar.
type row struct {
	Name     string
	Severity detectors.Severity
	Count    string
	Bar      coordinate
}

type severityRow struct {
	row
	Share, Meaning string
}

type kindRow struct {
	row
	What, Distinct string
	Weaknesses     []int
	Advice         []link
}

type weaknessRow struct {
	row
	Number int
	Why    string
}

type fileRow struct {
	row
	Artefact, Distinct, Kinds string
}

type groupRow struct {
	row
	Where, Place, Distinct string
	Weaknesses             []int
}

// link leads to advice on the page.
type link struct {
	ID     string
	Number int
	Title  string
}

// table is rows of which some are behind a click, and what it does not list.
type table[R any] struct {
	Shown, Folded []R
	Fold, Missing string
}

type adviceCard struct {
	link
	Severity       detectors.Severity
	For, Why, Rest string
	Snippets       []snippet
}

// newTable shows the first rows. More is how many the summary does not list.
func newTable[T, R any](all []T, more int64, one, many string, of func(T) R) (t table[R]) {
	listed := min(len(all), shownRows+foldedRows)
	for i, element := range all[:listed] {
		if i < shownRows {
			t.Shown = append(t.Shown, of(element))
		} else {
			t.Folded = append(t.Folded, of(element))
		}
	}
	if n := len(t.Folded); n > 0 {
		t.Fold = amount.Counted(int64(n), "more "+one, "more "+many)
	}
	if missing := int64(len(all)-listed) + more; missing > 0 {
		t.Missing = amount.Counted(missing, one+" is", many+" are") + " not listed here."
	}
	return t
}

func newPage(s *leaks.Summary, kinds []detectors.KindInfo) *page {
	p := &page{
		Style: style(sheet), Found: s.Findings > 0, Clean: clean(s), Headline: headline(s), Verdict: verdict(s),
		Notices: notices(s), Tiles: tiles(s), Evidence: newEvidence(s),
	}
	if !p.Found {
		return p
	}
	recommended := recommend(s)
	p.Strip = newStrip(s.Severities, s.Findings)
	p.Severities = severityRows(s)
	p.Timeline = newTimeline(s.Timeline)
	p.Untimed = untimed(s)
	p.Places = placeRows(s.Places)
	p.Kinds = kindRows(s.Kinds, kinds, recommended)
	p.Estimated = estimated(s)
	p.Weaknesses = weaknessRows(s.Weaknesses)
	p.Endpoints, p.Loggers = nameRows(s.Endpoints), nameRows(s.Loggers)
	p.NameError = nameError(s)
	p.Files, p.Groups = fileTable(s), groupTable(s)
	p.Advice = adviceCards(recommended, s.MoreGroups > 0)
	return p
}

// clean says that nothing was found where there was something to find it in.
func clean(s *leaks.Summary) bool { return s.Findings == 0 && complete(s) && s.Inputs > 0 }

// complete says that all of the inputs was checked.
func complete(s *leaks.Summary) bool { return s.Withheld == 0 && s.Evidence.Incomplete() == 0 }

func severityRows(s *leaks.Summary) (rows []severityRow) {
	longest := slices.Max(s.Severities[:])
	for _, severity := range severities {
		n := s.Severities[severity]
		rows = append(rows, severityRow{
			row:   row{severity.String(), severity, amount.Of(n), bar(n, longest)},
			Share: percent(n, s.Findings), Meaning: meanings[severity],
		})
	}
	return rows
}

func placeRows(places []leaks.PlaceTotal) (rows []row) {
	longest := longestOf(places, func(p leaks.PlaceTotal) int64 { return p.Count })
	for _, p := range places {
		rows = append(rows, row{p.Place.String(), p.Severity, amount.Of(p.Count), bar(p.Count, longest)})
	}
	return rows
}

func kindRows(totals []leaks.KindTotal, infos []detectors.KindInfo, recommended []recommendation) (rows []kindRow) {
	what := make(map[string]string, len(infos))
	for _, info := range infos {
		what[info.Name] = info.Summary
	}
	longest := longestOf(totals, func(k leaks.KindTotal) int64 { return k.Count })
	for _, k := range totals {
		rows = append(rows, kindRow{
			row:  row{visible(k.Kind), k.Severity, amount.Of(k.Count), bar(k.Count, longest)},
			What: visible(what[k.Kind]), Distinct: estimate(k.Distinct), Weaknesses: k.Weaknesses,
			Advice: adviceFor(k.Kind, recommended),
		})
	}
	return rows
}

// mostly is the part of the findings of a kind that advice has to be for to be
// named with the kind: one of so many. Every advice names all its kinds.
const mostly = 20

// adviceFor is where the page says what to change for most of a kind.
func adviceFor(kind string, recommended []recommendation) (links []link) {
	all := longestOf(recommended, func(r recommendation) int64 { return r.kinds[kind] })
	for i, r := range recommended {
		if n := r.kinds[kind]; n > 0 && n >= all/mostly && !r.advice.always {
			links = append(links, newLink(i, r.advice))
		}
	}
	return links
}

func newLink(at int, a *advice) link {
	return link{ID: "change-" + a.id, Number: at + 1, Title: a.title}
}

func weaknessRows(totals []leaks.WeaknessTotal) (rows []weaknessRow) {
	longest := longestOf(totals, func(w leaks.WeaknessTotal) int64 { return w.Count })
	for _, w := range totals {
		rows = append(rows, weaknessRow{
			row:    row{w.Weakness.Name, w.Weakness.Severity, amount.Of(w.Count), bar(w.Count, longest)},
			Number: w.Weakness.Number, Why: w.Weakness.Why,
		})
	}
	return rows
}

func nameRows(totals []leaks.NameTotal) (rows []row) {
	longest := longestOf(totals, func(n leaks.NameTotal) int64 { return n.Count })
	for _, n := range totals[:min(len(totals), shownRows)] {
		rows = append(rows, row{visible(n.Name), n.Severity, upTo(n.Count, n.Error), bar(n.Count, longest)})
	}
	return rows
}

func fileTable(s *leaks.Summary) table[fileRow] {
	longest := longestOf(s.Files, func(f leaks.FileTotal) int64 { return f.Count })
	return newTable(s.Files, s.MoreFiles, "file", "files", func(f leaks.FileTotal) fileRow {
		return fileRow{
			row:      row{visible(f.File), f.Severity, amount.Of(f.Count), bar(f.Count, longest)},
			Artefact: f.Artefact.String(), Distinct: estimate(f.Distinct), Kinds: kindsOf(f.Kinds),
		}
	})
}

func groupTable(s *leaks.Summary) table[groupRow] {
	longest := longestOf(s.Groups, func(g leaks.Group) int64 { return g.Count })
	return newTable(s.Groups, s.MoreGroups, "group", "groups", func(g leaks.Group) groupRow {
		return groupRow{
			row:   row{visible(g.Kind), g.Severity, amount.Of(g.Count), bar(g.Count, longest)},
			Where: visible(g.File) + ":" + strconv.FormatInt(g.Line, 10) + ":" + strconv.FormatInt(g.Column, 10),
			Place: g.Place.String(), Distinct: estimate(g.Distinct), Weaknesses: g.Weaknesses,
		}
	})
}

func longestOf[T any](all []T, of func(T) int64) (longest int64) {
	for _, element := range all {
		longest = max(longest, of(element))
	}
	return longest
}

func adviceCards(recommended []recommendation, more bool) (cards []adviceCard) {
	for i, r := range recommended {
		found := amount.Counted(r.count, "finding", "findings")
		if more {
			found = "at least " + found
		}
		cards = append(cards, adviceCard{
			link: newLink(i, r.advice), Severity: r.severity,
			For: "For " + found + ": " + kindsOf(r.kinds) + ". In " + placesOf(r.places) + ".",
			Why: r.advice.why, Rest: r.advice.rest, Snippets: r.advice.snippets,
		})
	}
	return cards
}

// kindsOf names the most frequent kinds with their counts.
func kindsOf(counts map[string]int64) string {
	kinds := byCount(counts)
	var parts []string
	for _, kind := range kinds[:min(len(kinds), namedKinds)] {
		parts = append(parts, visible(kind)+" "+amount.Of(counts[kind]))
	}
	if n := len(kinds) - namedKinds; n > 0 {
		parts = append(parts, amount.Counted(int64(n), "other kind", "other kinds"))
	}
	return strings.Join(parts, " · ")
}

func placesOf(counts map[leaks.Place]int64) string {
	var parts []string
	for _, place := range byCount(counts) {
		parts = append(parts, place.String())
	}
	return strings.Join(parts, ", ")
}

// byCount is the keys of a map, the most frequent first, equal ones in order.
func byCount[K cmp.Ordered](counts map[K]int64) []K {
	keys := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(keys, func(a, b K) int { return cmp.Compare(counts[b], counts[a]) })
	return keys
}

// evidencePart is what the report is about.
type evidencePart struct {
	Facts   []fact
	Inputs  []inputRow
	Missing string
}

type fact struct {
	Name, Value string
	Code        bool // to be compared letter by letter
}

type inputRow struct {
	Name, Lines, Size, SHA256 string
	Incomplete                bool
}

func newEvidence(s *leaks.Summary) evidencePart {
	e := s.Evidence
	part := evidencePart{Facts: facts(s)}
	listed := e.Inputs[:min(len(e.Inputs), shownInputs)]
	for _, f := range listed {
		part.Inputs = append(part.Inputs, newInput(f))
	}
	if missing := int64(len(e.Inputs)-len(listed)) + e.More; missing > 0 {
		part.Missing = amount.Counted(missing, "input is", "inputs are") + " not listed here; scrim scan --format json lists up to " +
			amount.Of(evidence.MaxFiles) + "."
	}
	return part
}

func newInput(f evidence.File) inputRow {
	return inputRow{Name: visible(f.Name), Lines: amount.Of(f.Lines), Size: size(f.Bytes), SHA256: visible(f.SHA256), Incomplete: f.Incomplete}
}

func facts(s *leaks.Summary) []fact {
	e := s.Evidence
	keys := strings.Join(visibleAll(e.Keys), ", ")
	if e.Ephemeral {
		keys = strings.TrimPrefix(keys+", ", ", ") + "made up for this run: fingerprints of another run differ"
	}
	all := []fact{{"scrim", visible(e.Version), false}, {"Configuration (SHA-256)", visible(e.Config), true}}
	for _, d := range e.Dictionaries {
		all = append(all, fact{"Dictionary " + visible(d.Name) + " (SHA-256)", visible(d.SHA256), true})
	}
	all = append(all, []fact{
		{"Flags", strings.Join(visibleAll(e.Flags), " "), true},
		{"Keys of fingerprints", keys, false},
		{"Read", amount.Counted(s.Inputs, "input", "inputs") + ", " + amount.Counted(s.Lines, "line", "lines") + ", " + size(s.Bytes), false},
		{"Known findings", amount.Of(s.Accepted) + ", in the baseline and not counted above", false},
		{"Withheld records", amount.Of(s.Withheld) + ", which could not be checked", false},
		{"Binary files", amount.Of(s.Binary) + ", which were passed over", false},
	}...)
	return slices.DeleteFunc(all, func(f fact) bool { return f.Value == "" })
}

func visibleAll(names []string) (all []string) {
	for _, name := range names {
		all = append(all, visible(name))
	}
	return all
}
