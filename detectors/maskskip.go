package detectors

import "bytes"

// Masks whose text could be a part of something else are stepped over where
// they stand. For that their first bytes are triggers of their engine.

// maskTriggers are the triggers of this engine's own masks.
func (e *Engine) maskTriggers() []Trigger {
	var all []Trigger
	seen := map[string]bool{}
	add := func(literal string, shape Shape) {
		if !seen[literal] {
			all = append(all, Trigger{Literal: literal, Shape: shape})
		}
		seen[literal] = true
	}
	for id := range e.kinds {
		switch m := &e.masks[id]; m.mode {
		case MaskPartial:
			add(fourStars, partialShape)
		case MaskTemplate:
			// Two bytes, so that nothing inside of the mask is looked at before.
			first := m.parts[0].text
			add(string(first[:min(len(first), 2)]), maskShape)
		}
	}
	return all
}

// maskShape is called where a mask may begin.
func maskShape(s *Scanner, at int) {
	if n := s.maskAt(at); n > 0 {
		s.skip(at, at+n)
	}
}

// skip moves the cursor behind a mask, as emit does behind a value.
func (s *Scanner) skip(lo, hi int) {
	if lo >= s.hi {
		s.paired = s.before
		s.freeze()
		s.stopped = true
		return
	}
	s.cursor = hi
}

// wasLonger tells whether a value that looks like a secret holds a mask or goes
// on in one: it was looked at as a whole before, and stayed. It is asked last,
// since it may take a look at every byte.
func (s *Scanner) wasLonger(key keyEntry, lo, hi int) bool {
	return s.beforeMask(hi) || s.holdsMask(key, lo, hi)
}

// unlessLonger turns a reason to mask into one to keep, if the value was longer.
func (s *Scanner) unlessLonger(why Reason, key keyEntry, lo, hi int) Reason {
	if why.Masks() && s.wasLonger(key, lo, hi) {
		return KeptMask
	}
	return why
}

// holdsMask tells whether a mask stands inside of a value that key promises.
// Without brackets only a run of stars or the like is sure enough, and only if the key
// promises little.
func (s *Scanner) holdsMask(key keyEntry, lo, hi int) bool {
	if s.engine.bracketed && bytes.IndexByte(s.src[lo:hi], '[') < 0 {
		return false // fast path
	}
	for i := lo; i < hi; i++ {
		if c := s.src[i]; !s.engine.starts[c] && !(s.engine.starred && c == '*') {
			continue // fast path
		}
		if openingBrackets.has(s.src[i]) && s.maskAt(i) > 0 || key.flags&keyWeak != 0 && s.isMasked(i) {
			return true
		}
	}
	return false
}

var openingBrackets = newByteSet("[<({")

// beforeMask tells whether a value goes on in a mask. It was longer before, was
// looked at as a whole and stayed.
func (s *Scanner) beforeMask(hi int) bool {
	for i := hi; i < len(s.src) && i < hi+maxTrimmed; i++ {
		if s.isMasked(i) {
			return true
		}
		if !trimmedBytes.has(s.src[i]) {
			return false
		}
	}
	return false
}

// minSureMask is how long a mask has to be to tell it from the middle of a value.
const minSureMask = 3

// isMasked tells whether a mask, or the stars of one, begin at src[i].
func (s *Scanner) isMasked(i int) bool {
	return s.maskAt(i) >= minSureMask || s.engine.starred && hasPrefixAt(s.src, i, fourStars)
}

// maxTrimmed is how much punctuation that trimTail gave back is looked behind.
const maxTrimmed = 4

var trimmedBytes = newByteSet(".,:!?)]}>")
