package detectors

import (
	"bytes"
	"slices"
)

// MaxContext is the largest context that an engine asks for on either side.
const MaxContext = termContext

const (
	// termContext is the context of a window with rules or dictionaries: a
	// line that is decided as a whole, or a match of a longer one with the
	// stretch in which it begins.
	termContext = maxWholeLine + 2*stretchBytes
	// stretchBytes is the length of the stretches in which a longer line is
	// looked at. They lie at fixed offsets of the line, so that no window shows.
	stretchBytes = 16 << 10
	// stretchMargin is how far before a stretch the look begins: the longest
	// mask and a character in its longest encoding.
	stretchMargin = 256
)

// lineCarry is what a Scanner with rules or dictionaries has to know of a line
// that goes on in the next window.
type lineCarry struct {
	at    int64     // how much of the line came before
	start lineStart // what the Carry held with which the line began
	begun int32     // how long ago the built-in finding began that goes on
	state lexState
}

// lineStart is what of a Carry is meaningful between two lines.
type lineStart struct {
	announced, pem bool
	prefixed       bool
	pending        pending
	waiting        region // one that waits for this line, see crossesLines
	next           int32
}

// carry is the Carry with which a line begins.
func (l lineStart) carry() Carry {
	return Carry{announced: l.announced, pem: l.pem, prefixed: l.prefixed, pending: l.pending, region: l.waiting, next: l.next}
}

// maxBegun is where begun stops to count: no user finding that is still seen
// began longer ago.
const maxBegun = 1 << 20

// scanUser is Scan for an engine with rules or dictionaries. Its windows are
// split: whole lines in which the user's terms may stand are decided one by
// one, what is between them in one go.
func (s *Scanner) scanUser(in Carry, w Window) ([]Finding, Carry) {
	s.user.found = s.user.found[:0]
	pos := w.Lo
	if in.line.at > 0 {
		pos = endOfLine(w.Data[:w.Hi], pos)
		in = s.scanPart(in, w, w.Lo, pos)
	}
	end := w.Hi
	if w.Open && pos < w.Hi {
		end = pos + bytes.LastIndexByte(w.Data[pos:w.Hi], '\n') + 1
	}
	in = s.scanLines(in, w.Data[:end], pos)
	if end < w.Hi {
		in = s.scanPart(in, w, end, w.Hi)
	}
	return s.user.found, in
}

// endOfLine is the offset after the line that goes on at lo.
func endOfLine(data []byte, lo int) int {
	if n := bytes.IndexByte(data[lo:], '\n'); n >= 0 {
		return lo + n + 1
	}
	return len(data)
}

// scanLines decides on the whole lines data[pos:].
func (s *Scanner) scanLines(in Carry, data []byte, pos int) Carry {
	look := &s.user.look
	look.begin(&s.engine.terms.gate, data, pos)
	done := pos // before it all is decided
	for at := look.find(pos); at < len(data); at = look.find(pos) {
		lo := done + bytes.LastIndexByte(data[done:at], '\n') + 1
		pos = endOfLine(data, at)
		if textLength(data[lo:pos]) > maxWholeLine {
			in = s.scanBetween(in, data, done, lo)
			in = s.scanLong(in, Window{Data: data[lo:pos], Hi: pos - lo}, lo)
			done = pos
			continue
		}
		hits := s.match(lineText(data[lo:pos]))
		if len(hits) == 0 {
			continue
		}
		in = s.scanBetween(in, data, done, lo)
		var found []Finding
		known := s.markNotes()
		found, in = s.settle(in, data[lo:pos], hits)
		s.moveNotes(known, lo)
		s.keepOwned(found, lo, 0, pos-lo)
		done = pos
	}
	return s.scanBetween(in, data, done, len(data))
}

// textLength is the length of a line without its line feed.
func textLength(line []byte) int { return len(bytes.TrimSuffix(line, newlineBytes)) }

// scanBetween looks for the built-in kinds in whole lines.
func (s *Scanner) scanBetween(in Carry, data []byte, lo, hi int) Carry {
	if lo == hi {
		return in
	}
	known := s.markNotes()
	found, out := s.scan(in, Lines(data[lo:hi]))
	s.moveNotes(known, lo)
	s.keepOwned(found, lo, 0, hi-lo)
	return out
}

// keepOwned adds findings of a line, or of some, that begins at offset base of the
// window: what is between lo and hi of them, which the window owns.
func (s *Scanner) keepOwned(found []Finding, base, lo, hi int) {
	for _, f := range found {
		if f.Hi <= lo || f.Lo >= hi {
			continue
		}
		if f.Lo < lo {
			f.Lo, f.Continued, f.number = lo, true, f.number || f.Quote != 0
		}
		f.Lo, f.Hi, f.Trigger = f.Lo+base, f.Hi+base, f.Trigger+base
		s.user.found = append(s.user.found, f)
	}
}

// scanPart decides on a part of a line, w.Data[lo:hi]: a window begins or ends
// inside of it. If all of the line is in view, and every window sees it if it
// is not too long, then what the whole becomes is decided and cut.
func (s *Scanner) scanPart(in Carry, w Window, lo, hi int) Carry {
	open := w.Open && hi == w.Hi && w.Data[hi-1] != '\n'
	end := endOfLine(w.Data, lo)
	sub := Window{Data: w.Data[:end], Lo: lo, Hi: hi, Open: open, Cut: open && w.Cut}
	start := int64(lo) - in.line.at
	if in.line.at == 0 {
		in.line.start = lineStart{in.announced, in.pem, in.prefixed, in.pending, in.region, in.next}
		sub.Data, sub.Lo, sub.Hi = sub.Data[lo:], 0, hi-lo
	}
	if start < 0 || sub.Cut || textLength(w.Data[start:end]) > maxWholeLine {
		return s.scanLong(in, sub, lo-sub.Lo)
	}
	line := w.Data[start:end]
	text := lineText(line)
	first, out := in.line, Carry{}
	var hits []Finding
	look := &s.user.look
	if look.begin(&s.engine.terms.gate, text, 0); look.find(0) < len(text) {
		hits = s.match(text)
	}
	if len(hits) > 0 {
		var found []Finding
		found, out = s.settle(first.start.carry(), line, hits)
		s.keepOwned(found, int(start), lo-int(start), hi-int(start))
		if open {
			out = Carry{}
		}
	} else {
		var found []Finding
		found, out = s.scan(in, sub)
		s.keepOwned(found, lo-sub.Lo, 0, len(sub.Data))
	}
	if open {
		first.at += int64(hi - lo)
		out.line = first
	}
	return out
}

// scanLong decides on the owned part of a line that is too long to be seen as a
// whole; base is where w.Data stands in the window.
func (s *Scanner) scanLong(in Carry, w Window, base int) Carry {
	u := &s.user
	before := in.line
	known := s.markNotes()
	found, out := s.scan(in, w)
	s.moveNotes(known, base)
	u.list = append(u.list[:0], found...)
	u.list = joinContinued(u.list, w.Lo, int(before.begun))
	if w.Open {
		out.line = before
		out.line.at += int64(w.Hi - w.Lo)
		out.line.begun = 0
		if n := len(u.list); n > 0 && u.list[n-1].Hi >= w.Hi {
			out.line.begun = int32(min(w.Hi-u.list[n-1].Lo, maxBegun))
		}
	}
	out.line.state = 0
	if state := s.matchLong(w, before); w.Open {
		out.line.state = state
	}
	u.anew = mergeFindings(u.anew[:0], u.list, u.merged)
	s.keepOwned(u.anew, base, w.Lo, w.Hi)
	return out
}

// joinContinued makes one finding of what continues from the window before, and
// lets it begin where it did.
func joinContinued(list []Finding, lo, begun int) []Finding {
	if len(list) == 0 || !list[0].Continued || list[0].Lo > lo {
		return list
	}
	n := 1
	for n < len(list) && list[n].Continued && list[n].Lo <= list[0].Hi {
		list[0].Hi = list[n].Hi
		n++
	}
	list[0].Continued, list[0].Lo = false, lo-begun
	return slices.Delete(list, 1, n)
}

// matchLong leaves in u.merged what the user's terms and rules find in a part
// of a long line, stretch by stretch. What begins in a stretch is found in that
// stretch and the MaxRuleMatch bytes after it.
func (s *Scanner) matchLong(w Window, before lineCarry) lexState {
	u := &s.user
	u.stretched = u.stretched[:0]
	zero := int64(w.Lo) - before.at // where the line began, may be far before w.Data
	end := len(bytes.TrimSuffix(bytes.TrimSuffix(w.Data, newlineBytes), returnBytes))
	k := max(0, before.at-MaxRuleMatch-stretchMargin) / stretchBytes
	look, next := &u.longLook, -1 // where a word may stand
	look.begin(&s.engine.terms.gate, w.Data[:end], 0)
	look.anywhere = true
	for ; zero+k*stretchBytes < int64(w.Hi+maxScalar); k++ {
		lo := int(zero + k*stretchBytes)
		from := int(max(zero, int64(lo-stretchMargin)))
		to := min(lo+stretchBytes+s.engine.terms.reach, end)
		if from < 0 || from >= to {
			continue
		}
		if next < from {
			next = look.find(from)
		}
		if next < to {
			s.matchStretch(w.Data[from:to], from, lo, lo+stretchBytes)
		}
	}
	slices.SortFunc(u.stretched, earlierFirst)
	u.merged = mergeFindings(u.merged[:0], nil, u.stretched)
	return s.clipLong(w, before)
}

// matchStretch keeps what lies over the beginning of a stretch or begins in it.
func (s *Scanner) matchStretch(text []byte, base, lo, hi int) {
	known := s.markNotes()
	for _, f := range s.matchUntil(text, hi-base) {
		f.Lo, f.Hi, f.Trigger = f.Lo+base, f.Hi+base, f.Trigger+base
		if f.Hi > lo && f.Lo < hi {
			s.user.stretched = append(s.user.stretched, f)
		}
	}
	s.moveNotes(known, base)
}
