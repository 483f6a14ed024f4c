package detectors

import "bytes"

// Values on the lines after their key: YAML's blocks, elements and cells of
// markup, the parts of a multipart body, folded headers. Such a region waits
// at the beginning of the next line, over windows and batches if need be.

const (
	// maxWaitLines is how many line ends may lie between a key and its value.
	maxWaitLines = 2
	// maxBlockLines is how many lines a block scalar that is a secret has at most.
	maxBlockLines = 64
	// maxPartLines is how many header lines a part of a multipart body has
	// after the one with its name.
	maxPartLines = 6
	// maxPartLine is the longest of them.
	maxPartLine = 1 << 10
)

// waiting is the state of a region whose value is on one of the next lines.
type waiting struct {
	lines  uint8 // line ends that were passed
	indent uint8 // of the key's line; the value's is deeper
	scalar bool  // the value is all of every deeper line: YAML's | and >
	block  bool  // the format says that a value follows: |, a tag, a part
	body   bool  // of a part: the empty line was passed
}

// crossesLines tells whether a region waits for a line to come.
func (m regionMode) crossesLines() bool {
	return m == regionBlock || m == regionMarkup || m == regionPart || m == regionSoft || m == regionFolded
}

// lineEndAt is the end of the line end at src[i], CR before it included, in any
// view; 0 if there is none.
func lineEndAt(src []byte, i int) int {
	for range 2 {
		if i >= len(src) {
			return 0
		}
		u := unitAt(src, i)
		switch {
		case u.char == '\r' || u.encoded() && src[u.hi-1] == 'r':
			i = u.hi
		case u.char == '\n':
			return u.hi
		default:
			return 0
		}
	}
	return 0
}

// awaitBlock waits for the value of a key that has none in its line. i is
// where the value would begin. Only a key that begins its line counts.
func (s *Scanner) awaitBlock(k named, sep unit, i int) {
	if sep.char != ':' || sep.encoded() || k.quote != 0 || k.entry.flags&(keyMember|keyCrumbs|keyFirst) != 0 {
		return
	}
	w := waiting{}
	w.scalar = i < len(s.src) && (s.src[i] == '|' || s.src[i] == '>')
	for i < len(s.src) && (s.src[i] == '|' || s.src[i] == '>' || s.src[i] == '-' && w.block) {
		w.block = true
		i++
	}
	next := lineEndAt(s.src, s.skipSpace(i, maxKeySpace))
	indent, ok := s.indentOf(k.lo)
	if next == 0 || !ok {
		return
	}
	w.indent = indent
	key := k.entry
	if !w.block {
		key.flags |= keyWeak
	}
	s.enter(region{mode: regionBlock, key: key, place: k.placeOf(), waiting: w}, next)
}

// awaitCredentials waits for the credentials of a header of which the line has
// only the scheme. It reports whether that is so.
func (s *Scanner) awaitCredentials(k named, sep unit, i int) bool {
	j := i
	for j < len(s.src) && j-i <= maxSchemeWord && (isAlnum(s.src[j]) || s.src[j] == '-') {
		j++
	}
	next := lineEndAt(s.src, s.skipSpace(j, maxKeySpace))
	if next == 0 || j == i || sep.char != ':' || k.quote != 0 || !isSchemeWord(s.src[i:j]) {
		return false
	}
	indent, ok := s.indentOf(k.lo)
	if !ok {
		return false
	}
	s.enter(region{mode: regionBlock, key: k.entry, place: PlaceHeader, waiting: waiting{indent: indent, block: true}}, next)
	return true
}

// indentOf counts the blanks before src[lo], if nothing else stands before it
// in its line but the hyphen of a list.
func (s *Scanner) indentOf(lo int) (uint8, bool) {
	i, floor := lo, max(0, lo-maxKeySpace)
	if i-2 >= floor && s.src[i-1] == ' ' && s.src[i-2] == '-' {
		i -= 2
	}
	n := i
	for i > floor && isSpace(s.src[i-1]) {
		i--
	}
	if i == floor {
		return uint8(n - i), i == 0
	}
	c := unitBefore(s.src, i, floor).char
	return uint8(n - i), c == '\n' || c == '"' || c == '\''
}

// stepBlock takes the value of a YAML key in the line that begins at s.next.
func (s *Scanner) stepBlock() {
	r := s.region
	i := s.skipSpace(s.next, maxGap)
	s.leave()
	if i >= len(s.src) || i-s.next <= int(r.waiting.indent) || lineEndAt(s.src, i) > 0 || s.beginsField(i) {
		return
	}
	v, ok := s.openValue(i, r.key, false)
	if !ok {
		return
	}
	v.place, v.prose = r.place, !r.waiting.block
	if r.waiting.scalar {
		v.lo, v.quoted, v.end = i, true, delimiter{form: endLine, level: 1}
	}
	end := s.takeLine(v)
	if next := lineEndAt(s.src, max(end, 0)); r.waiting.scalar && end >= 0 && next > 0 && !s.stopped && r.waiting.lines < maxBlockLines {
		r.waiting.lines++ // the block may have another line
		s.enter(r, next)
	}
}

// beginsField tells whether a key of its own, a list or a tag begins at src[i].
func (s *Scanner) beginsField(i int) bool {
	c := s.src[i]
	if c == '-' || c == '<' || c == '#' || c == '{' || c == '[' {
		return true
	}
	j := i
	for j < len(s.src) && j-i < maxKey && byteClass[s.src[j]]&isKeyBit != 0 {
		j++
	}
	return j > i && j < len(s.src) && s.src[j] == ':' && (j+1 == len(s.src) || s.src[j+1] <= ' ')
}

// markupShape is called at the > that ends a tag named like a key, and at the
// < of the end tag after the text of a cell that is a key.
func markupShape(s *Scanner, at int) {
	if s.mayFollowKey(at) {
		markup(s, unit{rune(s.src[at]), at, at + 1})
	}
}

func markup(s *Scanner, sep unit) {
	k, ok := s.keyBefore(sep.lo)
	if !ok || k.apart || k.quote != 0 || k.lo == 0 || k.entry.flags&keyMember != 0 {
		return
	}
	open := unitBefore(s.src, k.lo, max(0, k.lo-maxEscape))
	switch {
	case s.maskAt(open.lo) > 0:
	case sep.char == '>' && (open.char == '<' || open.char == ':' && s.isTagName(open.lo)):
		s.markupValue(k, sep.hi, open.lo)
	case sep.char == '<' && open.char == '>' && s.endsCell(sep):
		s.markupValue(k, sep.lo, -1)
	}
}

// endsCell tells whether a tag that ends a cell, a term or a label begins at
// a <.
func (s *Scanner) endsCell(open unit) bool {
	for _, tag := range [...]string{"/td", "/th", "/dt", "/label", "/b", "/strong", "/code", "/span"} {
		if hasFoldedAt(s.src, open.hi, tag) {
			return true
		}
	}
	return false
}

// isTagName tells whether the prefix of a name before the colon at src[hi]
// begins a tag.
func (s *Scanner) isTagName(hi int) bool {
	lo := hi
	for lo > 0 && hi-lo < longWord && isAlnum(s.src[lo-1]) {
		lo--
	}
	return lo > 0 && unitBefore(s.src, lo, max(0, lo-maxEscape)).char == '<'
}

// markupValue takes the text after src[i], over tags and line ends. element is
// where the tag named like the key begins, or -1 for a cell.
func (s *Scanner) markupValue(k named, i, element int) {
	s.under(k.lo, k.hi)
	w := waiting{block: element >= 0}
	if !w.block && k.entry.flags&keyWeak != 0 {
		return // a heading
	}
	if w.block {
		if s.isEndTag(element) || element > 0 && isAlnum(s.src[element-1]) {
			return // </token>, List<Token>
		}
		if lineEndAt(s.src, i) > 0 {
			indent, ok := s.indentOf(element)
			if !ok {
				return // a tag in the midst of a line, and nothing after it
			}
			w.indent = indent
		}
	}
	s.enter(region{mode: regionMarkup, key: k.entry, place: PlaceBody, waiting: w}, i)
	s.stepMarkup()
}

// isEndTag tells whether a slash follows the < at src[i].
func (s *Scanner) isEndTag(i int) bool {
	open := unitAt(s.src, i)
	return open.hi < len(s.src) && s.src[open.hi] == '/'
}

// stepMarkup steps over tags, blanks and line ends, and takes the first text.
func (s *Scanner) stepMarkup() {
	i := s.next
	if w := s.region.waiting; w.block && w.lines > 0 && !s.isWordLine(i, int(w.indent)) {
		s.leave()
		return
	}
	for end := min(len(s.src), i+maxGap); i < end; {
		u := unitAt(s.src, i)
		switch {
		case u.char == '<':
			if !s.region.waiting.block && s.beginsHeading(u.hi) || hasPrefixAt(s.src, u.hi, "/") && s.region.waiting.block {
				s.leave()
				return
			}
			if i = s.tagEnd(u.hi); i == 0 {
				s.leave()
				return
			}
		case u.char == '\n' && !u.encoded():
			s.waitLine(u.hi)
			return
		case u.char == ' ' || u.char == '\t' || u.char == '\r' || u.char == '\n':
			i = u.hi
		default:
			s.takeMarkup(i)
			return
		}
	}
	s.leave()
}

// isWordLine tells whether the line that begins at src[i] is indented by more
// than indent and has nothing but one word.
func (s *Scanner) isWordLine(i, indent int) bool {
	lo := s.skipSpace(i, maxGap)
	if lo-i <= indent {
		return false
	}
	got := s.find(delimiter{form: endWord}, lo, maxRecognise)
	hi := s.skipSpace(lo+got.at, maxKeySpace)
	return got.at > 0 && (hi == len(s.src) || lineEndAt(s.src, hi) > 0)
}

// beginsHeading tells whether a tag is the one of another heading.
func (s *Scanner) beginsHeading(i int) bool {
	return hasFoldedAt(s.src, i, "th") || hasFoldedAt(s.src, i, "dt") || hasFoldedAt(s.src, i, "label")
}

// waitLine goes on waiting at the next line, unless there were too many.
func (s *Scanner) waitLine(next int) {
	if s.region.waiting.lines++; s.region.waiting.lines > maxWaitLines {
		s.leave()
		return
	}
	s.next = next
}

// tagEnd is the end of the tag that src[i] is inside of, or 0.
func (s *Scanner) tagEnd(i int) int {
	for end := min(len(s.src), i+maxGap); i < end; {
		u := unitAt(s.src, i)
		if u.char == '>' {
			return u.hi
		}
		if u.char == '\n' || u.char == '<' {
			return 0
		}
		i = u.hi
	}
	return 0
}

func (s *Scanner) takeMarkup(i int) {
	r := s.region
	s.leave()
	v, ok := s.openValue(i, r.key, false)
	if !ok {
		return
	}
	v.place = r.place
	switch {
	case r.waiting.block:
		v.lo, v.quoted, v.end = i, false, delimiter{form: endMarkup}
		if !s.endsElement(v, r.waiting.lines > 0) {
			return
		}
	case v.quoted && closesOuter(s.src, v.lo):
		return
	case !v.quoted:
		v.end = delimiter{form: endMarkup}
	}
	s.takeLine(v)
}

// endsElement tells whether an end tag ends a value or, if that has a line of
// its own, the end of the line.
func (s *Scanner) endsElement(v value, alone bool) bool {
	got := s.find(v.end, v.lo, maxRecognise)
	hi := v.lo + got.at
	if !got.done || hi >= len(s.src) || s.src[hi] == '\n' || s.src[hi] == '\r' {
		return alone || !got.done
	}
	return unitAt(s.src, hi).char == '<' && s.isEndTag(hi)
}

// formData tells whether the name before src[lo] is one of a part of a
// multipart body (RFC 7578 §4.2), and no file's.
func (s *Scanner) formData(lo, hi int) bool {
	floor := max(0, lo-maxGap)
	before := s.src[floor:lo]
	i := bytes.LastIndex(before, formDataWord)
	if i < 0 || bytes.IndexByte(before[i:], '\n') >= 0 {
		return false
	}
	rest := s.src[hi:min(len(s.src), hi+maxGap)]
	for j := range rest {
		if lineEndAt(rest, j) > 0 {
			rest = rest[:j]
			break
		}
	}
	return !bytes.Contains(rest, fileNameWord)
}

var (
	formDataWord = []byte("form-data")
	fileNameWord = []byte("filename")
)

// awaitPart waits for the value of a part whose name ends at src[i].
func (s *Scanner) awaitPart(key keyEntry, i int) {
	s.underNameBefore(i)
	s.enter(region{mode: regionPart, key: key, place: PlaceBody}, i)
	s.stepPart()
}

// stepPart steps over one line of a part's header, or takes its value.
func (s *Scanner) stepPart() {
	i := s.next
	if s.region.waiting.body {
		s.takePart(i)
		return
	}
	first := s.region.waiting.lines == 0
	for end := min(len(s.src), i+maxPartLine); i < end; {
		next := lineEndAt(s.src, i)
		if next == 0 {
			i = unitAt(s.src, i).hi
			continue
		}
		if s.region.waiting.lines++; s.region.waiting.lines > maxPartLines {
			break
		}
		s.region.waiting.body = i == s.next && !first
		s.next = next
		return
	}
	s.leave()
}

// takePart takes the line that is a part's value.
func (s *Scanner) takePart(i int) {
	r := s.region
	s.leave()
	if i >= len(s.src) || lineEndAt(s.src, i) > 0 || beginsRecord(s.src[i:]) {
		return
	}
	v := value{lo: i, end: delimiter{form: endLine}, key: r.key, place: r.place, quoted: true}
	if i > 0 && s.src[i-1] != '\n' {
		v.end.level = 1 // the line end was escaped, so that the part is in a string
	}
	s.takeLine(v)
}

// takeLine takes a value that may be all of its line, and returns its end or -1.
// A line that was JSON by itself has to stay so.
func (s *Scanner) takeLine(v value) int {
	if v.lo == 0 || s.src[v.lo-1] == '\n' || isSpace(s.src[v.lo-1]) {
		got := s.find(v.end, v.lo, maxRecognise)
		text := s.src[v.lo : v.lo+got.at]
		switch {
		case v.end.form == endLine && len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"':
			v.lo, v.end = v.lo+1, delimiter{form: endQuote, quote: '"'}
		case !v.quoted || v.end.form == endLine:
			if len(text) > 0 && (text[0] == '{' || text[0] == '[') && s.maskAt(v.lo) == 0 || isJSONWord(bytes.TrimSpace(text)) {
				v.quote = '"'
			}
		}
	}
	return s.take(v)
}

// beginsRecord tells whether a line begins like one of a log and not like a
// value: with a level or a date.
func beginsRecord(line []byte) bool {
	for _, level := range [...]string{"info ", "debug ", "warning ", "error ", "critical ", "["} {
		if hasFoldedAt(line, 0, level) {
			return true
		}
	}
	return len(line) > len("2026-11-22 10") && line[4] == '-' && line[7] == '-' && isNumber(line[:10])
}

// awaitFolded waits for the next line of a cookie header (RFC 9112 §5.2).
func (s *Scanner) awaitFolded(next int) {
	s.region.mode = regionFolded
	s.next = next
}

// stepFolded goes on with a header if the line begins with more blanks than
// its own.
func (s *Scanner) stepFolded() {
	i := s.skipSpace(s.next, maxGap)
	if i-s.next <= int(s.region.waiting.indent) || i >= len(s.src) || s.beginsField(i) {
		s.leave()
		return
	}
	s.region.mode = regionCrumbs
	s.next = i
}

// endTagShape is called at an end tag. The text of an element whose start tag
// has attributes is known by it: <wsse:Password Type="…">X</wsse:Password>.
func endTagShape(s *Scanner, at int) {
	lo := at + len("</")
	hi := lo
	for hi < len(s.src) && hi-lo <= maxKey && (byteClass[s.src[hi]]&isKeyBit != 0 || s.src[hi] == ':') {
		hi++
	}
	if hi-lo < minKey || hi == len(s.src) || s.src[hi] != '>' || !s.mayFollowKey(hi) {
		return // fast path
	}
	name := s.src[lo:hi]
	e := s.engine.keys.find(name[bytes.IndexByte(name, ':')+1:])
	floor := max(s.cursor, at-maxBack, 0)
	begin := floor + bytes.LastIndexByte(s.src[floor:at], '>') + 1
	if !e.known || e.flags&keyMember != 0 || begin == floor || begin == at {
		return
	}
	open := bytes.LastIndexByte(s.src[floor:begin-1], '<')
	if open < 0 || bytes.IndexByte(s.src[begin:at], '\n') >= 0 || !hasFoldedName(s.src[floor+open+1:], name) {
		return
	}
	if q := s.src[begin-2]; q != '"' && q != '\'' && !isSpace(q) {
		return // without attributes it was looked at from its begin
	}
	s.take(value{lo: begin, end: delimiter{form: endMarkup}, key: e, place: PlaceBody})
}

// hasFoldedName tells whether text begins with a tag's name.
func hasFoldedName(text, name []byte) bool {
	return len(text) > len(name) && equalFold(name, text[:len(name)]) && isSpace(text[len(name)])
}
