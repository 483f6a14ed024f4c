package config

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// byteOrderMark may open a file; it counts neither as a column nor as text.
const byteOrderMark = "\xef\xbb\xbf"

// errDecoder stands in for a panic of the decoder, whose text may quote the
// input.
var errDecoder = errors.New("decoder failed")

// syntaxTexts are our words for the decoder's messages, which it words
// differently by version and in which it quotes what it read, so they are
// never passed on. The first fragment that occurs in a message decides.
var syntaxTexts = []struct{ fragment, msg, hint string }{
	{"already been defined", "this key is defined twice", ""},
	{"already created", "this key is defined twice", ""},
	{"is not a table", "this key is defined twice", ""},
	{"array terminator", "expected a comma or the ] of an array", ""},
	{"inline table terminator", "expected a comma or the } of an inline table", ""},
	{"unexpected comma", "expected a value before the comma", ""},
	{"table name", "expected a table name and its closing bracket", ""},
	{"table array name", "expected the closing ]] of an array of tables", ""},
	{"top-level item", "expected the end of the line", "one setting per line"},
	{"key separator", "expected = after the key", ""},
	{"expected '.' or '='", "expected = after the key", ""},
	{"key name appears blank", "expected a key before =", ""},
	{"keys cannot start", "expected a key before the dot", ""},
	{"expected value", "expected a value", "text needs quotes"},
	{"strings cannot contain newlines", "this string does not end on its line", ""},
	{"unexpected EOF; expected", "this string does not end", ""},
	{`unexpected '"""`, "too many quotes at the end of a string", ""},
	{`unexpected "'''`, "too many quotes at the end of a string", ""},
	{"escape", "unknown escape in a string", "'…' takes backslashes as they are"},
	{"hexadecimal digits", "unknown escape in a string", "'…' takes backslashes as they are"},
	{"Escaped character", "unknown escape in a string", ""},
	{"control characters", "control characters are not allowed", ""},
	{"integer", "this is not a number", "text needs quotes"},
	{"Invalid", "this is not a number", "text needs quotes"},
	{"float", "this is not a number", "text needs quotes"},
	{"digit", "this is not a number", "text needs quotes"},
	{"number", "this is not a number", "text needs quotes"},
	{"out of", "this number is out of range", ""},
	{"datetime", "this is not a date", "text needs quotes"},
}

// document is a decoded configuration together with the places of its entries.
type document struct {
	root   map[string]any
	places places
}

// readDocument decodes data; what is not TOML is an *Error of the file name.
func readDocument(name string, data []byte) (document, *Error) {
	src := strings.TrimPrefix(string(data), byteOrderMark)
	fail := func(offset int, msg, hint string) (document, *Error) {
		at := indexLines(src).at(offset)
		return document{}, &Error{File: name, Line: at.line, Col: at.col, Msg: msg, Hint: hint}
	}
	if i := firstInvalidByte(src); i >= 0 {
		return fail(i, "this byte is not UTF-8", "configurations are UTF-8 text")
	}
	l := newLocator(src)
	// First of all, because the decoder recurses as deep as it is told to.
	if l.run(); l.tooDeep >= 0 {
		return fail(l.tooDeep, "arrays and tables nest too deep", "")
	}
	root := map[string]any{}
	if err := decode(src, &root); err != nil {
		offset, msg, hint := syntaxError(err)
		return fail(offset, msg, hint)
	}
	return document{root: root, places: l.found}, nil
}

// firstInvalidByte is the offset of the first byte that is not UTF-8, or -1.
func firstInvalidByte(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, r := range s {
		if r != utf8.RuneError {
			continue
		}
		if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
			return i
		}
	}
	return -1
}

// decode is toml.Decode, except that its panics on text it does not expect are
// errors too.
func decode(src string, v any) (err error) {
	defer func() {
		if recover() != nil {
			err = errDecoder
		}
	}()
	_, err = toml.Decode(src, v)
	return err
}

// syntaxError says what a decoder's error means, in words that quote nothing.
func syntaxError(err error) (offset int, msg, hint string) {
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return 0, "this file is not TOML", ""
	}
	for _, known := range syntaxTexts {
		if strings.Contains(parse.Message, known.fragment) {
			return parse.Position.Start, known.msg, known.hint
		}
	}
	return parse.Position.Start, "this is not TOML", ""
}
