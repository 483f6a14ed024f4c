package detectors

import "slices"

// Seams are what stands between the contents of the parts of records that a
// container runtime has cut: line ends and times, and now and then lines of the
// other stream. A Joiner takes them out of a lane so that detection sees whole
// records; AppendMasked puts them back, each at its place. The zero Seams is
// empty; a Seams that is used again allocates nothing once it has grown.
type Seams struct {
	all  []seam
	text []byte
}

// seam is one of them.
type seam struct {
	at  int  // offset in the joined text; the byte before it belongs to the same record
	end int  // where its text ends in Seams.text
	odd bool // its text may hold findings of its own
}

// Add notes a seam before the joined text's byte at, after all that are there.
// The bytes are copied.
func (x *Seams) Add(at int, taken Seam) {
	x.text = append(x.text, taken.Text...)
	x.all = append(x.all, seam{at, len(x.text), taken.Odd})
}

// AddFrom adds the seams of y that belong to the bytes from lo to hi of its
// text, to a text in which the byte of lo stands at an offset.
func (x *Seams) AddFrom(y *Seams, lo, hi, at int) {
	for i, end := y.within(lo, hi); i < end; i++ {
		x.Add(at+y.all[i].at-lo, Seam{y.textOf(i), y.all[i].odd})
	}
}

// Reset empties it.
func (x *Seams) Reset() { x.all, x.text = x.all[:0], x.text[:0] }

// Size is the number of bytes that were taken out.
func (x *Seams) Size() int { return len(x.text) }

// Within returns what was taken out of the bytes from lo to hi, all in one. A
// seam belongs to the byte before it. So the byte at hi stands len(Within(lo,
// hi)) bytes, and as many lines as these have line ends, further on in the lane
// than in the joined text. The bytes are valid until the next Add.
func (x *Seams) Within(lo, hi int) []byte {
	i, end := x.within(lo, hi)
	if i == end {
		return nil
	}
	return x.text[x.begin(i):x.all[end-1].end]
}

// Odd tells whether a seam of the bytes from lo to hi may hold something to mask.
func (x *Seams) Odd(lo, hi int) bool {
	for i, end := x.within(lo, hi); i < end; i++ {
		if x.all[i].odd {
			return true
		}
	}
	return false
}

// within returns the indices of the seams with lo < at ≤ hi.
func (x *Seams) within(lo, hi int) (from, to int) {
	if x == nil || len(x.all) == 0 {
		return 0, 0 // fast path
	}
	return x.after(lo), x.after(hi)
}

// after is the index of the first seam behind an offset.
func (x *Seams) after(at int) int {
	i, _ := slices.BinarySearchFunc(x.all, at+1, func(s seam, at int) int { return s.at - at })
	return i
}

// begin is where the text of a seam begins.
func (x *Seams) begin(i int) int {
	if i == 0 {
		return 0
	}
	return x.all[i-1].end
}

func (x *Seams) textOf(i int) []byte { return x.text[x.begin(i):x.all[i].end] }

// AppendText appends the bytes from lo to hi of the joined text data with the
// seams that belong to them: the lane as it was.
func (x *Seams) AppendText(dst, data []byte, lo, hi int) []byte {
	for i, end := x.within(lo, hi); i < end; i++ {
		at := x.all[i].at
		dst = append(dst, data[lo:at]...)
		dst = append(dst, x.textOf(i)...)
		lo = at
	}
	return append(dst, data[lo:hi]...)
}

// appendMaskOver appends the mask of a finding up to hi: all that a mask writes
// at once stands in the part in which the value begins, and stars in each.
func (s *Scanner) appendMaskOver(dst []byte, w Window, f *Finding, hi int) []byte {
	i, end := w.Seams.within(f.Lo, hi)
	if i == end {
		return s.appendMask(dst, w, f, hi) // fast path
	}
	dst = s.appendMask(dst, w, f, w.Seams.all[i].at)
	rest := Finding{Hi: f.Hi, Kind: f.Kind, Place: f.Place, Reason: f.Reason, Continued: true, number: f.number || f.Quote != 0}
	for ; i < end; i++ {
		dst = append(dst, w.Seams.textOf(i)...)
		next := hi
		if i+1 < end {
			next = w.Seams.all[i+1].at
		}
		rest.Lo = w.Seams.all[i].at
		dst = s.appendMask(dst, w, &rest, next)
	}
	return dst
}

// RedactSeams appends the seams of the owned part of w to dst, with what is to
// be masked in them masked: each is looked at as a text of its own. It returns
// the findings, of which only kind, place and reason mean something. They are
// valid until the next call; found by Scan before are not any more.
func (s *Scanner) RedactSeams(dst *Seams, w Window) []Finding {
	s.aside = s.aside[:0]
	s.redactSeams(dst, w, 0)
	return s.aside
}

// Aside is a text that stands in a seam: lines of the other stream.
type Aside struct {
	// Window is the text, without the seams that it has in turn.
	Window Window
	// At is where it begins in the owned part of the window that has the seam, in
	// bytes of the lane.
	At int
}

// ScanSeams looks at what RedactSeams masks: it calls visit with every text in a
// seam of the owned part of w, and what is found in it. Both are valid during the
// call; found by Scan before are not any more.
func (s *Scanner) ScanSeams(w Window, visit func(Aside, []Finding)) {
	if w.Seams.Odd(w.Lo, w.Hi) {
		s.scanSeams(w, 0, 0, visit)
	}
}

func (s *Scanner) scanSeams(w Window, base, level int, visit func(Aside, []Finding)) {
	for i, end := w.Seams.within(w.Lo, w.Hi); i < end; i++ {
		m := w.Seams.all[i]
		if !m.odd {
			continue
		}
		text := w.Seams.textOf(i)
		before := len(w.Seams.Within(w.Lo, m.at)) - len(text)
		at := base + m.at - w.Lo + before
		inner := Lines(text)
		if level+1 < maxLevel {
			inner = s.jointWindow(text, level+1)
		}
		found, _ := s.Scan(Carry{}, inner)
		visit(Aside{inner, at}, found)
		s.scanSeams(inner, at, level+1, visit)
	}
}

func (s *Scanner) redactSeams(dst *Seams, w Window, level int) {
	for i, end := w.Seams.within(w.Lo, w.Hi); i < end; i++ {
		m := w.Seams.all[i]
		if m.odd {
			dst.text = s.appendAside(dst.text, w.Seams.textOf(i), level)
		} else {
			dst.text = append(dst.text, w.Seams.textOf(i)...)
		}
		dst.all = append(dst.all, seam{m.at, len(dst.text), false})
	}
}

// appendAside redacts the text of a seam, in which records of the other stream
// may have seams of their own.
func (s *Scanner) appendAside(dst, text []byte, level int) []byte {
	w := Lines(text)
	if level+1 < maxLevel {
		w = s.joinedWindow(text, level+1)
	}
	found, _ := s.Scan(Carry{}, w)
	s.aside = append(s.aside, found...)
	return s.AppendMasked(dst, w, found)
}

// joint is a Scanner's scratch for a text with seams.
type joint struct {
	joiner       Joiner
	text         []byte
	seams, clean Seams
}

// maxLevel is how deep seams in seams are joined: a record of one stream can
// stand within a record of the other, and there are two streams.
const maxLevel = 2

// joinedWindow is the window of some whole lines with the seams taken out and
// redacted. It is valid until the next call for the same level.
func (s *Scanner) joinedWindow(src []byte, level int) Window {
	w := s.jointWindow(src, level)
	if w.Seams == nil {
		return w // fast path
	}
	j := &s.joints[level]
	j.clean.Reset()
	s.redactSeams(&j.clean, w, level)
	w.Seams = &j.clean
	return w
}

// jointWindow is the window of some whole lines with the seams taken out.
func (s *Scanner) jointWindow(src []byte, level int) Window {
	j := &s.joints[level]
	j.joiner.Feed(src, true)
	text, taken, more := j.joiner.Next()
	if len(text) == len(src) {
		j.joiner = Joiner{} // src is not kept
		return Lines(src)   // fast path: no record was cut
	}
	j.text = j.text[:0]
	j.seams.Reset()
	for more {
		j.text = append(j.text, text...)
		if len(taken.Text) > 0 {
			j.seams.Add(len(j.text), taken)
		}
		text, taken, more = j.joiner.Next()
	}
	w := Lines(j.text)
	w.Seams = &j.seams
	return w
}
