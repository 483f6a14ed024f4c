package detectors

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// A reading is a line as the user's terms and rules see it: the text between
// own masks, decoded or not, each piece of it between two bytes that stand for
// what is around it. A Scanner owns its readings and fills them again for each
// line that it looks at.
type reading struct {
	text   []byte
	at     []int32 // for every byte of text, where it comes from
	pieces []span  // of text, without the bytes around them
}

const (
	// lineEdge stands for the end of a line: ^ and $ match at it.
	lineEdge = '\n'
	// wallByte stands for a mask of our own. It is a letter to \b and to whole
	// words, so that a mask opens no boundary that its value did not have.
	wallByte = '0'
)

func (r *reading) reset() {
	r.text, r.at, r.pieces = r.text[:0], r.at[:0], r.pieces[:0]
}

func (r *reading) add(c byte, at int) {
	r.text = append(r.text, c)
	r.at = append(r.at, int32(at))
}

// open begins a piece that comes from offset at.
func (r *reading) open(around byte, at int) {
	r.add(around, at)
	r.pieces = append(r.pieces, span{lo: len(r.text)})
}

// close ends the piece that open began.
func (r *reading) close(around byte, at int) {
	r.pieces[len(r.pieces)-1].hi = len(r.text)
	r.add(around, at)
}

// source is what a range of the text, inside of one piece, comes from.
func (r *reading) source(lo, hi int) (from, to int) {
	last := r.at[hi-1]
	for hi < len(r.at)-1 && r.at[hi] == last {
		hi++ // the other bytes of a character that is written as one escape
	}
	return int(r.at[lo]), int(r.at[hi])
}

// readRaw reads the line as it is written, around the walls.
func (r *reading) readRaw(line []byte, walls []span) {
	r.reset()
	for p := newPieces(line, walls); p.next(); {
		r.open(p.before, p.lo)
		for i := p.lo; i < p.hi; i++ {
			r.add(line[i], i)
		}
		r.close(p.after, p.hi)
	}
}

// readDecoded reads the line with every escape decoded, and reports whether
// there was any.
func (r *reading) readDecoded(line []byte, walls []span) (encoded bool) {
	r.reset()
	for p := newPieces(line, walls); p.next(); {
		r.open(p.before, p.lo)
		for i := p.lo; i < p.hi; {
			if !unitBegins[line[i]] {
				i = r.addPlain(line[:p.hi], i) // fast path
				continue
			}
			u := unitAt(line[:p.hi], i)
			if !u.encoded() {
				r.add(line[i], i)
				i++
				continue
			}
			encoded = true
			i = r.addUnit(line[:p.hi], u)
		}
		r.close(p.after, p.hi)
	}
	return encoded
}

// addPlain adds the bytes from i on that stand for themselves and returns where
// the first other one stands.
func (r *reading) addPlain(line []byte, i int) int {
	lo := i
	for i < len(line) && !unitBegins[line[i]] {
		i++
	}
	r.text = append(r.text, line[lo:i]...)
	n := len(r.at)
	r.at = slices.Grow(r.at, i-lo)[:n+i-lo]
	for k := range r.at[n:] {
		r.at[n+k] = int32(lo + k)
	}
	return i
}

// addUnit adds a character that is written as an escape and returns where the
// next one begins: a code point beyond U+FFFF is two escapes in JSON.
func (r *reading) addUnit(src []byte, u unit) int {
	switch {
	case u.char < 0x80, src[u.lo] == '%', src[u.hi-3] == 'x':
		r.add(byte(u.char), u.lo)
		return u.hi
	case u.char >= 0xd800 && u.char < 0xdc00 && u.hi < len(src):
		if low := unitAt(src, u.hi); low.char >= 0xdc00 && low.char < 0xe000 {
			u.char, u.hi = 0x10000+(u.char-0xd800)<<10+(low.char-0xdc00), low.hi
		}
	}
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], u.char)] {
		r.add(c, u.lo)
	}
	return u.hi
}

// readFolded reads a decoded text without regard to case, with a plus sign for
// a blank as forms write it and any run of backslashes as one, since how many
// there are depends on how often the text was quoted. Its offsets are those of
// the decoded text.
func (r *reading) readFolded(decoded *reading) {
	r.reset()
	text := decoded.text
	for _, p := range decoded.pieces {
		r.open(text[p.lo-1], p.lo-1)
		for i := p.lo; i < p.hi; {
			if c := text[i]; c < utf8.RuneSelf {
				if c != '\\' || i == p.lo || text[i-1] != '\\' {
					r.add(plainTable[c], i) // fast path
				}
				i++
				continue
			}
			i = r.addFolded(text[:p.hi], i)
		}
		r.close(text[p.hi], p.hi)
	}
}

// addFolded adds the character beyond ASCII that begins at text[i].
func (r *reading) addFolded(text []byte, i int) int {
	c, size := utf8.DecodeRune(text[i:])
	if c == utf8.RuneError {
		for _, b := range text[i : i+size] {
			r.add(b, i)
		}
		return i + size
	}
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], foldRune(c))] {
		r.add(c, i)
	}
	return i + size
}

// plainTable folds ASCII case and writes a blank for a plus sign.
var plainTable = func() [256]byte {
	t := foldTable
	t['+'] = ' '
	return t
}()

// foldRune is one of the characters beyond ASCII that differ from c in case
// only, the same one for each of them.
func foldRune(c rune) rune {
	least := c
	for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
		if f >= utf8.RuneSelf && f < least {
			least = f
		}
	}
	return least
}

// pieces walks over what is between walls.
type pieces struct {
	line          []byte
	walls         []span
	lo, hi        int
	before, after byte
	i             int // of the next wall
	from          int
}

func newPieces(line []byte, walls []span) pieces { return pieces{line: line, walls: walls} }

// next finds the next piece that is not empty.
func (p *pieces) next() bool {
	for p.from <= len(p.line) {
		p.lo, p.hi, p.before, p.after = p.from, len(p.line), wallByte, lineEdge
		if p.i == 0 {
			p.before = lineEdge
		}
		p.from = len(p.line) + 1
		if p.i < len(p.walls) {
			p.hi, p.after, p.from = p.walls[p.i].lo, wallByte, p.walls[p.i].hi
			p.i++
		}
		if p.lo < p.hi {
			return true
		}
	}
	return false
}
