package detectors

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// userScan is what a Scanner needs for the user's terms and rules: scratch that
// is filled again for each line.
type userScan struct {
	look                 gateLook // at a window
	longLook             gateLook // at the stretches of a long line
	lineLook             gateLook // at a decoded line
	starts               wordStarts
	walls                []span
	raw, decoded, folded reading
	wanted               []uint64 // a bit for each pattern that a keyword asks for
	plain                []byte
	hits                 []Finding // of the line
	list                 []Finding // what the line becomes
	merged               []Finding
	stretched            []Finding // of the stretches of a long line
	found                []Finding // of the window
	anew                 []Finding // of the masked line
	render               rendering
	again                rendering
	clip                 jsonClip
}

// match finds the user's terms and rules in a line: findings in order of where
// they begin, longer ones first; they may overlap.
func (s *Scanner) match(text []byte) []Finding { return s.matchUntil(text, len(text)) }

// matchUntil is match for what begins before an offset.
func (s *Scanner) matchUntil(text []byte, until int) []Finding {
	u, t := &s.user, s.engine.terms
	u.hits = u.hits[:0]
	s.src = text
	s.findWalls()
	encoded := u.decoded.readDecoded(text, u.walls)
	if !u.lineLook.mayHold(&t.gate, u.decoded.text) {
		return nil // fast path: an escape made the gate let it through
	}
	u.folded.readFolded(&u.decoded)
	u.starts.list(&u.lineLook, &t.gate, u.folded.text)
	words := t.words != nil && t.words().mayHold(u.folded.text)
	rules := s.wantRules()
	if !words && !rules {
		return nil // the gate let it through by chance
	}
	if words {
		s.matchTerms(until)
	}
	if rules {
		s.matchRules(&u.decoded, until)
		if encoded {
			u.raw.readRaw(text, u.walls)
			s.matchRules(&u.raw, until)
		}
	}
	slices.SortFunc(u.hits, earlierFirst)
	return u.hits
}

// earlierFirst orders findings by where they begin, longer ones first, and
// kinds as they are listed.
func earlierFirst(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Lo, b.Lo), cmp.Compare(b.Hi, a.Hi), cmp.Compare(a.Kind, b.Kind))
}

// findWalls notes our own masks in the text, which nothing may touch. If there
// are masks of stars, every run of stars may be one.
func (s *Scanner) findWalls() {
	u := &s.user
	u.walls = u.walls[:0]
	stars := s.engine.terms.stars
	for i := 0; i < len(s.src); {
		if c := s.src[i]; !s.engine.starts[c] && (c != '*' || !stars) {
			i++ // fast path
			continue
		}
		n := s.maskAt(i)
		for stars && i+n < len(s.src) && s.src[i+n] == '*' {
			n++
		}
		switch {
		case n == 0:
			i++
			continue
		case len(u.walls) > 0 && u.walls[len(u.walls)-1].hi == i:
			u.walls[len(u.walls)-1].hi += n
		default:
			u.walls = append(u.walls, span{i, i + n})
		}
		i += n
	}
}

// wantRules marks the patterns to try and tells whether there are any.
func (s *Scanner) wantRules() bool {
	u, t := &s.user, s.engine.terms
	if len(t.patterns) == 0 {
		return false
	}
	u.wanted = u.wanted[:0]
	for range (len(t.patterns) + 63) / 64 {
		u.wanted = append(u.wanted, 0)
	}
	any := len(t.always) > 0
	for _, id := range t.always {
		u.wanted[id/64] |= 1 << (id % 64)
	}
	if t.keywords == nil || !t.keywords.mayHold(u.folded.text) {
		return any
	}
	u.starts.rewind()
	for _, p := range u.folded.pieces {
		for i := u.starts.from(p.lo); i < p.hi; i = u.starts.from(i + 1) {
			for w := t.keywords.longest(u.folded.text[i:p.hi]); w >= 0; w = int(t.keywords.parent[w]) {
				any = true
				for _, id := range t.owners[w] {
					u.wanted[id/64] |= 1 << (id % 64)
				}
			}
		}
	}
	return any
}

// matchRules tries the wanted patterns on a reading.
func (s *Scanner) matchRules(r *reading, until int) {
	t := s.engine.terms
	last := r.before(until)
	for i, wanted := range s.user.wanted {
		for ; wanted != 0; wanted &= wanted - 1 {
			pattern := t.patterns[i*64+bits.TrailingZeros64(wanted)]
			for _, p := range r.pieces {
				s.matchRule(pattern, r, p, last)
			}
		}
	}
}

// matchRule finds the matches of a pattern in one piece, one after the other.
func (s *Scanner) matchRule(p *pattern, r *reading, piece span, until int) {
	for from := piece.lo; ; {
		lo, hi, ok := p.find(r.text, piece, from, until)
		if !ok {
			return
		}
		s.hit(p.kind, MaskedRule, r, lo, min(hi, lo+MaxRuleMatch))
		from = hi
	}
}

// before is how much of the text comes from before an offset.
func (r *reading) before(at int) int {
	n, _ := slices.BinarySearch(r.at, int32(at))
	return n
}

// matchTerms finds the longest term at every place of the folded text.
func (s *Scanner) matchTerms(until int) {
	u, t := &s.user, s.engine.terms
	text, known := u.folded.text, t.words()
	last := u.folded.before(u.decoded.before(until))
	u.starts.rewind()
	for _, p := range u.folded.pieces {
		for i := u.starts.from(p.lo); i < min(p.hi, last); i = u.starts.from(i + 1) {
			if !t.inside && isAlnum(text[i]) && isAlnum(text[i-1]) {
				continue // fast path: inside of a word
			}
			for w := known.longest(text[i:p.hi]); w >= 0; w = int(known.parent[w]) {
				if hi := i + len(known.word(w)); s.isTerm(&known.list[w], i, hi) {
					s.hit(known.list[w].kind, MaskedTerm, &u.decoded, int(u.folded.at[i]), u.folded.end(hi))
					break
				}
			}
		}
	}
}

// end is the offset, in what the reading was made of, of the end of a range.
func (r *reading) end(hi int) int {
	last := r.at[hi-1]
	for hi < len(r.at)-1 && r.at[hi] == last {
		hi++
	}
	return int(r.at[hi])
}

// isTerm tells whether what stands in the folded text is the term: a whole
// word, if it has to be one, and in its case, if that counts.
func (s *Scanner) isTerm(t *term, lo, hi int) bool {
	u := &s.user
	text := u.folded.text
	if !t.inside {
		before, _ := utf8.DecodeLastRune(text[:lo])
		first, _ := utf8.DecodeRune(text[lo:])
		last, _ := utf8.DecodeLastRune(text[:hi])
		after, _ := utf8.DecodeRune(text[hi:])
		if splitsWord(before, first) || splitsWord(last, after) {
			return false
		}
	}
	if t.exact == "" {
		return true
	}
	u.plain = appendPlain(u.plain[:0], u.decoded.text[u.folded.at[lo]:u.folded.end(hi)])
	return string(u.plain) == t.exact
}

// hit notes a finding of the user's, unless it is allowed.
func (s *Scanner) hit(kind KindID, reason Reason, r *reading, lo, hi int) {
	from, to := r.source(lo, hi)
	if to = min(to, from+MaxRuleMatch); to <= from {
		return
	}
	f := Finding{Lo: from, Hi: to, Kind: kind, Reason: reason, Trigger: from}
	if s.allowed(kind, from, to) {
		f.Reason = KeptAllowed
		s.miss(f)
		return
	}
	s.user.hits = append(s.user.hits, f)
}

// mergeFindings merges two lists in order: of two that overlap, the one that
// begins first wins, then the longer, then the built-in; what is left of the
// other one behind it is a finding of its own.
func mergeFindings(dst, builtin, user []Finding) []Finding {
	cover := 0
	for len(builtin) > 0 || len(user) > 0 {
		from := &builtin
		if len(builtin) == 0 || len(user) > 0 && (user[0].Lo < builtin[0].Lo || user[0].Lo == builtin[0].Lo && user[0].Hi > builtin[0].Hi) {
			from = &user
		}
		f := (*from)[0]
		*from = (*from)[1:]
		if f.Lo < cover {
			f.Lo, f.enclosed = cover, false
		}
		if f.Lo < f.Hi {
			cover = f.Hi
			dst = append(dst, f)
		}
	}
	return dst
}

// lineText is a line without its end.
func lineText(line []byte) []byte {
	line = bytes.TrimSuffix(line, newlineBytes)
	return bytes.TrimSuffix(line, returnBytes)
}

var newlineBytes, returnBytes = []byte("\n"), []byte("\r")
