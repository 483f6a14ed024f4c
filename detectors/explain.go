package detectors

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Explanation says of one value why it is masked, or of a near miss why it
// stays. It holds no byte of the value itself.
type Explanation struct {
	Masked bool
	Kind   string // of a near miss: what it would have been
	// Lo and Hi delimit the value in the source, in bytes; they are equal
	// where no value stands.
	Lo, Hi int
	// Line and Column are where it begins, in lines and bytes from 1 on.
	Line, Column int
	Place        string
	// Key is the name that the value stands under, or empty: a parameter, a
	// member, a header, a column.
	Key string
	// Trigger is what the look began at that came to the value, a literal such
	// as "=" and "bearer", or a class such as "digits"; TriggerAt is its offset
	// in the source.
	Trigger   string
	TriggerAt int
	// View is how the value is written; see viewOf.
	View     string
	Reason   Reason
	Mask     string // what is written in its place; empty for a near miss, and for the rest of a value that a line end broke
	CWE      []int  // shared, not to be changed
	Severity string
}

// Explain says of every value in src, and of every near miss, what it is, where
// and why, in the order in which they begin. src is one whole record or some
// whole lines. The values that it calls masked are the ones that AppendRedact
// masks, since it asks the same engine. What it returns is the caller's.
func (s *Scanner) Explain(src []byte) []Explanation {
	s.notes = newNotes()
	defer func() { s.notes = nil }()
	found, _ := s.Scan(Carry{}, Lines(src))
	s.src = src // a rule or a dictionary leaves the line that it looked at last
	s.missNames()
	all := make([]miss, 0, len(found)+len(s.notes.misses))
	for _, f := range found {
		all = append(all, miss{f, s.nameOf(f, s.notes.keyOf(f.Lo))})
	}
	all = append(all, s.nearMisses(found)...)
	slices.SortStableFunc(all, compareMisses)
	return s.explainAll(all, found)
}

// explainAll puts into words what is in the order of the source.
func (s *Scanner) explainAll(all []miss, found []Finding) []Explanation {
	explained := make([]Explanation, 0, len(all))
	line, begin, at := 1, 0, 0
	for _, m := range all {
		passed := s.src[at:m.Lo]
		if n := bytes.LastIndexByte(passed, '\n'); n >= 0 {
			line, begin = line+bytes.Count(passed, newline), at+n+1
		}
		at = m.Lo
		x := s.explain(m)
		x.Line, x.Column, x.Key = line, m.Lo-begin+1, s.keyText(m, found)
		explained = append(explained, x)
	}
	return explained
}

func (s *Scanner) explain(m miss) Explanation {
	k := s.engine.kinds[m.Kind]
	x := Explanation{
		Masked: m.Reason.Masks(), Kind: k.Name, Lo: m.Lo, Hi: m.Hi, Place: m.Place.String(), Reason: m.Reason,
		View: viewOf(s.src, m.Lo, m.Hi), CWE: k.CWE, Severity: k.Severity.String(),
	}
	x.Trigger, x.TriggerAt = s.triggerText(m)
	switch {
	case x.Trigger == valuesTrigger && x.View == "repr":
		x.View = "raw" // the quotes are those of SQL
	case x.Trigger == quotedAtTrigger:
		x.View = "quoted-printable" // which only addresses are looked for in
	}
	if x.Masked {
		x.Mask = string(s.appendMask(nil, Lines(s.src), &m.Finding, m.Hi))
	}
	return x
}

// nameOf is the name that a value stands under, of which key is the one that
// its look was about: a cookie has its own, and a URL's password has none.
func (s *Scanner) nameOf(f Finding, key span) span {
	switch {
	case f.Reason == MaskedURL:
		return span{}
	case f.Place == PlaceCookie:
		if u := s.unitEndingAt(f.Lo); u.char == '=' {
			return span{s.keyRun(u.lo, max(0, u.lo-maxKey)), u.lo}
		}
	}
	return key
}

// keyText is the name that a value stands under. One that is itself masked
// stays unsaid.
func (s *Scanner) keyText(m miss, found []Finding) string {
	if _, ok := findingAt(found, m.key.lo, m.key.hi); ok {
		return ""
	}
	return string(appendDecoded(nil, s.src[m.key.lo:m.key.hi], maxKey))
}

// unitEndingAt is the character before src[i], or 0.
func (s *Scanner) unitEndingAt(i int) unit {
	if i == 0 {
		return unit{}
	}
	return unitBefore(s.src, i, max(0, i-maxEscape))
}

// findingAt is the first finding that ends after lo and begins before hi.
func findingAt(found []Finding, lo, hi int) (Finding, bool) {
	i, _ := slices.BinarySearchFunc(found, lo, func(f Finding, lo int) int {
		if f.Hi <= lo {
			return -1
		}
		return 1
	})
	if i == len(found) || found[i].Lo >= hi {
		return Finding{}, false
	}
	return found[i], true
}

// nearMisses are the values that stay, in order, each of them once and none
// that begins inside of a finding.
func (s *Scanner) nearMisses(found []Finding) []miss {
	all := s.notes.misses
	for i, m := range all {
		all[i].key = s.nameOf(m.Finding, m.key)
		if m.Reason == KeptAddress {
			all[i].Lo, all[i].Hi = s.wordAround(m.Lo, m.Hi)
		}
	}
	slices.SortStableFunc(all, compareMisses)
	var near []miss
	reached, under := -1, map[span]int{} // where those that stay end, all of them and by name
	for _, m := range all {
		if _, masked := findingAt(found, m.Lo, m.Lo+1); masked {
			continue
		}
		hi, again := under[m.key]
		if again && m.Hi <= hi || m.key == (span{}) && m.Hi <= reached {
			continue // a part of a value that more is known of
		}
		near = append(near, m)
		reached, under[m.key] = max(reached, m.Hi), max(hi, m.Hi)
	}
	return near
}

// compareMisses orders near misses so that those come first that say more: of
// two at one place the longer one, then the one with a name.
func compareMisses(a, b miss) int {
	named := func(m miss) int { return min(1, m.key.hi) }
	return cmp.Or(cmp.Compare(a.Lo, b.Lo), cmp.Compare(b.Hi, a.Hi), cmp.Compare(named(b), named(a)), cmp.Compare(a.Trigger, b.Trigger))
}

// wordAround is the word that an at sign stands in.
func (s *Scanner) wordAround(lo, hi int) (int, int) {
	for lo > 0 && plainLocal.has(s.src[lo-1]) {
		lo--
	}
	for hi < len(s.src) && plainLocal.has(s.src[hi]) {
		hi++
	}
	return lo, hi
}

// triggerText is what the prefilter stopped at when the look began that came to
// m, and its offset.
func (s *Scanner) triggerText(m miss) (string, int) {
	at := m.Trigger
	if lo := at - opaqueRun + 1; lo >= 0 && m.Lo < at-opaqueRun/2 && s.wordRun(lo) >= opaqueRun {
		return runTrigger, lo
	}
	if a, ok := s.armedAt(at, m.key != (span{})); ok {
		lo := at - a.back
		if u := unitAt(s.src, lo); u.encoded() && isEncodedTrigger(a.Literal) {
			return string(s.src[u.lo:u.hi]), u.lo
		}
		if a.Literal[0] >= utf8.RuneSelf {
			return obscuredTrigger, lo
		}
		return a.Literal, lo
	}
	if isDigit(s.src[at]) {
		return digitsTrigger, at
	}
	return "", at
}

// armedAt is the trigger with an anchor byte at src[at]: the separator after a
// name if there is one, or else the longest literal.
func (s *Scanner) armedAt(at int, named bool) (best armed, ok bool) {
	if separator := s.engine.triggers.separators[s.src[at]] != nil; separator {
		best, ok = armed{Trigger: Trigger{Literal: string(s.src[at : at+1]), AfterKey: true}}, true
		if named {
			return best, true
		}
	}
	for _, a := range s.engine.triggers.buckets[s.src[at]] {
		lo := at - a.back
		if lo < 0 || !a.at(s.src, lo) {
			continue
		}
		if len(a.Literal) > len(best.Literal) {
			best, ok = a, true
		}
	}
	return best, ok
}

// valuesTrigger begins the rows of an INSERT, quotedAtTrigger is an at sign in
// quoted-printable.
const (
	valuesTrigger   = "values"
	quotedAtTrigger = "=40"
)

// These triggers are no literals, or none that shows.
const (
	digitsTrigger   = "digits"
	obscuredTrigger = "obscured text"
)

var runTrigger = strconv.Itoa(opaqueRun) + " word bytes in a row"

// isEncodedTrigger tells whether a literal is the beginning of an escape.
func isEncodedTrigger(literal string) bool {
	return literal[0] == '%' || literal[0] == '\\' || literal[0] == '&'
}

// missNames notes the values under names that are no keys although a key's word
// is in them: the prefilter drops most of their separators before any look.
func (s *Scanner) missNames() {
	s.cursor = 0
	for i := 0; i < len(s.src); {
		u := unitAt(s.src, i)
		if u.char == '=' || u.char == ':' {
			s.missName(u)
		}
		i = u.hi
	}
}

// missName notes the value after a separator, if the name before it is such a
// name.
func (s *Scanner) missName(sep unit) {
	k, known := s.keyBefore(sep.lo)
	if known || k.hi-k.lo < minKey || k.hi-k.lo > maxKey {
		return
	}
	entry, ok := s.engine.keys.resembling(s.src[k.lo:k.hi])
	if !ok {
		return
	}
	i, _, ok := s.afterSeparator(sep, k)
	if !ok {
		return
	}
	v, ok := s.valueUnder(k, sep, i)
	if !ok {
		return
	}
	v.key.kind = entry.kind
	s.trigger = sep.lo
	s.under(k.lo, k.hi)
	s.missValue(v, KeptName)
}

// minResembling is the shortest phrase that a word of a name resembles a key by
// if it only begins with it, as author does with auth.
const minResembling = 4

// resembling finds a phrase of the table in a name that is no key: as some of
// its words, or as the beginning of one. The longest wins.
func (t *keyTable) resembling(name []byte) (entry keyEntry, ok bool) {
	var joined [maxKey]byte
	var starts [maxKey + 1]uint8
	n, words := joinWords(name, &joined, &starts)
	bounds := append(slices.Clone(starts[:words]), uint8(n))
	longest := 0
	for _, slot := range t.slots {
		p, e := slot.phrase, slot.entry.inName()
		if !e.known || len(p) < minKey || len(p) <= longest {
			continue
		}
		for _, lo := range bounds[:words] {
			if !hasPrefixAt(joined[:n], int(lo), p) {
				continue
			}
			if len(p) >= minResembling || slices.Contains(bounds, lo+uint8(len(p))) {
				entry, ok, longest = e, true, len(p)
			}
		}
	}
	return entry, ok
}
