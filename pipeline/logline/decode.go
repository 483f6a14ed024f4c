package logline

import (
	"bytes"
	"unicode/utf8"
)

// AppendText appends a text of the line as it was before it was written: without the
// backslashes of JSON, of Python's repr and of access logs.
func (l *Line) AppendText(dst, part []byte) []byte {
	start := len(dst)
	dst = appendUnescaped(dst, part)
	for range l.escapes {
		if bytes.IndexByte(dst[start:], '\\') < 0 {
			break
		}
		// What was written is never longer than what it stands for, so that it may be overwritten.
		dst = appendUnescaped(dst[:start], dst[start:])
	}
	return dst
}

// appendUnescaped appends s without its backslashes. It may overwrite s.
func appendUnescaped(dst, s []byte) []byte {
	for {
		n := bytes.IndexByte(s, '\\')
		if n < 0 || n+1 == len(s) {
			return append(dst, s...)
		}
		dst = append(dst, s[:n]...)
		s = s[n+1:]
		switch c := s[0]; c {
		case 'n':
			dst = append(dst, '\n')
		case 't':
			dst = append(dst, '\t')
		case 'r':
			dst = append(dst, '\r')
		case '"', '\'', '\\', '/':
			dst = append(dst, c)
		case 'x', 'u', 'U':
			var length int
			dst, length = appendCoded(dst, s)
			s = s[length:]
		default:
			dst = append(dst, '\\', c)
		}
		s = s[1:]
	}
}

// appendCoded appends what x41, u0041 or U00000041 stands for, or itself with its backslash,
// and tells how many digits it has.
func appendCoded(dst, s []byte) ([]byte, int) {
	length := 2
	switch s[0] {
	case 'u':
		length = 4
	case 'U':
		length = 8
	}
	code, ok := hexadecimal(s[1:], length)
	if !ok {
		return append(dst, '\\', s[0]), 0
	}
	if s[0] == 'x' {
		return append(dst, byte(code)), length
	}
	if low, ok := lowSurrogate(s[1+length:]); ok && code >= 0xd800 && code < 0xdc00 {
		return utf8.AppendRune(dst, 0x10000+(code-0xd800)<<10+low), length + len(`\u0000`)
	}
	return utf8.AppendRune(dst, code), length
}

// lowSurrogate reads the second half of a character that JSON writes as two.
func lowSurrogate(s []byte) (rune, bool) {
	if len(s) < len(`\u0000`) || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	code, ok := hexadecimal(s[2:], 4)
	return code - 0xdc00, ok && code >= 0xdc00 && code < 0xe000
}

func hexadecimal(s []byte, n int) (rune, bool) {
	if len(s) < n {
		return 0, false
	}
	value := rune(0)
	for _, c := range s[:n] {
		switch {
		case isDigit(c):
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		value = value<<4 | rune(c)
	}
	return value, true
}
