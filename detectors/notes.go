package detectors

import "bytes"

// notes are what a Scan writes down, besides its findings, for Explain. A
// Scanner has none at any other time, so that all of this costs a filter one
// comparison with nil where a value stays.
type notes struct {
	names    map[int]span    // by the offset of a trigger: the name that its look is about
	columns  map[uint8]span  // by their place: the columns of the current statement
	compared map[uint32]span // by the hash of a value: the column that it was compared with
	keys     []keyNote       // of the findings
	misses   []miss
}

// span is a half-open range of offsets; the zero span is none.
type span struct{ lo, hi int }

// keyNote is the name that a finding, which begins at lo, stands under.
type keyNote struct {
	lo  int
	key span
}

// miss is a value that stays.
type miss struct {
	Finding
	key span
}

func newNotes() *notes {
	return &notes{names: map[int]span{}, columns: map[uint8]span{}, compared: map[uint32]span{}}
}

// miss notes a value that stays, if somebody asked for that.
func (s *Scanner) miss(f Finding) {
	if s.notes != nil {
		f.Trigger = s.trigger
		s.notes.misses = append(s.notes.misses, miss{f, s.notes.names[s.trigger]})
	}
}

// noteFinding notes the name that a finding stands under.
func (s *Scanner) noteFinding(f Finding) {
	if s.notes != nil {
		s.notes.keys = append(s.notes.keys, keyNote{f.Lo, s.notes.names[s.trigger]})
	}
}

// keyOf is the name that the finding at lo stands under.
func (n *notes) keyOf(lo int) span {
	for i := range n.keys {
		if n.keys[i].lo == lo {
			return n.keys[i].key
		}
	}
	return span{}
}

// noteMark is how much was noted before some lines are scanned as a window of
// their own.
type noteMark struct{ misses, keys int }

func (s *Scanner) markNotes() (m noteMark) {
	if s.notes != nil {
		m = noteMark{len(s.notes.misses), len(s.notes.keys)}
	}
	return m
}

// moveNotes makes the offsets of what was noted since a mark those of the
// window that the lines begin at offset by of.
func (s *Scanner) moveNotes(since noteMark, by int) {
	if s.notes == nil {
		return
	}
	for i := range s.notes.misses[since.misses:] {
		m := &s.notes.misses[since.misses+i]
		m.Lo, m.Hi, m.Trigger, m.key = m.Lo+by, m.Hi+by, m.Trigger+by, m.key.moved(by)
	}
	for i := range s.notes.keys[since.keys:] {
		k := &s.notes.keys[since.keys+i]
		k.lo, k.key = k.lo+by, k.key.moved(by)
	}
	clear(s.notes.names)
}

func (p span) moved(by int) span {
	if p == (span{}) {
		return p
	}
	return span{p.lo + by, p.hi + by}
}

// under notes the name that the current look is about.
func (s *Scanner) under(lo, hi int) {
	if s.notes != nil {
		s.notes.names[s.trigger] = span{lo, hi}
	}
}

// underNameBefore is under for a name that ends before src[hi].
func (s *Scanner) underNameBefore(hi int) {
	if s.notes != nil {
		s.under(s.keyRun(hi, max(0, hi-maxKey)), hi)
	}
}

// noteColumn notes the name of a column of the statement that is being read.
func (s *Scanner) noteColumn(place uint8, lo, hi int) {
	if s.notes != nil {
		name := columnName(s.src[lo:hi])
		lo += max(0, bytes.LastIndex(s.src[lo:hi], name))
		s.notes.columns[place] = span{lo, lo + len(name)}
	}
}

// underColumn is under for the column of a row's next value.
func (s *Scanner) underColumn(place uint8) {
	if s.notes != nil {
		s.notes.names[s.trigger] = s.notes.columns[place]
	}
}

// noteCompared notes what a value was compared with.
func (s *Scanner) noteCompared(hash uint32) {
	if s.notes != nil {
		s.notes.compared[hash] = s.notes.names[s.trigger]
	}
}

// underCompared is under for a value that was compared before.
func (s *Scanner) underCompared(hash uint32) {
	if s.notes != nil {
		s.notes.names[s.trigger] = s.notes.compared[hash]
	}
}

// missValue notes a value that no judgement was asked about.
func (s *Scanner) missValue(v value, why Reason) {
	if s.notes == nil {
		return // fast path
	}
	hi := v.lo + s.find(v.end, v.lo, maxRecognise).at
	if !v.quoted {
		hi = trimValue(s.src, v.lo, hi)
	}
	s.miss(Finding{Lo: v.lo, Hi: hi, Kind: v.key.kind, Place: v.place, Reason: why})
}

// missAfter notes that nothing can be taken at src[at] under a key.
func (s *Scanner) missAfter(k named, at int) {
	if s.notes == nil || k.entry.inName() == (keyEntry{}) {
		return // fast path, and names of pairs, which promise nothing themselves
	}
	f := Finding{Lo: at, Hi: at, Kind: k.entry.kind, Place: k.placeOf(), Reason: KeptEmpty}
	if at < len(s.src) {
		n := s.maskAt(at)
		if n == 0 && s.engine.partial {
			n = partialAt(s.src[at:])
		}
		switch c := s.src[at]; {
		case n > 0:
			f.Hi, f.Reason = at+n, KeptMask
		case c == '=' || c == '~':
			f.Reason = KeptCode // a comparison
		case c == '{' || c == '(' || c == '[' || c == ',':
			f.Reason = KeptField
		case isAlnum(c):
			f.Reason = KeptCode // password=password in a call
		}
	}
	s.miss(f)
}

// missRun notes a value that looks random, if nothing else was said of it.
func (s *Scanner) missRun(v value) {
	if s.notes == nil || s.cursor > v.lo {
		return // fast path, and values that were taken
	}
	if n := len(s.notes.misses); n > 0 && s.notes.misses[n-1].Trigger == s.trigger {
		return
	}
	if v.lo > 0 && s.src[v.lo-1] == '/' {
		v.place, v.end = PlacePath, delimiter{form: endSegment}
	}
	text := s.src[v.lo : v.lo+s.find(v.end, v.lo, maxRecognise).at]
	switch {
	case !isOpaque(text, opaqueRun):
	case beginsIssued(text):
		v.key.kind = kindAPIKey
		s.missValue(v, KeptIssuer)
	default:
		v.key.kind = kindToken
		s.missValue(v, KeptPlace)
	}
}

// minNamedPrefix is the shortest prefix of an issuer's that is no chance.
const minNamedPrefix = 3

// beginsIssued tells whether text has the prefix of an issuer's keys.
func beginsIssued(text []byte) bool {
	for _, i := range issuersBy[text[0]] {
		if len(i.prefix) >= minNamedPrefix && hasPrefixAt(text, 0, i.prefix) {
			return true
		}
	}
	return false
}

// missHash notes what has the dollars of an encoded password, and s.text for
// its characters, but not its format, at the first of its dollars.
func (s *Scanner) missHash(lo, hi int) {
	if s.notes != nil && (lo == 0 || !hashBytes.has(s.src[lo-1])) && len(s.text) >= minHash && bytes.Count(s.text, dollar) > 1 {
		s.miss(Finding{Lo: lo, Hi: hi, Kind: kindPasswordHash, Reason: KeptForm})
	}
}

var dollar = []byte("$")

// missBlock notes a PEM block, whose BEGIN line is src[at:], that is no private
// key's.
func (s *Scanner) missBlock(at int) {
	if s.notes == nil {
		return // fast path
	}
	line := s.src[at:]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	if n := bytes.LastIndex(line, pemDashes); n > 0 && !bytes.Contains(line, pemPrivate) {
		s.miss(Finding{Lo: at, Hi: at + n + len(pemDashes), Kind: kindPrivateKey, Reason: KeptBlock})
	}
}
