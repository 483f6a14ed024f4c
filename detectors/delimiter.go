package detectors

import "strings"

// A delimiter is the rule by which a value ends. It is found byte by byte and
// needs no more than a few bytes of look-ahead, so that a value of any length
// can be swallowed over any number of windows.
type delimiter struct {
	form  delimiterForm
	quote byte  // of endQuote and endEncodedQuote
	level uint8 // of endQuote: the backslashes before the quote; of endQuery: how often
	// percent-encoded; of endLine: 1 if a quote ends it too; of endWord: 1 if a
	// comma and a closing bracket do
}

type delimiterForm uint8

const (
	endLine         delimiterForm = iota // a header's value: the end of the line
	endQuote                             // the closing quote
	endApostrophe                        // the closing apostrophe, or the end of the JSON string around it
	endEncodedQuote                      // a closing quote that is written &quot; or %22
	endQuery                             // a parameter of a query string or a form
	endWord                              // an unquoted value
	endPassword                          // an unquoted password: like endWord, but a quote before a letter is a part of it
	endCrumb                             // a cookie's value
	endJWT                               // what a compact JWS or JWE consists of
	endCredential                        // an opaque token after a scheme
	endSegment                           // a segment of a URL's path
	endColour                            // a coloured value, up to the next sequence
	endMarkup                            // the text of an element, up to the next tag
	endSQL                               // the apostrophe that closes an SQL string
	endPEM                               // a PEM block that is written in one line
)

// closes tells whether a quote after so many backslashes ends a string whose
// opening quote has own of them. The closing quote has as many, or fewer if it
// belongs to a string further out. More of them are an escaped quote, unless
// they come in pairs, as at the end of "C:\\\\".
func closes(src []byte, j, slashes, own int) bool {
	if slashes <= own {
		return true
	}
	return (slashes-own)%(2*own+2) == 0 && endsString(src, j+1)
}

// countSlashes keeps a count of backslashes in one byte: below 256 as it is,
// above modulo 128, since no string that is told apart is that deep.
func countSlashes(n int) int {
	if n < 256 {
		return n
	}
	return 128 + n%128
}

// scan is where a search for the end of a value stands.
type scan struct {
	at      int   // first byte that does not belong to the value, if complete
	slashes uint8 // backslashes just before at, for the search to go on
	done    bool
}

// find looks for the end of a value in src, which begins inside of it. If src
// ends first, the value is complete unless open says that the line goes on;
// then at is where the search has to go on with more bytes.
func (d delimiter) find(src []byte, slashes uint8, open bool) scan {
	limit := len(src)
	if open {
		limit = max(0, len(src)-maxEscape) // so that no escape is cut
	}
	return d.findBefore(limit, src, slashes, open)
}

// findBefore is find for an end that stands before src[limit].
func (d delimiter) findBefore(limit int, src []byte, slashes uint8, open bool) scan {
	n := int(slashes)
	stops := &endStops[d.form]
	for j := range limit {
		c := src[j]
		if !stops[c] {
			n = 0
			continue // fast path
		}
		if c == '\n' || d.ends(src, j, n) {
			return scan{at: trimReturn(src, j) - d.closing(c, n, j), done: true}
		}
		if d.form == endSQL {
			n = countQuotes(n, c)
		} else if c == '\\' {
			n = countSlashes(n + 1)
		} else {
			n = 0
		}
	}
	// Backslashes that may belong to the closing quote are read again.
	keep := 0
	if open {
		keep = min(n, limit, d.escaping())
	}
	return scan{at: limit - keep, slashes: uint8(n - keep), done: !open}
}

// escaping is how many backslashes belong to the closing quote.
func (d delimiter) escaping() int {
	if d.form != endQuote && d.form != endApostrophe {
		return 0
	}
	return int(d.level)
}

// closing is how many bytes before src[j] belong to the quote there.
func (d delimiter) closing(c byte, slashes, j int) int {
	if c == '\n' {
		return 0
	}
	return min(d.escaping(), slashes, j)
}

// trimReturn gives a carriage return before the end of the line back.
func trimReturn(src []byte, j int) int {
	if j > 0 && (j == len(src) || src[j] == '\n') && src[j-1] == '\r' {
		return j - 1
	}
	return j
}

// endStops marks, for every form, the bytes at which a value may end or that
// have to be counted.
var endStops = func() (t [endPEM + 1][256]bool) {
	some := map[delimiterForm]string{
		endColour: "\x1b", endMarkup: "<&%", endSQL: "'", endLine: "\"'`", endQuote: "\"'`", endApostrophe: "\"'", endEncodedQuote: "&%\"'`", endQuery: "&\"'<> \t`\r;%\x1b",
		endPassword: " \t\"'`<\r;\x1b,&", endWord: " \t\"'`<\r;\x1b,&]})", endCrumb: "; \t\"',&%", endPEM: "-\"'",
	}
	for form := range t {
		for c := range t[form] {
			t[form][c] = c == '\n' || c == '\\' || byteClass[c]&isCredBit == 0 || c == '%'
		}
		if chars, ok := some[delimiterForm(form)]; ok {
			for c := range t[form] {
				t[form][c] = c == '\n' || c == '\\' || strings.IndexByte(chars, byte(c)) >= 0
			}
		}
	}
	for _, c := range "-._~+/=:|!*" { // of which a path's segment or a JWT has only some
		t[endSegment][c], t[endJWT][c] = true, true
	}
	return t
}()

// ends tells whether src[j], after so many backslashes, is the first byte
// that does not belong to the value.
func (d delimiter) ends(src []byte, j, slashes int) bool {
	switch c := src[j]; d.form {
	case endQuote:
		return c == d.quote && closes(src, j, slashes, int(d.level)) || d.level > 0 && slashes == 0 && endsLog(src, j)
	case endApostrophe:
		return c == '\'' && closes(src, j, slashes, int(d.level)) || c == '"' && goesOn(src, j+1) || slashes == 0 && endsLog(src, j)
	case endEncodedQuote:
		return (c == '&' || c == '%') && unitAt(src, j).char == rune(d.quote) || isQuote(c) || writtenQuote(src, j, d.quote) || slashes == 0 && endsLog(src, j)
	case endLine:
		return c == '\\' && slashes == 0 && lineEscape(src, j) || d.level > 0 && (isQuote(c) || c == '\\' && escapedQuote(src, j))
	case endQuery:
		return d.endsParameter(src, j)
	case endColour:
		return c == 0x1b || c == '\\' && escapedEnd(src, j)
	case endMarkup:
		return c == '<' || (c == '&' || c == '%' || c == '\\') && endsMarkup(src, j)
	case endSQL:
		return c == '\'' && closesSQL(src, j, slashes)
	case endPassword:
		return endsWord(src, j) && !(isQuote(c) && j+1 < len(src) && isAlnum(src[j+1]))
	case endWord:
		return endsWord(src, j) || d.level > 0 && (c == ',' || c == ']' || c == '}' || c == ')')
	case endCrumb:
		return c == ';' || isSpace(c) || c == '"' || c == '\'' || c == '\\' || c == ',' || (c == '&' || c == '%') && endsCrumb(src, j)
	case endJWT:
		if c >= 0x80 {
			return endsObscured(src, j)
		}
		return !isJWTChar(rune(c)) && !(c == '%' && isJWTChar(unitAt(src, j).char)) && !isPadding(src, j)
	case endCredential:
		if c >= 0x80 {
			return endsObscured(src, j)
		}
		return byteClass[c]&isCredBit == 0 && !(c == '%' && isCredentialEscape(src, j))
	case endSegment:
		if c >= 0x80 {
			return endsObscured(src, j)
		}
		return c != '~' && c != ':' && c != '.' && c != '+' && c != '=' && byteClass[c]&isBase64Bit == 0 &&
			!(c == '%' && isCredentialEscape(src, j))
	default:
		return c == '-' && hasPrefixAt(src, j, "-----END ") || c == '"' || c == '\'' || c == '\\' && (escapedQuote(src, j) || slashes == 0 && endsLog(src, j))
	}
}

// endsLog tells whether an escaped line end stands at src[j] and is the last of
// a string, as of each line in Docker's json-file: a value that no quote of its
// own closes ends before it, or the line would seem to be cut.
func endsLog(src []byte, j int) bool {
	return src[j] == '\\' && (hasPrefixAt(src, j, `\n"`) || hasPrefixAt(src, j, `\r\n"`))
}

// goesOn tells whether JSON goes on at src[j] after a string.
func goesOn(src []byte, j int) bool {
	if j >= len(src) {
		return true
	}
	switch src[j] {
	case ',', '}', ']', ':', '\n', '\r':
		return true
	}
	return false
}

// endsString tells whether what follows a quote can follow the end of a string.
// It decides about quotes after more backslashes than their level has: in a
// repr of JSON, \\" is a quote inside the string, elsewhere a backslash and the
// end.
func endsString(src []byte, j int) bool {
	if j >= len(src) {
		return true
	}
	switch src[j] {
	case '}', ']', ')', ':', ' ', '\t', '\r', '\n', '"', '\'', ';', '&', '<', '>', '\\':
		return true
	case ',':
		return j+1 >= len(src) || !isLetter(src[j+1]) || hasPrefixAt(src, j+1, "true") || hasPrefixAt(src, j+1, "false") || hasPrefixAt(src, j+1, "null")
	}
	return false
}

// endsParameter: parameters end at & and ; of their own encoding or of one
// further out, and at whatever ends the URL.
func (d delimiter) endsParameter(src []byte, j int) bool {
	switch c := src[j]; c {
	case '&', '"', '\'', '<', '>', ' ', '\t', '`', '\r', 0x1b:
		return true
	case ';':
		return true
	case '\\':
		return escapedEnd(src, j)
	case '%':
		u := unitAt(src, j)
		if !u.encoded() || percentLevel(u, src) > d.level {
			return false
		}
		return u.char == '&' || u.char == ';' || u.char == '"' || u.char == '<' || u.char == '>' || u.char == '\n'
	}
	return false
}

// endsWord: an unquoted value ends at white space, quotes and separators.
func endsWord(src []byte, j int) bool {
	switch c := src[j]; c {
	case ' ', '\t', '"', '\'', '`', '\r', 0x1b:
		return true
	case '<':
		return j+1 == len(src) || !isDigit(src[j+1])
	case ',', '&', ';':
		return separates(src, unitAt(src, j).hi)
	case '\\':
		return escapedEnd(src, j)
	}
	return false
}

// separates tells whether what follows a comma or an ampersand is another
// field rather than the rest of the value.
func separates(src []byte, j int) bool {
	if j >= len(src) || unitAt(src, j).char <= ' ' || isQuote(src[j]) {
		return true
	}
	k := j
	for k < len(src) && k-j < 32 && byteClass[src[k]]&isKeyBit != 0 {
		k++
	}
	if k == j || k >= len(src) {
		return false
	}
	next := unitAt(src, k).char
	return next == '=' || next == ':' || next == '['
}

// escapedEnd tells whether backslashes at src[j] lead to a quote, a line end or
// an encoded ampersand, angle bracket or quote.
func escapedEnd(src []byte, j int) bool {
	u := unitAt(src, j)
	switch u.char {
	case '"', '\'', '\n', '\t', '&', '<', '>':
		return u.encoded()
	case '\\':
		return u.hi == len(src) || isQuote(src[u.hi]) // a cut string
	}
	return false
}

// escapedQuote tells whether backslashes and a quote stand at src[j].
func escapedQuote(src []byte, j int) bool {
	u := unitAt(src, j)
	return u.char == '"' || u.char == '\''
}

// endsCrumb tells whether an encoded quote or semicolon stands at src[j].
func endsCrumb(src []byte, j int) bool {
	u := unitAt(src, j)
	return u.encoded() && (u.char == '"' || u.char == '\'' || u.char == ';')
}

// endsMarkup tells whether an encoded angle bracket or line end stands at src[j].
func endsMarkup(src []byte, j int) bool {
	u := unitAt(src, j)
	return u.encoded() && (u.char == '<' || u.char == '\n' || u.char == '"')
}

// lineEscape tells whether an escaped \r or \n stands at src[j].
func lineEscape(src []byte, j int) bool {
	u := unitAt(src, j)
	return u.encoded() && u.char == '\n'
}

// isJWTChar: base64url and the dots between the parts.
func isJWTChar(c rune) bool {
	return c < 0x80 && (byteClass[byte(c)]&isBase64Bit != 0 || c == '.')
}

// isCredentialEscape: %2B %2F %3D and the like inside an encoded token.
func isCredentialEscape(src []byte, j int) bool {
	u := unitAt(src, j)
	return u.encoded() && u.char < 0x80 && byteClass[byte(u.char)]&isCredBit != 0
}

// writtenQuote tells whether a quote stands at src[j] as \u0022 or \x27.
func writtenQuote(src []byte, j int, quote byte) bool {
	if src[j] != '\\' {
		return false
	}
	u := unitAt(src, j)
	return u.char == rune(quote) && u.encoded() && src[u.hi-1] != quote
}

// isPadding tells whether a = at src[j] pads a part of a JWT, as some encoders
// do although RFC 7515 §2 forbids it.
func isPadding(src []byte, j int) bool {
	return src[j] == '=' && (j+1 == len(src) || !isAlnum(src[j+1]))
}
