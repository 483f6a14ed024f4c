package detectors

import "bytes"

const (
	// maxWholeLine is the longest line, in bytes, that is decided as a whole
	// wherever it is cut: nearly every line there is. Longer ones are decided
	// piece by piece.
	maxWholeLine = 64 << 10
	// maxRounds is how often a masked line is looked at again until nothing
	// new is found. Two rounds are usual; lines that are not settled then
	// are masked as a whole.
	maxRounds = 8
)

// rendering is a masked line and where its masks stand.
type rendering struct {
	text  []byte
	masks []span // of the findings, in their order
}

// render masks a line.
func (s *Scanner) render(r *rendering, line []byte, found []Finding) {
	r.text, r.masks = r.text[:0], r.masks[:0]
	w, at := Lines(line), 0
	for i := range found {
		f := &found[i]
		r.text = append(r.text, line[at:f.Lo]...)
		lo := len(r.text)
		r.text = s.appendMask(r.text, w, f, f.Hi)
		r.masks = append(r.masks, span{lo, len(r.text)})
		at = f.Hi
	}
	r.text = append(r.text, line[at:]...)
}

// settle decides on one whole line in which the user's terms or rules found
// hits. The line is masked and looked at again until that changes nothing, so
// that to redact the output is to leave it as it is. The result is valid until
// the next line.
func (s *Scanner) settle(in Carry, line []byte, hits []Finding) ([]Finding, Carry) {
	u := &s.user
	text := lineText(line)
	valid := u.clip.isJSON(text)
	mine := s.clipped(text, hits, valid)
	builtin, out := s.scan(in, Lines(line))
	u.list = mergeFindings(u.list[:0], builtin, mine)
	if len(mine) == 0 {
		return u.list, out
	}
	notes := s.notes
	s.notes = nil
	defer func() { s.notes = notes }()
	last := mine[0]
	for range maxRounds {
		s.renderValid(line, text, valid)
		changed, after := s.lookAgain(in)
		if out == (Carry{}) {
			out = after // what the masks left behind
		}
		if !changed {
			return u.list, out
		}
	}
	last.Lo, last.Hi, last.Quote, last.enclosed = 0, len(text), 0, false
	u.merged = append(u.merged[:0], last)
	if valid {
		u.merged = append(u.merged[:0], u.clip.cover(text, u.merged)...)
	}
	u.list, u.merged = u.merged, u.list
	return u.list, out
}

// clipped are the hits without overlaps and cut to what JSON allows.
func (s *Scanner) clipped(text []byte, hits []Finding, valid bool) []Finding {
	u := &s.user
	u.merged = mergeFindings(u.merged[:0], nil, hits)
	if !valid {
		return u.merged
	}
	return u.clip.clip(text, u.merged)
}

// renderValid masks the line; JSON that would not stay JSON is masked by whole
// values.
func (s *Scanner) renderValid(line, text []byte, valid bool) {
	u := &s.user
	s.render(&u.render, line, u.list)
	if !valid || u.clip.isJSON(lineText(u.render.text)) {
		return
	}
	u.list = append(u.list[:0], u.clip.cover(text, u.list)...)
	s.render(&u.render, line, u.list)
}

// lookAgain redacts the masked line and adds what is new to the list. It
// reports whether the masked line would change.
func (s *Scanner) lookAgain(in Carry) (changed bool, out Carry) {
	u := &s.user
	line := u.render.text
	text := lineText(line)
	var mine []Finding
	if hits := s.match(text); len(hits) > 0 {
		mine = s.clipped(text, hits, u.clip.isJSON(text))
	}
	builtin, out := s.scan(in, Lines(line))
	if len(mine)+len(builtin) == 0 {
		return false, out // fast path
	}
	u.anew = mergeFindings(u.anew[:0], builtin, mine)
	s.render(&u.again, line, u.anew)
	if bytes.Equal(u.again.text, line) {
		return false, out
	}
	u.merged = u.render.fold(u.merged[:0], u.list, u.anew)
	u.list, u.merged = u.merged, u.list
	return true, out
}

// fold adds findings of the masked line to those that it was masked by. A new
// one takes in every mask that it touches.
func (r *rendering) fold(dst, list, found []Finding) []Finding {
	shift, i := 0, 0 // from the masked line to the line, before mask i
	keep := func() {
		dst = append(dst, list[i])
		shift += list[i].Hi - list[i].Lo - (r.masks[i].hi - r.masks[i].lo)
		i++
	}
	for _, f := range found {
		for i < len(list) && r.masks[i].hi <= f.Lo {
			keep()
		}
		lo, hi := f.Lo, f.Hi
		f.Lo += shift
		inside := i < len(list) && r.masks[i].lo <= lo
		if inside {
			f.Lo = list[i].Lo
		}
		last := -1
		for i < len(list) && r.masks[i].lo < hi {
			if f.Quote == 0 && list[i].Quote != 0 {
				f.Quote, f.Escape = list[i].Quote, list[i].Escape
			}
			last = i
			shift += list[i].Hi - list[i].Lo - (r.masks[i].hi - r.masks[i].lo)
			i++
		}
		f.Hi = hi + shift
		if last >= 0 && r.masks[last].hi >= hi {
			f.Hi = list[last].Hi
		}
		if n := len(dst); n > 0 {
			f.Lo = max(f.Lo, dst[n-1].Hi) // both touch one mask
		}
		if f.Trigger = f.Lo; f.Lo < f.Hi {
			dst = append(dst, f)
		}
	}
	for i < len(list) {
		keep()
	}
	return dst
}
