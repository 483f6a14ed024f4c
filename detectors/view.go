package detectors

import "unicode/utf8"

// A view is how a byte of a value is written where the value stands:
// raw, percent-encoded (also twice), JSON-escaped any number of times, as a
// Python literal, HTML-escaped. Shapes read through unitAt and unitBefore, so
// that they work in every view, and in mixtures of them, alike.

// unit is one decoded character: its code point and its extent in the source.
type unit struct {
	char rune
	lo   int
	hi   int
}

// encoded tells whether the character is written as anything but itself.
func (u unit) encoded() bool { return u.hi-u.lo > 1 }

const (
	// maxSlashes is how many backslashes an escape may have: 63 stand before a
	// quote in JSON that is nested six times.
	maxSlashes = 63
	// maxEscape is the longest written form of one character.
	maxEscape = maxSlashes + 6
)

// unitAt decodes the character that begins at src[i]; i is inside src.
func unitAt(src []byte, i int) unit {
	// Fast path: nearly every byte stands for itself.
	c := src[i]
	if !unitBegins[c] {
		return unit{rune(c), i, i + 1}
	}
	var u unit
	switch c {
	case '%':
		u = percentAt(src, i)
	case '\\':
		u = escapeAt(src, i)
	case '&':
		u = entityAt(src, i)
	default:
		u = obscuredAt(src, i)
	}
	if u.hi == 0 {
		return unit{rune(c), i, i + 1}
	}
	return u
}

// unitBegins marks the bytes with which the written form of a character that
// stands for another one begins.
var unitBegins = [256]bool{'%': true, '\\': true, '&': true, 0xc2: true, 0xe2: true, 0xef: true}

// percentAt decodes %XX, and %25XX as the same character encoded twice.
func percentAt(src []byte, i int) unit {
	j := i + 1
	for j+4 <= len(src) && src[j] == '2' && src[j+1] == '5' && isHex(src[j+2]) && isHex(src[j+3]) && j-i < 5 {
		j += 2
	}
	if j+2 > len(src) || !isHex(src[j]) || !isHex(src[j+1]) {
		return unit{}
	}
	return unit{rune(hexValue(src[j])<<4 | hexValue(src[j+1])), i, j + 2}
}

// percentLevel is how many times the character at src[i] is percent-encoded.
func percentLevel(u unit, src []byte) uint8 {
	if src[u.lo] != '%' {
		return 0
	}
	return uint8(u.hi-u.lo-1) / 2
}

// escapeAt decodes \u0040, \x40, \/, \" and \n behind any number of
// backslashes, as JSON (RFC 8259 §7) and Python's repr write them, and the \_
// of a LIKE pattern.
func escapeAt(src []byte, i int) unit {
	j := i
	for j < len(src) && src[j] == '\\' && j-i < maxSlashes {
		j++
	}
	if j == len(src) {
		return unit{}
	}
	switch src[j] {
	case 'u':
		if r, ok := hexRune(src, j+1, 4); ok {
			return unit{r, i, j + 5}
		}
	case 'x':
		if r, ok := hexRune(src, j+1, 2); ok {
			return unit{r, i, j + 3}
		}
	case 'n', 'r':
		return unit{'\n', i, j + 1}
	case 't':
		return unit{'\t', i, j + 1}
	case '"', '\'', '/', '_':
		return unit{rune(src[j]), i, j + 1}
	}
	return unit{}
}

func hexRune(src []byte, i, n int) (r rune, ok bool) {
	if i+n > len(src) {
		return 0, false
	}
	for _, c := range src[i : i+n] {
		if !isHex(c) {
			return 0, false
		}
		r = r<<4 | rune(hexValue(c))
	}
	return r, true
}

// entities are the named character references that escaping functions write.
var entities = [...]struct {
	name string
	char rune
}{{"&quot;", '"'}, {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&apos;", '\''}, {"&nbsp;", ' '}}

// entityAt decodes &quot; &#64; &#x40; and their like.
func entityAt(src []byte, i int) unit {
	if i+3 < len(src) && src[i+1] == '#' {
		return numericEntity(src, i)
	}
	for n := range entities {
		e := &entities[n]
		if i+1 < len(src) && src[i+1] == e.name[1] && hasPrefixAt(src, i, e.name) {
			return unit{e.char, i, i + len(e.name)}
		}
	}
	return unit{}
}

func numericEntity(src []byte, i int) unit {
	j, base := i+2, rune(10)
	if src[j] == 'x' || src[j] == 'X' {
		j, base = j+1, 16
	}
	r := rune(0)
	for k := j; k < len(src) && k-j < 7; k++ {
		switch c := src[k]; {
		case c == ';' && k > j:
			return unit{r, i, k + 1}
		case isDigit(c), base == 16 && isHex(c):
			r = r*base + rune(hexValue(c))
		default:
			return unit{}
		}
	}
	return unit{}
}

// unitBefore decodes the character that ends just before src[i], without
// looking at anything before floor; i is after floor.
func unitBefore(src []byte, i, floor int) unit {
	c := src[i-1]
	if c >= 0x80 || i-2 >= floor && src[i-2] >= 0x80 {
		if u := obscuredBefore(src, i, floor); u.hi > 0 {
			return u
		}
	}
	// Fast path: only a hex digit, a semicolon, a quote, a slash or one of
	// n, r, t can end an escape, and then its beginning stands close before.
	if escapeEnds[c] == 0 || !mayEndEscape(src, i, floor) {
		return unit{rune(c), i - 1, i}
	}
	return unitBeforeSlow(src, i, floor)
}

// mayEndEscape is a cheap test that holds for the end of every escape.
func mayEndEscape(src []byte, i, floor int) bool {
	c := src[i-1]
	switch {
	case c == ';':
		return true
	case isHex(c):
		return i-3 >= floor && (src[i-3] == '%' || src[i-3] == '5' && i-5 >= floor && src[i-5] == '%' ||
			src[i-3] == '5' && i-7 >= floor && src[i-7] == '%' ||
			src[i-3] == 'x' || i-5 >= floor && src[i-5] == 'u')
	default:
		return i-2 >= floor && src[i-2] == '\\'
	}
}

// maxPlainEscape is the longest escape without backslashes: %252540, &#x40;.
const maxPlainEscape = 12

// unitBeforeSlow tries every start from which an escape could end at i, the
// farthest first, since %2540 is one character and not four.
func unitBeforeSlow(src []byte, i, floor int) unit {
	for lo := max(floor, i-maxPlainEscape); lo < i-1; lo++ {
		switch src[lo] {
		case '\\':
			for lo > floor && src[lo-1] == '\\' && i-lo < maxSlashes {
				lo--
			}
		case '%', '&':
		default:
			continue
		}
		u := unitAt(src, lo)
		if u.hi == i && u.encoded() {
			return u
		}
		if src[lo] == '\\' {
			for lo < i-1 && src[lo+1] == '\\' {
				lo++
			}
		}
	}
	return unit{rune(src[i-1]), i - 1, i}
}

// appendDecoded appends the characters of src as UTF-8, up to limit bytes.
func appendDecoded(dst, src []byte, limit int) []byte {
	for i := 0; i < len(src) && len(dst) < limit; {
		if n := plainRun(src[i:]); n > 0 {
			dst = append(dst, src[i:i+min(n, limit-len(dst))]...) // fast path
			i += n
			continue
		}
		u := unitAt(src, i)
		switch {
		case !u.encoded(), u.char < 0x80:
			dst = append(dst, byte(u.char))
		case src[u.lo] >= 0x80:
			dst = append(dst, src[u.hi-1]) // the last byte of a character after one without width
		case src[u.lo] == '%' || src[u.hi-3] == 'x':
			dst = append(dst, byte(u.char)) // a byte of UTF-8, not a code point
		default:
			dst = utf8.AppendRune(dst, u.char)
		}
		i = u.hi
	}
	return dst
}

// plainRun is how many bytes src begins with that are no part of an escape.
func plainRun(src []byte) int {
	for i, c := range src {
		if unitBegins[c] {
			return i
		}
	}
	return len(src)
}
