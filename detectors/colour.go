package detectors

// ANSI colour sequences (ECMA-48 §8.3.117), with which consoles write keys,
// separators and values: they are stepped over wherever a key or a value may
// begin or end.

const (
	// maxColour is the longest sequence that is stepped over.
	maxColour = 12
	// maxColours is how many of them may stand in a row.
	maxColours = 3
)

// colourShape is called at an ANSI sequence, whose last letter hides that a
// number begins after it.
func colourShape(s *Scanner, at int) {
	// Fast path: one sequence, and neither a number nor another one behind it.
	i := at + len("\x1b[")
	for i < len(s.src) && (isDigit(s.src[i]) || s.src[i] == ';') {
		i++
	}
	if i+1 < len(s.src) && s.src[i] == 'm' && !isDigit(s.src[i+1]) && s.src[i+1] != 0x1b && !isSpace(s.src[i+1]) {
		return
	}
	if i := s.skipColour(at); i < len(s.src) && i > at && isDigit(s.src[i]) {
		phoneShape(s, i)
	}
}

// afterColour is where a run of word bytes begins in earnest that began inside
// of a sequence, at src[lo].
func (s *Scanner) afterColour(lo, hi int) int {
	if s.src[lo-1] == '[' {
		return max(lo, colourEnd(s.src, lo-1, hi))
	}
	return s.afterColourParameter(lo, hi)
}

// afterColourParameter handles ESC[1;36mkey, whose semicolon stopped the run.
func (s *Scanner) afterColourParameter(i, hi int) int {
	for j := i - 1; j > 0 && i-j < maxColour; j-- {
		if s.src[j] == '[' {
			return max(i, colourEnd(s.src, j, hi))
		}
	}
	return i
}

// colourEnd is the end of the ANSI sequence whose bracket is src[i], or 0.
func colourEnd(src []byte, i, hi int) int {
	if i == 0 || src[i-1] != 0x1b && !isHex(src[i-1]) {
		return 0
	}
	for j := i + 1; j < hi; j++ {
		if src[j] == 'm' {
			return j + 1
		}
		if !isDigit(src[j]) && src[j] != ';' {
			return 0
		}
	}
	return 0
}

// colourBefore steps back over an ANSI sequence that ends at src[i].
func (s *Scanner) colourBefore(i, floor int) int {
	if i == floor || s.src[i-1] != 'm' {
		return i // fast path
	}
	for j := i - 2; j > floor && i-j < maxColour; j-- {
		switch c := s.src[j]; {
		case c == '[' && s.src[j-1] == 0x1b:
			return s.colourBefore(j-1, max(floor, j-2*maxColour))
		case !isDigit(c) && c != ';':
			return i
		}
	}
	return i
}

// skipColour steps over an ANSI sequence at src[i].
func (s *Scanner) skipColour(i int) int {
	for range maxColours {
		j := 0
		if hasPrefixAt(s.src, i, "\x1b[") {
			j = colourEnd(s.src, i+1, min(len(s.src), i+maxColour))
		}
		if j == 0 {
			break
		}
		i = s.skipSpace(j, maxKeySpace)
	}
	return i
}
