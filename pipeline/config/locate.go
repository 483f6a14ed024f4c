package config

import "strings"

// maxDepth limits how deep arrays and inline tables may nest and how many parts
// a dotted key may have: the decoder recurses into the one and takes quadratic
// time for the other, and no setting needs more than a few levels.
const maxDepth = 32

// locator finds where the entries of a TOML document stand, which the decoder
// does not tell. It trusts the decoder to judge the grammar: on text that is
// not TOML it ends, without an error, with whatever it found.
type locator struct {
	src     string
	pos     int
	lines   lineIndex
	found   places
	table   path         // of the header above pos
	counts  map[path]int // elements so far of each array of tables
	depth   int
	tooDeep int // offset where maxDepth was passed, or -1
}

// keyPart is one part of a dotted key.
type keyPart struct {
	name string
	at   position
}

func newLocator(src string) *locator {
	return &locator{
		src:     src,
		lines:   indexLines(src),
		found:   places{},
		counts:  map[path]int{},
		tooDeep: -1,
	}
}

// run walks the whole document, or stops where it nests too deep.
func (l *locator) run() {
	for {
		l.skipBlank()
		if l.done() {
			return
		}
		start := l.pos
		if l.src[l.pos] == '[' {
			l.header()
		} else {
			l.keyValue(l.table)
		}
		l.forceProgress(start)
	}
}

func (l *locator) done() bool { return l.pos >= len(l.src) || l.tooDeep >= 0 }

// forceProgress steps over a byte that nothing else consumed, as can happen
// only in text that is not TOML.
func (l *locator) forceProgress(start int) {
	if l.pos == start {
		l.pos++
	}
}

func (l *locator) here() position { return l.lines.at(l.pos) }

// record keeps the first place of an entry: a table that was opened implicitly
// stays where it was first named.
func (l *locator) record(p path, key, value position) {
	if _, ok := l.found[p]; !ok {
		l.found[p] = place{key: key, value: value}
	}
}

// header reads [a.b] or [[a.b]] and makes it the current table.
func (l *locator) header() {
	start := l.here()
	array := strings.HasPrefix(l.src[l.pos:], "[[")
	l.skipBytes("[")
	var p path
	parts := l.key()
	for i, part := range parts {
		p = p.child(part.name)
		keyAt := part.at
		if i == 0 {
			keyAt = start
		}
		l.record(p, keyAt, start)
		p = l.enter(p, array && i == len(parts)-1, start)
	}
	l.skipBytes("]")
	l.table = p
}

// enter steps into the element of an array of tables that a header means: a new
// one if the header adds it, else the last.
func (l *locator) enter(p path, add bool, start position) path {
	if add {
		l.counts[p]++
		element := p.index(l.counts[p] - 1)
		l.record(element, start, start)
		return element
	}
	if n := l.counts[p]; n > 0 {
		return p.index(n - 1)
	}
	return p
}

// keyValue reads a.b = value below prefix.
func (l *locator) keyValue(prefix path) {
	p := prefix
	parts := l.key()
	for i, part := range parts {
		p = p.child(part.name)
		if i < len(parts)-1 {
			l.record(p, part.at, part.at)
		}
	}
	l.skipBytes("= \t")
	if len(parts) == 0 {
		l.value(p)
		return
	}
	l.record(p, parts[len(parts)-1].at, l.here())
	l.value(p)
}

// key reads the parts of a dotted key.
func (l *locator) key() []keyPart {
	var parts []keyPart
	for {
		if len(parts) > maxDepth {
			l.tooDeep = l.pos
			return parts
		}
		l.skipBytes(" \t")
		at, start := l.here(), l.pos
		name := l.keyName()
		if l.pos == start {
			return parts
		}
		parts = append(parts, keyPart{name: name, at: at})
		l.skipBytes(" \t")
		if !strings.HasPrefix(l.src[l.pos:], ".") {
			return parts
		}
		l.pos++
	}
}

// keyName reads one part of a key, bare or quoted, and nothing if there is none.
func (l *locator) keyName() string {
	start := l.pos
	if c := l.peek(); c == '"' || c == '\'' {
		l.skipLineString()
		return unquoteKey(l.src[start:l.pos])
	}
	for l.pos < len(l.src) && isBareKeyByte(l.src[l.pos]) {
		l.pos++
	}
	return l.src[start:l.pos]
}

// unquoteKey lets the decoder itself undo escapes, so that both agree.
func unquoteKey(quoted string) string {
	if !strings.Contains(quoted, `\`) || quoted[0] == '\'' {
		return strings.Trim(quoted, quoted[:1])
	}
	var holder struct{ K string }
	if err := decode("K = "+quoted, &holder); err != nil {
		return ""
	}
	return holder.K
}

// value reads whatever stands at pos, whose own place is recorded already.
func (l *locator) value(p path) {
	switch l.peek() {
	case '"', '\'':
		l.skipString()
	case '[':
		l.nested(func(i int) {
			element := p.index(i)
			l.record(element, l.here(), l.here())
			l.value(element)
		}, ']')
	case '{':
		l.nested(func(int) { l.keyValue(p) }, '}')
	default:
		l.skipScalar()
	}
}

// nested reads the comma-separated elements of an array or an inline table.
func (l *locator) nested(element func(i int), end byte) {
	if l.depth++; l.depth > maxDepth {
		l.tooDeep = l.pos
		return
	}
	defer func() { l.depth-- }()
	l.pos++
	for i := 0; ; i++ {
		l.skipBlank()
		if l.done() {
			return
		}
		if l.src[l.pos] == end {
			l.pos++
			return
		}
		start := l.pos
		element(i)
		l.skipBlank()
		l.skipOne(',')
		l.forceProgress(start)
	}
}

func (l *locator) peek() byte {
	if l.pos >= len(l.src) {
		return 0
	}
	return l.src[l.pos]
}

func (l *locator) skipOne(c byte) {
	if l.pos < len(l.src) && l.src[l.pos] == c {
		l.pos++
	}
}

func (l *locator) skipBytes(set string) {
	for l.pos < len(l.src) && strings.IndexByte(set, l.src[l.pos]) >= 0 {
		l.pos++
	}
}

// skipBlank steps over white space, line ends and comments.
func (l *locator) skipBlank() {
	for {
		l.skipBytes(" \t\r\n")
		if l.peek() != '#' {
			return
		}
		l.skipUntil("\n")
	}
}

func (l *locator) skipUntil(set string) {
	i := strings.IndexAny(l.src[l.pos:], set)
	if i < 0 {
		l.pos = len(l.src)
		return
	}
	l.pos += i
}

// skipScalar steps over a number, a boolean or a date, which may hold a blank.
func (l *locator) skipScalar() { l.skipUntil(",]}#\n") }

// skipString steps over any of the four kinds of string.
func (l *locator) skipString() {
	quotes := strings.Repeat(string(l.src[l.pos]), 3)
	if !strings.HasPrefix(l.src[l.pos:], quotes) {
		l.skipLineString()
		return
	}
	l.pos += len(quotes)
	for l.pos < len(l.src) && !strings.HasPrefix(l.src[l.pos:], quotes) {
		l.skipCharacter(quotes[0])
	}
	l.pos = min(l.pos+len(quotes), len(l.src))
	// Up to two quotes may stand before the closing three: """a"""""
	l.skipOne(quotes[0])
	l.skipOne(quotes[0])
}

// skipLineString steps over a string that ends on its line.
func (l *locator) skipLineString() {
	quote := l.src[l.pos]
	l.pos++
	for l.pos < len(l.src) && l.src[l.pos] != quote && l.src[l.pos] != '\n' {
		l.skipCharacter(quote)
	}
	l.skipOne(quote)
}

// skipCharacter steps over one byte, or over an escape, which only strings in
// double quotes have.
func (l *locator) skipCharacter(quote byte) {
	if quote == '"' && l.src[l.pos] == '\\' && l.pos+1 < len(l.src) {
		l.pos++
	}
	l.pos++
}

func isBareKeyByte(c byte) bool {
	return isLetterOrDigit(c) || c == '_' || c == '-'
}

func isLetterOrDigit(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
