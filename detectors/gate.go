package detectors

import (
	"slices"
	"unicode/utf8"

	"scrim/detectors/sieve"
)

// A gate is the first look at a text for the user's terms and rules. It lets
// every place through at which one of the words stands, also one that is partly
// written with escapes, and hardly any other.
type gate struct {
	// sieve looks for parts of the words, and for escapes that may hide them. It
	// is nil if some word has no part.
	sieve *sieve.Sieve
	words []gateWord
	// every lets every record through: a rule has no literal, or a word no part.
	every bool
	// high lets records with bytes beyond ASCII through: of a word all letters
	// have a case and stand beyond it.
	high bool
}

// A gateWord is a folded word that a gate looks for.
type gateWord struct {
	text  string
	inner bool // it counts inside of longer words as well
}

// beginning is as much of a word as a sieve takes.
func (w gateWord) beginning() string { return w.text[:min(len(w.text), sieve.MaxWord)] }

// newGate makes a gate.
func newGate(words []gateWord) gate {
	g := gate{words: make([]gateWord, 0, len(words))}
	all := make([]string, len(words))
	for i, w := range words {
		if all[i] = partsOf(w.beginning(), false); all[i] != "" {
			continue // fast path
		}
		if isASCII(w.text) {
			return gate{every: true}
		}
		g.high = true
	}
	parts := all[:0]
	for i, w := range words {
		p := all[i]
		if g.high {
			p = partsOf(w.beginning(), true)
		}
		if p != "" {
			parts = append(parts, p)
			g.words = append(g.words, w)
		}
	}
	g.sieve = sieve.New(parts, escapeMarks(g.high, !slices.ContainsFunc(parts, isBeyondASCII)))
	return g
}

func isBeyondASCII(s string) bool { return !isASCII(s) }

// escapeMarks are the first three bytes of every escape of a byte that may be in a
// part, see unitAt, and of bytes beyond ASCII if high is set. ascii says that
// parts have none of those.
func escapeMarks(high, ascii bool) *sieve.Marks {
	const hex = "0123456789abcdefABCDEF"
	var m sieve.Marks
	add := func(firsts, seconds, thirds string) { m.Add([]byte(firsts), []byte(seconds), []byte(thirds)) }
	add("%", "2", "5dDeE") // a percent sign may be one that is encoded again
	add("%", "3", "0123456789")
	add("%", "46", hex[1:])
	add("%", "57", "0123456789aAfF")
	add(`\`, "u", "0")
	add(`\`, "x", "234567")
	m.Add([]byte(`\`), []byte("_"), sieve.AnyByte)
	add("&", "#", "0123456789xX")
	if high || !ascii {
		add("%", "89abcdefABCDEF", hex)
		add(`\`, "ux", hex)
	}
	// Characters without width and full-width forms.
	m.Add([]byte{0xc2}, []byte{0xad}, sieve.AnyByte)
	add("\xe2", "\x80", "\x8b\x8c\x8d")
	add("\xe2", "\x81", "\xa0")
	add("\xef", "\xbb", "\xbf")
	m.Add([]byte{0xef}, []byte{0xbc, 0xbd}, sieve.AnyByte)
	if high {
		m.Add(sieve.AnyByte[utf8.RuneSelf:], sieve.AnyByte, sieve.AnyByte)
	}
	return &m
}

// gateLook is the work of a gate on one text. A Scanner owns it and uses it for
// one text after the other.
type gateLook struct {
	gate     *gate
	text     []byte
	decoded  bool // there is nothing hidden in the text
	anywhere bool // words count inside of longer ones
	search   sieve.Search
}

// begin begins to look at a text, from an offset on.
func (l *gateLook) begin(g *gate, text []byte, from int) {
	l.gate, l.text, l.decoded, l.anywhere = g, text, false, false
	if g.sieve != nil {
		l.search.Reset(g.sieve, text, from)
	}
}

// mayHold tells whether one of the words may stand in a decoded text.
func (l *gateLook) mayHold(g *gate, text []byte) bool {
	l.begin(g, text, 0)
	l.decoded = true
	return l.find(0) < len(text)
}

// find is the first place at or after from where a word may stand, or
// len(text). Calls have rising offsets.
func (l *gateLook) find(from int) int {
	if l.gate.every {
		return min(from, len(l.text))
	}
	for {
		hit, ok := l.search.Next(from)
		switch {
		case !ok:
			return len(l.text)
		case hit.Word == sieve.Many:
			return hit.At
		case hit.Word == sieve.Mark:
			if l.gate.high && l.text[hit.At] >= utf8.RuneSelf || !l.decoded && l.gate.hides(unitAt(l.text, hit.At)) {
				return hit.At
			}
		case l.gate.stands(l.text, hit, l.anywhere || l.gate.words[hit.Word].inner):
			return hit.At
		}
	}
}

// hides tells whether a character that is written as an escape may be of a part
// of a word.
func (g *gate) hides(u unit) bool {
	switch {
	case !u.encoded():
		return false
	case u.char >= utf8.RuneSelf:
		return g.high || g.sieve.HoldsBeyondASCII()
	}
	return g.sieve.Holds(foldTable[u.char])
}

// stands tells whether a word may stand in a text, at a place where a part of it
// does. It compares byte by byte, and gives up where an escape begins. inner
// tells whether it counts inside of a longer word.
func (g *gate) stands(text []byte, hit sieve.Hit, inner bool) bool {
	word := g.words[hit.Word].text
	hi, sure := hit.At, true
	for j := hit.Offset; j < len(word); j++ {
		if hi == len(text) {
			return false
		}
		c := text[hi]
		if unitBegins[c] || c >= utf8.RuneSelf || word[j] >= utf8.RuneSelf {
			sure = false
			break
		}
		if plainTable[c] != word[j] {
			return false
		}
		hi++
	}
	if sure && !inner && hi < len(text) && isAlnum(text[hi]) && isAlnum(text[hi-1]) {
		return false // a longer word
	}
	lo := hit.At
	for j := hit.Offset; j > 0; j-- {
		switch {
		case lo == 0:
			return false
		case mayBeEncoded(text, lo) || word[j-1] >= utf8.RuneSelf:
			return true
		case plainTable[text[lo-1]] != word[j-1]:
			return false
		}
		lo--
	}
	return inner || lo == 0 || !isAlnum(text[lo]) || !isAlnum(text[lo-1]) || mayBeEncoded(text, lo)
}

// mayBeEncoded tells whether the character that ends just before text[i] may be
// written as an escape. Backslashes may be one that is written several times.
func mayBeEncoded(text []byte, i int) bool {
	c := text[i-1]
	return c >= utf8.RuneSelf || c == '\\' || escapeEnds[c] != 0 && mayEndEscape(text, i, 0)
}
