package detectors

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// jsonClip cuts the user's findings so that JSON stays JSON: in a string the
// mask covers whole characters and neither quote, of a number, a true, a false
// or a null it covers all and becomes a string; what is between values stays. A
// string that holds JSON is treated in the same way. It is a Scanner's scratch.
type jsonClip struct {
	pieces []Finding
	whole  []Finding
	levels [maxNesting]nestedText
	check  jsonCheck
}

// nestedText is what a string says, and where each byte of it is written.
type nestedText struct {
	text []byte
	at   []int32 // one more than text, for its end
}

// maxNesting is how deep JSON in a JSON string is followed: 63 backslashes
// stand before a quote of the sixth, see maxSlashes.
const maxNesting = 6

// isJSON tells whether a line is a JSON text.
func (c *jsonClip) isJSON(text []byte) bool {
	i := 0
	for i < len(text) && (isSpace(text[i]) || text[i] == '\r') {
		i++
	}
	return i < len(text) && bytes.IndexByte(jsonBegins, text[i]) >= 0 && c.check.valid(text)
}

// isNestedJSON is isJSON for what a string says: a number in it is a text.
func (c *jsonClip) isNestedJSON(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 1 && (text[0] == '{' || text[0] == '[' || text[0] == '"') && c.check.valid(text)
}

var jsonBegins = []byte(`{["-0123456789tfn`)

// clip cuts findings, which are in order and do not overlap, in a JSON text.
func (c *jsonClip) clip(text []byte, found []Finding) []Finding {
	c.pieces = c.pieces[:0]
	c.values(0, text, nil, found)
	return c.pieces
}

// source is where a byte of a text at some level stands.
func source(at []int32, i int) int {
	if at == nil {
		return i
	}
	return int(at[i])
}

// values walks over the values of valid JSON.
func (c *jsonClip) values(level int, text []byte, at []int32, found []Finding) {
	for i := 0; i < len(text) && len(found) > 0; {
		j := i + 1
		switch {
		case text[i] == '"':
			j = stringEnd(text, j)
			found = behind(found, source(at, i+1))
			if touches(found, source(at, j-1)) {
				var inner []int32
				if at != nil {
					inner = at[i+1 : j]
				}
				c.inString(level, text[i+1:j-1], inner, i+1, found)
			}
		case isScalarByte(text[i]):
			for j < len(text) && isScalarByte(text[j]) {
				j++
			}
			lo, hi := source(at, i), source(at, j)
			found = behind(found, lo)
			if touches(found, hi) {
				f := found[0]
				f.Lo, f.Hi, f.Quote, f.Escape, f.enclosed = lo, hi, '"', uint8(1<<level-1), false
				c.pieces = append(c.pieces, f)
			}
		}
		i = j
	}
}

// behind drops the findings that end at or before an offset.
func behind(found []Finding, at int) []Finding {
	for len(found) > 0 && found[0].Hi <= at {
		found = found[1:]
	}
	return found
}

// touches tells whether the first finding begins before an offset.
func touches(found []Finding, hi int) bool { return len(found) > 0 && found[0].Lo < hi }

// isScalarByte tells whether a byte is a part of a number or of a literal.
func isScalarByte(c byte) bool { return isAlnum(c) || c == '-' || c == '+' || c == '.' }

// stringEnd is the offset after the quote that ends a string.
func stringEnd(text []byte, i int) int {
	for text[i] != '"' {
		if text[i] == '\\' {
			i++
		}
		i++
	}
	return i + 1
}

// inString cuts the findings that touch the inside of a string, which begins
// at offset from if it stands in the line itself.
func (c *jsonClip) inString(level int, text []byte, at []int32, from int, found []Finding) {
	n := c.unquote(level, text, at, from)
	if level+1 < maxNesting && c.isNestedJSON(n.text) {
		c.values(level+1, n.text, n.at, found)
		return
	}
	end := int(n.at[len(n.text)])
	for _, f := range found {
		if f.Lo >= end {
			return
		}
		f.Lo, f.Hi = wholeCharacters(n.at, f.Lo, f.Hi)
		if f.Lo < f.Hi {
			c.pieces = append(c.pieces, f)
		}
	}
}

// wholeCharacters widens a range to the characters that it touches, and cuts it
// at the ends of the string.
func wholeCharacters(at []int32, lo, hi int) (int, int) {
	first, exact := slices.BinarySearch(at, int32(lo))
	if !exact {
		first = max(0, first-1)
	}
	last, _ := slices.BinarySearch(at, int32(hi))
	return int(at[first]), int(at[min(last, len(at)-1)])
}

// unquote decodes the inside of a valid string.
func (c *jsonClip) unquote(level int, text []byte, at []int32, from int) *nestedText {
	n := &c.levels[level]
	n.text, n.at = n.text[:0], n.at[:0]
	where := func(i int) int32 {
		if at != nil {
			return at[i]
		}
		return int32(from + i)
	}
	for i := 0; i < len(text); {
		size := 1
		var b [utf8.UTFMax]byte
		chars := text[i : i+1]
		if text[i] == '\\' {
			var r rune
			r, size = unescape(text[i:])
			chars = b[:utf8.EncodeRune(b[:], r)]
		}
		for _, c := range chars {
			n.text = append(n.text, c)
			n.at = append(n.at, where(i))
		}
		i += size
	}
	n.at = append(n.at, where(len(text)))
	return n
}

// unescape decodes the JSON escape that text begins with (RFC 8259 §7).
func unescape(text []byte) (r rune, size int) {
	switch text[1] {
	case 'u':
		r, _ = hexRune(text, 2, 4)
		if r >= 0xd800 && r < 0xdc00 && len(text) >= 12 && text[6] == '\\' && text[7] == 'u' {
			if low, ok := hexRune(text, 8, 4); ok && low >= 0xdc00 && low < 0xe000 {
				return 0x10000 + (r-0xd800)<<10 + (low - 0xdc00), 12
			}
		}
		return r, 6
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'r':
		return '\r', 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	}
	return rune(text[1]), 2
}

// cover is the last resort where built-in and user findings together would
// leave no JSON: every value of the line that one of them touches, whole.
func (c *jsonClip) cover(text []byte, found []Finding) []Finding {
	c.whole = c.whole[:0]
	for i := 0; i < len(text) && len(found) > 0; {
		j := i + 1
		lo, hi, quote := i, i, byte(0)
		switch {
		case text[i] == '"':
			j = stringEnd(text, j)
			lo, hi = i+1, j-1
		case isScalarByte(text[i]):
			for j < len(text) && isScalarByte(text[j]) {
				j++
			}
			hi, quote = j, '"'
		}
		if found = behind(found, lo); lo < hi && touches(found, hi) {
			f := found[0]
			f.Lo, f.Hi, f.Quote, f.Escape, f.enclosed = lo, hi, quote, 0, false
			c.whole = append(c.whole, f)
		}
		i = j
	}
	return c.whole
}
