package json

import "unicode/utf8"

const hexadecimal = "0123456789abcdef"

// appendText appends a text as JSON. What is not UTF-8 becomes U+FFFD, and
// characters that end a line for some readers are escaped.
func appendText[T string | []byte](dst []byte, text T) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(text); {
		// Fast path: nearly all of every name.
		if isPlain(text[i]) {
			i++
			continue
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = runeAt(text, i)
			if isWritten(r, size) {
				i += size
				continue
			}
		}
		dst = appendEscaped(append(dst, text[from:i]...), r)
		i += size
		from = i
	}
	return append(append(dst, text[from:]...), '"')
}

func runeAt[T string | []byte](text T, i int) (rune, int) {
	var bytes [utf8.UTFMax]byte
	return utf8.DecodeRune(bytes[:copy(bytes[:], text[i:])])
}

// isPlain tells whether a byte is a character that JSON holds as it is.
func isPlain(b byte) bool {
	return b >= ' ' && b < 0x7f && b != '"' && b != '\\'
}

// isWritten tells whether a character beyond ASCII is written as it is: it is one,
// and no control character and no line end.
func isWritten(r rune, size int) bool {
	return size > 1 && r > '\u009f' && r != '\u2028' && r != '\u2029'
}

func appendEscaped(dst []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, `\n`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', hexadecimal[r>>12&15], hexadecimal[r>>8&15], hexadecimal[r>>4&15], hexadecimal[r&15])
}
