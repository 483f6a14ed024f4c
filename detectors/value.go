package detectors

import "scrim/detectors/prefilter"

// A value is what a shape found: a span, what ends it, and what promised it.
type value struct {
	lo     int
	end    delimiter
	key    keyEntry
	place  Place
	quoted bool // between quotes, so that it may hold anything
	part   bool // the quotes enclose more than the value
	prose  bool // white space stood before it, so that it may be a sentence
	quote  byte // what to quote the mask with if the value is a bare number
	escape uint8
}

// judged is a value as a kind's Judge sees it.
type judged struct {
	text   []byte // decoded, its first maxRecognise bytes
	flags  keyFlags
	place  Place
	quoted bool
	prose  bool
}

// take judges the value and masks it to its end. It returns the end, or -1 if
// the value stays.
func (s *Scanner) take(v value) int {
	reach := maxRecognise
	switch {
	case v.key.flags&keyPhone != 0:
		reach = maxPhoneValue
	case v.key.flags&keyWeak != 0 && !v.quoted:
		reach = maxForm // its form is told by less
	}
	got := s.find(v.end, v.lo, reach)
	whole := got.done
	if !whole && reach == maxPhoneValue {
		s.miss(Finding{Lo: v.lo, Hi: v.lo + got.at, Kind: v.key.kind, Place: v.place, Reason: KeptNumber})
		return -1
	}
	if hi := v.lo + got.at; whole && v.quoted && v.end.form == endQuote && (hi == len(s.src) || !isQuote(s.src[hi]) && s.src[hi] != '\\') {
		// No quote closes it: it does not reach beyond the next one.
		if v.end = (delimiter{form: endLine, level: 1}); v.key.kind != kindPassword {
			v.end = delimiter{form: endWord} // cut by somebody
		}
		got = s.find(v.end, v.lo, reach)
	}
	lo, hi := v.lo, v.lo+got.at
	if whole && !v.quoted {
		hi = max(s.dialledEnd(v.end, lo, hi), trimValue(s.src, lo, hi))
	}
	kind, lo, why := s.judge(v, lo, hi)
	f := Finding{Lo: lo, Hi: hi, Kind: kind, Place: v.place, Reason: why, Quote: v.quote, Escape: v.escape, enclosed: v.quoted && !v.part && lo == v.lo}
	if s.keeps(f, whole) {
		return -1
	}
	return s.mask(v, f, whole)
}

// mask emits the finding for a value, to its end wherever that is, and returns
// the end.
func (s *Scanner) mask(v value, f Finding, whole bool) int {
	if !whole {
		return s.swallow(v, f)
	}
	s.emit(f)
	s.awaitSoftBreak(v, f)
	return f.Hi
}

// find looks for the end of a value within n bytes from src[lo] on.
func (s *Scanner) find(end delimiter, lo, n int) scan {
	skip := s.plainStretch(lo, n)
	lo, n = lo+skip, n-skip
	var got scan
	if rest := s.src[lo:]; len(rest) > n {
		// What follows is more lines, in one window, and nothing in another:
		// how much there is of it must not matter.
		got = end.findBefore(n, rest, 0, true)
	} else {
		got = end.find(rest, 0, s.cut)
	}
	got.at += skip
	return got
}

// plainStretch is how many of up to n bytes from src[lo] on are word bytes and
// dots, which end no value, as far as the blocks show that are looked at.
func (s *Scanner) plainStretch(lo, n int) int {
	i, end := lo, min(lo+n, len(s.src))
	for i < end {
		place := i - s.base
		block := s.block + place/prefilter.BlockSize
		if place < 0 || block >= s.blocks {
			break
		}
		place %= prefilter.BlockSize
		run := s.bitmaps.WordsAfter(block, place)
		if i += run; place+run == prefilter.BlockSize {
			continue
		}
		if i >= end || s.src[i] != '.' {
			break
		}
		i++
	}
	return min(i, end) - lo
}

// swallow masks a value that is longer than what it was recognised by.
func (s *Scanner) swallow(v value, f Finding) int {
	got := v.end.find(s.src[f.Lo:], 0, s.cut)
	f.Hi = f.Lo + got.at
	s.emit(f)
	if got.done || s.stopped {
		return f.Hi
	}
	r := &s.region
	if r.mode == regionNone || !s.stepping { // whatever waits for a later line is given up
		*r = region{mode: regionValue, place: v.place, key: v.key}
	}
	r.inside, r.slashes, r.value, r.finding, r.reason, r.number = true, got.slashes, v.end, f.Kind, f.Reason, f.Quote != 0
	s.next, s.stopped = f.Hi, true
	return f.Hi
}

// trimValue gives back what an unquoted value took of the text around it.
func trimValue(src []byte, lo, hi int) int {
	if hi > lo && hasPrefixAt(src, lo, jwtBegin) {
		for hi > lo && (src[hi-1] == ':' || src[hi-1] == '|' || src[hi-1] == '!') { // of the sentence
			hi--
		}
		return trimJWT(src, lo, hi)
	}
	return trimTail(src, lo, hi)
}

// trimTail gives punctuation at the end of an unquoted value back to the text
// around it: a full stop, and brackets that were not opened inside.
func trimTail(src []byte, lo, hi int) int {
	for hi > lo {
		switch c := src[hi-1]; c {
		case '.', ',', ':', '!', '?':
		case ')', ']', '}', '>':
			if balanced(src[lo:hi], c) {
				return hi
			}
		default:
			return hi
		}
		hi--
	}
	return hi
}

// balanced tells whether a value opens as many brackets of a kind as it closes.
func balanced(b []byte, closing byte) bool {
	opening := openingOf(closing)
	n := 0
	for _, c := range b {
		switch c {
		case opening:
			n++
		case closing:
			n--
		}
	}
	return n >= 0
}

func openingOf(closing byte) byte {
	switch closing {
	case ')':
		return '('
	case ']':
		return '['
	case '>':
		return '<'
	}
	return '{'
}

// keeps tells whether a value stays as it is, by its judgement or because the
// user wants to see it.
func (s *Scanner) keeps(f Finding, whole bool) bool {
	if f.Reason.Masks() && whole && s.allowed(f.Kind, f.Lo, f.Hi) {
		f.Reason = KeptAllowed
	}
	if f.Reason.Masks() {
		return false // fast path
	}
	s.miss(f)
	return true
}

// emitUnlessKept emits a whole value, unless it stays.
func (s *Scanner) emitUnlessKept(f Finding) {
	if !s.keeps(f, true) {
		s.emit(f)
	}
}

// judge decides what a value is, and why. It returns the kind and where the
// secret begins, which is after the scheme word if the value has one.
func (s *Scanner) judge(v value, lo, hi int) (KindID, int, Reason) {
	switch {
	case hi <= lo:
		return v.key.kind, lo, KeptEmpty
	case s.isMask(lo, hi):
		return v.key.kind, lo, KeptMask
	}
	if provesJWT(s.src[lo:hi]) {
		return kindJWT, lo, MaskedJWT // fast path
	}
	scheme, cred := schemeAt(s.src, lo, hi)
	if scheme != schemeNone && v.key.kind != kindPrivateKey {
		return s.judgeCredentials(v, scheme, cred, hi)
	}
	j := judged{text: s.decode(lo, hi), flags: v.key.flags, place: v.place, quoted: v.quoted, prose: v.prose}
	if kind, why := s.proof(j.text); why.Masks() {
		return kind, lo, why
	}
	switch {
	case isBlank(j.text) || isSchemeWord(j.text) && (v.key.kind != kindPassword || !v.quoted && s.beginsCredentials(hi)):
		return v.key.kind, lo, KeptWord
	case v.key.flags&keyProof != 0:
		return v.key.kind, lo, KeptForm
	}
	why := s.unlessLonger(s.engine.kinds[v.key.kind].Judge(j), v.key, lo, hi)
	if why == MaskedKey && v.place == PlaceSQL {
		why = MaskedColumn
	}
	return v.key.kind, lo, why
}

// beginsCredentials tells whether a blank and what looks like the credentials of
// a scheme stand at src[hi], where an unquoted password ended.
func (s *Scanner) beginsCredentials(hi int) bool {
	if hi >= len(s.src) || s.src[hi] != ' ' {
		return false
	}
	got := s.find(delimiter{form: endCredential}, hi+1, maxForm)
	return isOpaque(s.src[hi+1:hi+1+got.at], minOpaqueAfterWord)
}

// proof asks the kinds that a value's form alone can prove, the first of which
// wins.
func (s *Scanner) proof(text []byte) (KindID, Reason) {
	if !mayProve(text) {
		return 0, KeptForm // fast path
	}
	for _, id := range s.engine.proving {
		if why := s.engine.kinds[id].Proves(text); why.Masks() {
			return id, why
		}
	}
	return 0, KeptForm
}

// mayProve is a cheap test that holds for every value that some Kind.Proves
// takes: an issuer's prefix, the begin of a JWT or a PASETO, or one of the bytes
// that join the parts of an encoded password or a signed value.
func mayProve(text []byte) bool {
	if len(text) < 2 {
		return false
	}
	if mayBeIssued(text) || text[0] == 'e' || text[0] == 'v' {
		return true
	}
	for _, c := range text {
		if c == '$' || c == ':' || c == '.' {
			return true
		}
	}
	return false
}

// decode returns the characters of a span, at most maxRecognise bytes of them.
func (s *Scanner) decode(lo, hi int) []byte {
	src := s.src[lo:hi]
	for _, c := range src {
		if unitBegins[c] {
			s.text = appendDecoded(s.text[:0], src, maxRecognise)
			return s.text
		}
	}
	return src // fast path: written as it is
}
