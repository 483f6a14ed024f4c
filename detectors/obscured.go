package detectors

import (
	"bytes"
	"unicode/utf8"
)

// Obscured text: characters without width inside of a value, and full-width
// forms of ASCII, both of which people paste and neither of which a log's
// reader sees. The views decode them; where the trigger itself is obscured, the
// text around is written plainly and scanned again.

const (
	// obscuredBehind and obscuredAhead are how far around an obscured character
	// the text is looked at again.
	obscuredBehind = 256
	obscuredAhead  = maxRecognise
)

// widthless is the length of the character without width at src[i], or 0:
// U+00AD, U+200B to U+200D, U+2060, U+FEFF.
func widthless(src []byte, i int) int {
	switch {
	case hasPrefixAt(src, i, "\xc2\xad"):
		return 2
	case hasPrefixAt(src, i, "\xe2\x80") && i+2 < len(src) && src[i+2] >= 0x8b && src[i+2] <= 0x8d,
		hasPrefixAt(src, i, "\xe2\x81\xa0"), hasPrefixAt(src, i, "\xef\xbb\xbf"):
		return 3
	}
	return 0
}

// fullWidth is the ASCII character whose full-width form stands at src[i], or 0
// (U+FF01 to U+FF5E).
func fullWidth(src []byte, i int) rune {
	if i+3 > len(src) || src[i] != 0xef || src[i+1] != 0xbc && src[i+1] != 0xbd {
		return 0
	}
	r, _ := utf8.DecodeRune(src[i : i+3])
	if r < 0xff01 || r > 0xff5e {
		return 0
	}
	return r - 0xff01 + '!'
}

// obscuredAt decodes a full-width form, and a character together with those
// without width before it.
func obscuredAt(src []byte, i int) unit {
	if r := fullWidth(src, i); r != 0 {
		return unit{r, i, i + 3}
	}
	j := i
	for n := widthless(src, j); n > 0 && j-i < maxEscape; n = widthless(src, j) {
		j += n
	}
	if j == i || j == len(src) {
		return unit{}
	}
	if unitBegins[src[j]] && src[j] < 0x80 || fullWidth(src, j) != 0 {
		u := unitAt(src, j)
		return unit{u.char, i, u.hi}
	}
	return unit{rune(src[j]), i, j + 1}
}

// obscuredBefore decodes what ends before src[i], if it is a full-width form or
// something after a character without width. Otherwise hi is 0.
func obscuredBefore(src []byte, i, floor int) unit {
	u := unit{rune(src[i-1]), i - 1, i}
	if r := rune(0); i-3 >= floor {
		if r = fullWidth(src, i-3); r != 0 {
			u = unit{r, i - 3, i}
		}
	}
	lo := u.lo
	for {
		switch {
		case lo-3 >= floor && widthless(src, lo-3) == 3:
			lo -= 3
			continue
		case lo-2 >= floor && widthless(src, lo-2) == 2:
			lo -= 2
			continue
		}
		break
	}
	if lo == u.lo && u.hi-u.lo == 1 || i-lo > maxEscape {
		return unit{}
	}
	return unit{u.char, lo, i}
}

// endsObscured tells whether a byte of a character that is not ASCII ends a
// token: not if it has no width or is a full-width form, nor if it is the rest
// of one.
func endsObscured(src []byte, j int) bool {
	return utf8.RuneStart(src[j]) && widthless(src, j) == 0 && fullWidth(src, j) == 0
}

// obscuredShape is called at a character without width or a full-width form.
func obscuredShape(s *Scanner, at int) {
	if at < s.clear || s.inner == nil || widthless(s.src, at) == 0 && !isDialed(fullWidth(s.src, at)) {
		return
	}
	until := min(len(s.src), at+obscuredAhead)
	lo := max(s.cursor, at-obscuredBehind, 0)
	lo += bytes.LastIndexByte(s.src[lo:at], '\n') + 1
	end := s.writePlainly(lo, until)
	found, _ := s.inner.scan(Carry{}, Lines(s.plain))
	for _, f := range found {
		lo, hi := int(s.origin[f.Lo]), int(s.origin[f.Hi])
		if lo < s.cursor || hi <= at {
			continue // the text before was looked at as it is
		}
		if edge := f.Hi == len(s.plain) && end == until && until < len(s.src); edge && hi-lo == f.Hi-f.Lo {
			break // it goes on, and is found as it is
		} else if f.Lo, f.Hi = lo, hi; !s.keeps(f, true) {
			s.mask(value{lo: lo, end: delimiter{form: endWord}, place: f.Place}, f, !edge)
			return
		}
	}
	s.clear = end
	if end == until {
		s.clear -= obscuredBehind // what begins there may go on
	}
}

// isDialed tells whether a full-width form may begin a value by itself.
func isDialed(c rune) bool {
	return c > 0 && (isAlnum(byte(c)) || c == '@' || c == '+' || c == '=' || c == ':')
}

// writePlainly writes a part of the line as s.plain, without what obscures it,
// and returns where it ended.
func (s *Scanner) writePlainly(lo, hi int) int {
	s.plain, s.origin = s.plain[:0], s.origin[:0]
	i := lo
	for i < hi && s.src[i] != '\n' {
		if n := widthless(s.src, i); n > 0 {
			i += n
			continue
		}
		s.origin = append(s.origin, int32(i))
		if r := fullWidth(s.src, i); r != 0 {
			s.plain = append(s.plain, byte(r))
			i += 3
			continue
		}
		s.plain = append(s.plain, s.src[i])
		i++
	}
	end := lo
	if n := len(s.origin); n > 0 {
		if end = int(s.origin[n-1]) + 1; fullWidth(s.src, end-1) != 0 {
			end += 2
		}
	}
	s.origin = append(s.origin, int32(end))
	return i
}
