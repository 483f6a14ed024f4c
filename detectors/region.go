package detectors

// A region is entered by a shape and left one step at a time, in order with
// the candidates of the prefilter: what is kept inside of it is looked at like
// any other text.

// advance goes on with the region as far as src[at].
func (s *Scanner) advance(at int) {
	for s.region.mode != regionNone && s.next <= at && !s.stopped {
		if s.next >= s.hi {
			s.freeze()
		}
		s.step()
	}
}

// step takes the next value of the region.
func (s *Scanner) step() {
	s.stepping, s.trigger = true, s.entered
	s.before, s.rest, s.restAt = s.paired, s.region, s.next
	s.stepRegion()
	s.stepping = false
}

func (s *Scanner) stepRegion() {
	if s.region.inside {
		s.finishValue()
		return
	}
	if s.next < s.cursor {
		s.leave() // another shape took what the region was about
		return
	}
	switch s.region.mode {
	case regionList:
		s.stepList()
	case regionRow:
		s.stepRow()
	case regionBlock:
		s.stepBlock()
	case regionMarkup:
		s.stepMarkup()
	case regionPart:
		s.stepPart()
	case regionSoft:
		s.stepSoft()
	case regionFolded:
		s.stepFolded()
	default:
		s.stepCrumb()
	}
}

// enter begins a region whose first value is looked for at src[i].
func (s *Scanner) enter(r region, i int) {
	s.region, s.next, s.entered = r, i, s.trigger
}

// leave ends the region.
func (s *Scanner) leave() { s.region = region{} }

// finishValue goes on with a value that a window was too short for.
func (s *Scanner) finishValue() {
	r := &s.region
	got := r.value.find(s.src[s.next:], r.slashes, s.cut)
	end := s.next + got.at
	if !r.keep {
		s.emit(Finding{Lo: s.next, Hi: end, Kind: r.finding, Place: r.place, Reason: r.reason, Continued: true, number: r.number})
	}
	if s.stopped {
		return
	}
	r.slashes, s.next = got.slashes, end
	if !got.done {
		s.stopped = true
		return
	}
	r.inside, r.keep = false, false
	switch r.mode {
	case regionValue:
		pem := r.value.form == endPEM
		if s.leave(); pem {
			s.afterPEM(end)
		}
	case regionList:
		s.next = s.afterElement(end)
	case regionRow:
		s.next = s.afterQuote(end)
	}
}

// stepList takes one element of a list or tuple that stands under a key.
func (s *Scanner) stepList() {
	r := s.region
	if s.next < len(s.src) && isOpening(s.src[s.next]) && r.depth < maxDepth && s.maskAt(s.next) == 0 {
		s.region.depth++
		s.next = s.skipSpace(s.next+1, maxGap)
		return
	}
	v, ok := s.openValue(s.next, r.key, true)
	if !ok || v.quoted && r.quote != 0 && v.end.quote != r.quote && endsOuter(s.src, v.lo) {
		s.leave() // nothing, or the end of the string around the list
		return
	}
	if v.place = r.place; !v.quoted {
		v.quote, v.escape = r.quote, r.escape
	}
	if end := s.takeInside(v); end >= 0 {
		s.next = s.afterElement(end)
	}
}

// endsOuter tells whether what stands at src[i], after a quote, follows the end of
// a string in JSON: another member, or the end of everything. A value may begin
// with a comma or a bracket too.
func endsOuter(src []byte, i int) bool {
	if i >= len(src) {
		return true
	}
	switch next := i + 1; src[i] {
	case '\n', '\r':
		return true
	case ',':
		return next < len(src) && isQuote(src[next])
	case '}', ']':
		return next == len(src) || src[next] == ',' || src[next] == '}' || src[next] == ']' || src[next] <= ' '
	}
	return false
}

// takeInside takes or keeps one value of the region and returns its end, or
// -1 if the region ends or goes on in the next window.
func (s *Scanner) takeInside(v value) int {
	end := s.take(v)
	if s.stopped {
		return -1
	}
	got := s.find(v.end, v.lo, maxRecognise)
	switch {
	case got.done:
		return max(end, v.lo+got.at) // whatever was trimmed of it
	case end < 0:
		s.leave()
	}
	return end
}

// afterElement is the beginning of the next element of a list; the region
// ends where there is none.
func (s *Scanner) afterElement(i int) int {
	if i < len(s.src) {
		if u := unitAt(s.src, i); u.char == '"' || u.char == '\'' {
			i = u.hi
		}
	}
	i = s.skipSpace(i, maxGap)
	for ; i < len(s.src) && (s.src[i] == ']' || s.src[i] == ')') && s.region.depth > 0; i = s.skipSpace(i+1, maxGap) {
		s.region.depth--
	}
	if i >= len(s.src) || s.src[i] != ',' || s.region.depth == 0 {
		s.leave()
		return i
	}
	return s.skipSpace(i+1, maxGap)
}

// maxDepth is how deep lists in lists are followed.
const maxDepth = 8

func isOpening(c byte) bool { return c == '[' || c == '(' }

// stepCrumb takes the value of the next name=value pair of a cookie header.
func (s *Scanner) stepCrumb() {
	r := s.region
	i := s.next
	for end := min(len(s.src), i+maxCrumbName); ; i++ {
		if i < end && s.src[i] == '\n' && r.outer == headerLine {
			s.awaitFolded(i + 1)
			return
		}
		if i >= end || r.outer.endsAt(s.src, i) {
			s.leave()
			return
		}
		if s.src[i] == '=' {
			i++
			break
		}
		if u := unitAt(s.src, i); u.encoded() && u.char == '=' {
			i = u.hi
			break
		}
	}
	v := value{lo: i, end: delimiter{form: endCrumb}, key: r.key, place: PlaceCookie}
	end := s.takeInside(v)
	if end < 0 {
		return
	}
	if s.next = end; r.key.flags&keyFirst != 0 {
		s.leave()
	}
}

// endsAt tells whether a header ends at src[i].
func (d delimiter) endsAt(src []byte, i int) bool {
	return src[i] == '\n' || d.ends(src, i, slashesBefore(src, i))
}

// slashesBefore counts the backslashes just before src[i].
func slashesBefore(src []byte, i int) int {
	n := 0
	for n < i && n < 255 && src[i-1-n] == '\\' {
		n++
	}
	return n
}
