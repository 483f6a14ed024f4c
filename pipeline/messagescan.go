package pipeline

import (
	"errors"

	"scrim/detectors"
)

// scan finds and masks in all messages. Keys and headers are looked at one by
// one; the values are the lane's text.
func (m *Messages) scan(s *scanners, in detectors.Carry) {
	m.scanAsides(s)
	m.scanValues(s.text, in)
}

// settle scans again what was scanned with a wrong guess, and one by one what
// detection failed on.
func (m *Messages) settle(s *scanners, st *settler) {
	if !m.failed && st.carry != (detectors.Carry{}) {
		m.scanValues(s.text, st.carry)
	}
	if m.failed || st.doubt {
		m.settleEach(s, st)
		return
	}
	for i := range m.all {
		m.all[i].why = m.all[i].asideWhy
	}
	st.carry = m.out
}

// scanValues looks at all values at once, and notes if that failed.
func (m *Messages) scanValues(s scanner, in detectors.Carry) {
	defer func() { m.failed = recover() != nil }()
	m.found, m.masked = m.found[:0], m.masked[:0]
	all, out := s.Scan(in, detectors.Lines(m.values))
	m.out = out
	next := 0
	for i := range m.all {
		e := &m.all[i]
		from := next
		for next < len(all) && all[next].Lo < e.value.hi {
			next++
		}
		e.changed = from < next
		if e.changed {
			m.mask(s, e, m.values, all[from:next])
		}
	}
}

// errAcross is a finding that reaches from one message into the next: then the
// second one cannot be masked by itself.
var errAcross = errors.New("BUG: a finding goes over a line end")

// mask masks the value of a message. text is what the findings are in.
func (m *Messages) mask(s scanner, e *message, text []byte, all []detectors.Finding) {
	if all[len(all)-1].Hi > e.value.hi {
		panic(errAcross)
	}
	e.shown.lo = len(m.masked)
	m.masked = s.AppendMasked(m.masked, detectors.Window{Data: text, Lo: e.value.lo, Hi: e.value.hi}, all)
	e.shown.hi = len(m.masked)
	m.found = appendFound(m.found, all)
}

// appendFound notes findings; the rest of a value counts with its beginning.
func appendFound(dst []found, all []detectors.Finding) []found {
	for i := range all {
		if f := &all[i]; !f.Continued {
			dst = append(dst, found{int32(f.Lo), int32(f.Hi - f.Lo), f.Kind, f.Place, f.Reason})
		}
	}
	return dst
}

// settleEach looks at the values one by one, so that only those on which
// detection fails are withheld.
func (m *Messages) settleEach(s *scanners, st *settler) {
	m.found, m.masked = m.found[:0], m.masked[:0]
	for i := range m.all {
		e := &m.all[i]
		e.why = e.asideWhy
		out, ok := m.scanOne(s.text, e, st.carry)
		if ok && !st.doubt {
			st.carry = out
			continue
		}
		st.doubt = false
		e.why = whyFailed
		st.carry = detectors.AfterLoss()
	}
}

func (m *Messages) scanOne(s scanner, e *message, in detectors.Carry) (out detectors.Carry, ok bool) {
	defer func() { ok = recover() == nil && ok }()
	window := detectors.Window{Data: m.values[:e.value.hi+1], Lo: e.value.lo, Hi: e.value.hi + 1}
	all, out := s.Scan(in, window)
	e.changed = len(all) > 0
	if e.changed {
		m.mask(s, e, window.Data, all)
	}
	return out, true
}

// scanAsides looks at keys and headers. They do not depend on what the lane
// carries.
func (m *Messages) scanAsides(s *scanners) {
	m.aside, m.maskedAside = m.aside[:0], m.maskedAside[:0]
	for i := range m.all {
		m.scanAside(s, i)
	}
}

// scanAside looks at the key and the headers of a message, which is withheld if
// that fails.
func (m *Messages) scanAside(s *scanners, i int) {
	e := &m.all[i]
	e.asideWhy, e.keyIsMasked = "", false
	defer func() {
		if recover() != nil {
			e.asideWhy = whyFailed
		}
	}()
	if e.key.lo < e.key.hi {
		m.scanKey(s, i)
	}
	for h := e.heads.lo; h < e.heads.hi; h++ {
		m.scanHeader(s.text, i, &m.heads[h])
	}
}

func (m *Messages) scanKey(s *scanners, i int) {
	e := &m.all[i]
	by := s.keys
	switch m.lane.o.Keys {
	case KeyKeep:
		return
	case KeyWithhold:
		by = s.text
	}
	window := detectors.Lines(m.asides[e.key.lo:e.key.hi])
	all, _ := by.Scan(detectors.Carry{}, window)
	if len(all) == 0 {
		return
	}
	m.noteAside(i, PartKey, all, 0)
	if m.lane.o.Keys == KeyWithhold {
		e.asideWhy = whyKey
		return
	}
	e.keyIsMasked = true
	e.shownKey = m.appendAside(by, window, 0, len(window.Data), all)
}

// scanHeader looks at a header as at a line of the form "name: value".
func (m *Messages) scanHeader(s scanner, i int, h *header) {
	data := m.asides[h.name.lo:h.value.hi]
	name, value := h.name.hi-h.name.lo, h.value.lo-h.name.lo
	all, _ := s.Scan(detectors.Carry{}, detectors.Lines(data))
	if h.changed = len(all) > 0; !h.changed {
		return
	}
	n := 0
	for n < len(all) && all[n].Lo < name {
		n++
	}
	if n > 0 && all[n-1].Hi > name {
		panic(errAcross)
	}
	h.shownName = m.appendAside(s, detectors.Lines(data), 0, name, all[:n])
	h.shownValue = m.appendAside(s, detectors.Lines(data), value, len(data), all[n:])
	m.noteAside(i, PartHeader, all, value)
}

// appendAside writes a part of a window masked.
func (m *Messages) appendAside(s scanner, w detectors.Window, lo, hi int, all []detectors.Finding) extent {
	w.Lo, w.Hi = lo, hi
	from := len(m.maskedAside)
	m.maskedAside = s.AppendMasked(m.maskedAside, w, all)
	return extent{from, len(m.maskedAside)}
}

// noteAside notes findings with their offsets from begin on.
func (m *Messages) noteAside(i int, part Part, all []detectors.Finding, begin int) {
	for _, f := range all {
		m.aside = append(m.aside, asideFound{
			found:   found{int32(f.Lo - begin), int32(f.Hi - f.Lo), f.Kind, f.Place, f.Reason},
			message: i,
			part:    part,
		})
	}
}
