package detectors

import (
	"math/bits"
	"unicode/utf8"

	"scrim/detectors/prefilter"
)

// Plain values: most tokens are a run of word bytes between quotes, or up to the
// end of a parameter, under a plain key. What the general way finds out about them
// in a dozen steps is known here from their bits.

// plainValues tells whether no mask of an engine looks like a plain value.
func (e *Engine) plainValues() bool {
	if e.partial {
		return false
	}
	for c := range utf8.RuneSelf {
		if e.starts[c] && (byteClass[c]&isBase64Bit != 0 || isQuote(byte(c))) {
			return false
		}
	}
	return true
}

// takePlain takes or keeps the value at src[i] after a plain key and its separator,
// if it is plain; spaced says that blanks stand before it. It reports whether it was, and does
// then what take does.
func (s *Scanner) takePlain(k *named, sep unit, i int, spaced bool) bool {
	if k.entry.flags&^keyWeak != 0 || !s.engine.plain || s.notes != nil || k.apart || sep.encoded() {
		return false
	}
	lo, quoted := i, false
	switch c := s.src[i]; {
	case k.quote != 0 && c == k.quote && k.plainQuote && k.escape == 0:
		lo, quoted = i+1, true
	case k.quote != 0 || !k.query || spaced || sep.char != '=':
		return false
	}
	n := s.mixedRun(lo)
	hi := lo + n
	if n == 0 || hi >= len(s.src) || lo < s.cursor {
		return false
	}
	if end := s.src[hi]; quoted && end != k.quote || !quoted && !parameterEnds.has(end) {
		return false
	}
	text := s.src[lo:hi]
	if text[0] == 'e' || text[0] == 'v' || mayBeIssued(text) || isSchemeWord(text) {
		return false
	}
	f := Finding{Lo: lo, Hi: hi, Kind: k.entry.kind, Place: k.placeOf(), enclosed: quoted}
	f.Reason = s.engine.kinds[f.Kind].Judge(judged{text: text, flags: k.entry.flags, place: f.Place, quoted: quoted})
	s.emitUnlessKept(f)
	return true
}

// parameterEnds are bytes that end a parameter whatever follows.
var parameterEnds = newByteSet("& \"'\n")

// mixedRun is how many word bytes stand from src[lo] on, if some are letters and
// some digits, up to a block of them; 0 if there are none or more.
func (s *Scanner) mixedRun(lo int) int {
	block, place := s.block, lo-s.base
	if place >= prefilter.BlockSize {
		block, place = block+1, place-prefilter.BlockSize
	}
	if block >= s.blocks || place < 0 || place >= prefilter.BlockSize {
		return 0
	}
	words, letters, digits := s.bitmaps.WordBytes(block, place)
	n := bits.TrailingZeros64(^words)
	run := uint64(1)<<n - 1
	if n == prefilter.BlockSize || letters&run == 0 || digits&run == 0 {
		return 0
	}
	return n
}
