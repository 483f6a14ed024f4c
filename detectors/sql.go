package detectors

import "bytes"

// The SQL shape: values stand under columns that were named before, by their
// position in INSERT INTO t (columns) VALUES (…), (…), and again in Django's
// args=(…) behind the statement. Comparisons such as "key" = '…' are keys and
// values like any other; what was masked there is masked in args too.

const (
	// maxSecretColumns is how many columns of one INSERT are followed.
	maxSecretColumns = 8
	// maxRemembered is how many compared values of one statement are looked
	// for in its args.
	maxRemembered = 8
)

// statement is what is known about the SQL statement of the current line.
type statement struct {
	columns    [maxSecretColumns]column
	remembered [maxRemembered]compared
	from       int32 // where it was learned, relative to the owned part in a Carry
	width      uint8 // of the INSERT's rows, 0 if it is none
	secrets    uint8 // how many columns are of interest
	values     uint8 // how many values are remembered
}

// column is one that holds secrets: its place in the row and what it promises.
type column struct {
	place uint8
	key   keyEntry
}

// compared is a value that was masked in a comparison.
type compared struct {
	hash uint32
	key  keyEntry
}

// valuesShape is called at the word VALUES.
func valuesShape(s *Scanner, at int) {
	if at == 0 || isAlnum(s.src[at-1]) {
		return
	}
	i := s.skipEscapedSpace(at + len("values"))
	hi := s.spaceBefore(at)
	if i >= len(s.src) || s.src[i] != '(' || hi == 0 || s.src[hi-1] != ')' {
		return
	}
	st := statement{from: int32(at)}
	if !s.readColumns(&st, hi-1) || st.secrets == 0 {
		return
	}
	s.statement = st
	s.enterRow(i+1, PlaceSQL)
}

// spaceBefore steps back over white space, escaped line ends among it.
func (s *Scanner) spaceBefore(i int) int {
	floor := max(0, i-maxGap)
	for i > floor {
		u := unitBefore(s.src, i, floor)
		if u.char != ' ' && u.char != '\t' && !(u.char == '\n' && u.encoded()) {
			break
		}
		i = u.lo
	}
	return i
}

// skipEscapedSpace is skipSpace that also steps over escaped line ends.
func (s *Scanner) skipEscapedSpace(i int) int {
	for end := min(len(s.src), i+maxGap); i < end; {
		u := unitAt(s.src, i)
		if u.char != ' ' && u.char != '\t' && !(u.char == '\n' && u.encoded()) {
			break
		}
		i = u.hi
	}
	return i
}

// readColumns reads the names between the parenthesis that closes at src[hi]
// and the one that opens it. It reports whether they are a list of names.
func (s *Scanner) readColumns(st *statement, hi int) bool {
	lo := hi
	for floor := max(0, hi-maxBack); lo > floor && s.src[lo-1] != '('; lo-- {
		if s.src[lo-1] == '\n' || s.src[lo-1] == ')' {
			return false
		}
	}
	if lo == 0 || s.src[lo-1] != '(' {
		return false
	}
	for place := 0; lo <= hi && place < 255; place++ {
		end := lo
		for end < hi && s.src[end] != ',' {
			end++
		}
		if e := s.engine.keys.find(columnName(s.src[lo:end])).inName(); e.known && !s.isMasked(s.skipSpace(lo, maxKeySpace)) && int(st.secrets) < maxSecretColumns {
			st.columns[st.secrets] = column{uint8(place), e}
			s.noteColumn(uint8(place), lo, end)
			st.secrets++
		}
		st.width = uint8(place + 1)
		lo = end + 1
	}
	return true
}

// columnName takes blanks, quotes in any view and the table's name away.
func columnName(name []byte) []byte {
	hi := len(name)
	for hi > 0 && byteClass[name[hi-1]]&isKeyBit == 0 {
		hi--
	}
	lo := hi
	for lo > 0 && byteClass[name[lo-1]]&isKeyBit != 0 {
		lo--
	}
	return name[lo:hi]
}

// enterRow begins the region of a row's values at src[i].
func (s *Scanner) enterRow(i int, place Place) {
	s.enter(region{mode: regionRow, place: place, row: row{depth: 1, fresh: true}}, i)
}

// row is where a region stands in the rows of an INSERT or in args.
type row struct {
	depth uint8 // of parentheses and brackets
	place uint8 // the column's number
	level uint8 // of the double quotes in it, one more than their backslashes; 0: none yet
	fresh bool  // nothing of the current value was stepped over
	args  bool  // in the args of Django's log, which may be one row after the other
}

// stepRow takes or steps over one atom of a row: a string, a bare value, a
// bracket or a comma.
func (s *Scanner) stepRow() {
	r := &s.region
	i := s.skipEscapedSpace(s.next)
	if i >= len(s.src) {
		s.leaveRow(i)
		return
	}
	switch u := unitAt(s.src, i); u.char {
	case '\n':
		s.leave()
	case '(', '[', '{':
		if r.row.depth == maxRowDepth {
			s.leave()
			return
		}
		r.row.depth++
		s.next = u.hi
	case ')', ']', '}':
		if r.row.depth--; r.row.depth > 0 {
			s.next = u.hi
			return
		}
		s.nextRow(u.hi)
	case ',':
		if r.row.depth == 1 && r.row.place < 255 {
			r.row.place++
			r.row.fresh = true
		}
		s.next = u.hi
	case '"', '\'', '`':
		if u.char == '"' && s.endsStatement(u) {
			s.leave()
			return
		}
		s.stepString(i)
	default:
		if j := s.skipPrefix(i); j > i {
			if u := unitAt(s.src, j); u.char == '"' && s.endsStatement(u) {
				s.leave() // a word that ends the string around the statement
				return
			}
			s.stepString(j)
			return
		}
		s.stepBare(i)
	}
}

// endsStatement tells whether a double quote ends the string that the statement
// is in, instead of opening a value: it stands behind fewer backslashes than
// others did, or what follows goes on after a string.
func (s *Scanner) endsStatement(quote unit) bool {
	r := &s.region.row
	level := 1 + slashesOf(quote, s.src)
	if r.level == 0 && closesOuter(s.src, quote.hi) {
		return true
	}
	if r.level == 0 {
		r.level = level
	}
	return level < r.level
}

// maxRowDepth is how deep calls in rows are followed.
const maxRowDepth = 16

// leaveRow ends the region, or waits for the next window at src[i].
func (s *Scanner) leaveRow(i int) {
	if !s.cut {
		s.leave()
		return
	}
	s.next, s.stopped = i, true
}

// nextRow goes on with the next row of an INSERT, if one follows.
func (s *Scanner) nextRow(i int) {
	if s.region.row.args {
		s.leave()
		return
	}
	i = s.skipEscapedSpace(i)
	if i >= len(s.src) || s.src[i] != ',' {
		s.leave()
		return
	}
	if i = s.skipEscapedSpace(i + 1); i >= len(s.src) || s.src[i] != '(' {
		s.leave()
		return
	}
	s.region.row = row{depth: 1, level: s.region.row.level, fresh: true}
	s.next = i + 1
}

// stepString takes the string at src[i] if its column holds secrets, or steps
// over it.
func (s *Scanner) stepString(i int) {
	v, ok := s.openValue(i, keyEntry{}, true)
	if !ok {
		s.leave()
		return
	}
	v.place = s.region.place
	if v.end.form == endQuote && v.end.quote == '\'' && !s.region.row.args {
		v.end.form = endSQL
	}
	if v.key = s.columnKey(v); v.key.known {
		if end := s.takeInside(v); end >= 0 {
			s.next = s.afterQuote(end)
		}
		return
	}
	s.skipValue(v)
}

// skipValue steps over a value that stays, wherever it ends.
func (s *Scanner) skipValue(v value) {
	got := v.end.find(s.src[v.lo:], 0, s.cut)
	s.next = v.lo + got.at
	if got.done {
		s.next = s.afterQuote(s.next)
		return
	}
	r := &s.region
	r.inside, r.keep, r.value, r.slashes, s.stopped = true, true, v.end, got.slashes, true
}

// afterQuote steps over the quote that ended a string.
func (s *Scanner) afterQuote(i int) int {
	if i < len(s.src) {
		if u := unitAt(s.src, i); u.char == '"' || u.char == '\'' || u.char == '`' {
			return u.hi
		}
	}
	return i
}

// stepBare takes a bare value, or steps over a word of it.
func (s *Scanner) stepBare(i int) {
	if key := s.columnKey(value{}); key.known && s.region.row.depth == 1 && s.region.row.fresh && isAlnum(s.src[i]) {
		v := value{lo: i, end: delimiter{form: endWord, level: 1}, key: key, place: s.region.place}
		if end := s.take(v); end >= 0 || s.stopped {
			s.next = max(end, i+1)
			return
		}
	}
	s.region.row.fresh = false
	n := i + 1
	for n < len(s.src) && !rowBreaks.has(s.src[n]) {
		n++
	}
	s.next = n
}

// rowBreaks are the bytes at which an atom of a row may begin.
var rowBreaks = newByteSet("'\"`()[]{},\n\\&% ")

// columnKey is what the current column promises, or, in args, what an equal
// value was masked under before.
func (s *Scanner) columnKey(v value) keyEntry {
	st, r := &s.statement, &s.region.row
	if st.width > 0 {
		place := r.place % st.width
		if !r.args {
			place = r.place
		}
		for _, c := range st.columns[:st.secrets] {
			if c.place == place {
				s.underColumn(place)
				return c.key
			}
		}
	}
	if !r.args || st.values == 0 || !v.quoted {
		return keyEntry{}
	}
	got := s.find(v.end, v.lo, maxRecognise)
	hash := hashValue(s.decode(v.lo, v.lo+got.at))
	for _, c := range st.remembered[:st.values] {
		if c.hash == hash {
			s.underCompared(hash)
			return c.key
		}
	}
	return keyEntry{}
}

// remember keeps a value that was masked in a comparison, for the args of its
// statement.
func (s *Scanner) remember(key keyEntry, lo, hi int) {
	st := &s.statement
	if !s.inStatement(lo) {
		*st = statement{}
	}
	st.from = int32(hi)
	if st.values < maxRemembered {
		st.remembered[st.values] = compared{hashValue(s.decode(lo, min(hi, lo+maxRecognise))), key}
		s.noteCompared(st.remembered[st.values].hash)
		st.values++
	}
}

// inStatement tells whether src[at] is in the line of the current statement.
func (s *Scanner) inStatement(at int) bool {
	st := &s.statement
	if st.width == 0 && st.values == 0 {
		return false
	}
	lo := max(0, int(st.from))
	if lo > at || bytes.IndexByte(s.src[lo:at], '\n') >= 0 {
		return false
	}
	st.from = int32(at) // so that nothing is looked at twice
	return true
}

// args enters the arguments of the statement before them, at the bracket
// src[i]. It reports whether there are any.
func (s *Scanner) args(i int) bool {
	if s.src[i] != '(' && s.src[i] != '[' || !s.inStatement(i) {
		return false
	}
	s.enterRow(i+1, PlaceSQL)
	s.region.row.args = true
	return true
}

func hashValue(text []byte) uint32 {
	h := uint32(2166136261) // FNV-1a
	for _, c := range text {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// afterSlash marks a count of apostrophes as one after a backslash.
const afterSlash = 64

// countQuotes keeps, for endSQL, how many apostrophes stand before a byte and
// whether a backslash does.
func countQuotes(n int, c byte) int {
	switch {
	case c == '\'' && n&afterSlash == 0:
		return (n + 1) % afterSlash
	case c == '\\':
		return afterSlash // two of them are one in JSON
	}
	return 0
}

// closesSQL tells whether the apostrophe at src[j] ends an SQL string. A
// doubled one does not; one after a backslash, which is an escape in MySQL and
// not in others, does only where the statement can go on after it.
func closesSQL(src []byte, j, before int) bool {
	if before&afterSlash != 0 {
		return endsString(src, j+1)
	}
	return before%2 == 0 && (j+1 == len(src) || src[j+1] != '\'')
}
